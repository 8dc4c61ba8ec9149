"""An indicator by one dimension: the parts in official order, each with its months in small."""

from __future__ import annotations

from collections.abc import Sequence

from tuobo.core.reach import Place
from tuobo.engines.reports import text_of
from tuobo.operations.desk.break_down import BreakDown, PartOfFigure
from tuobo.operations.desk.indicator_page import IndicatorPage
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.pasts import PastAt, Pasts
from tuobo.operations.desk.places import scope_of
from tuobo.records.organisation.queries import divisions_of
from tuobo.web.areas.indicators.framing import at
from tuobo.web.areas.indicators.pages import BreakDownPage, Frame, PartView, Tab
from tuobo.web.ui.visit import Visit, org_of

_DIVISION = "division"
_FILTERS = frozenset({"division", "judge", "domain", "procedure", "case_word", "cause", "court"})
_NONE = "-"
"""How the list of cases writes an empty code."""


def break_down_page(
    opened: OpenVersion, visit: Visit, found: IndicatorPage, frame: Frame, parts: BreakDown
) -> BreakDownPage:
    """The parts of a figure, drawn small beside one another."""
    name, dimension = found.definition.id, parts.dimension
    pasts = _pasts(opened, visit, found, dimension)
    shown = in_official_order(parts.parts, found.place) if dimension == _DIVISION else parts.parts
    return BreakDownPage(
        frame=frame,
        title=parts.title,
        dimensions=tuple(
            Tab(name=title, address=at(visit, "by", name, code), is_here=code == dimension)
            for code, title in found.definition.dimensions
        ),
        whole=text_of(parts.whole, visit.numbers),
        parts=tuple(_part(one, visit, found, pasts.get(one.code), dimension) for one in shown),
        unseen=parts.unseen,
    )


def in_official_order(parts: Sequence[PartOfFigure], place: Place) -> tuple[PartOfFigure, ...]:
    """Divisions as they stand in the court; those that it no longer has come last."""
    order = {name: number for number, name in enumerate(divisions_of(place.court))}
    return tuple(sorted(parts, key=lambda one: order.get(one.code, len(order))))


def _pasts(
    opened: OpenVersion, visit: Visit, found: IndicatorPage, dimension: str
) -> dict[str, PastAt]:
    """Code of the part → its months, asked for once a data version."""
    period, place = found.passport.period, found.place
    ready = opened.workspace.indicators.find(found.definition.key)
    asked = Pasts(
        opened=opened, period=period, scope=scope_of(place), by=dimension, texts=visit.texts
    )
    question = ("pasts", ready.key, place, period, dimension, visit.lang)
    every = opened.remembered(question, lambda: asked.of([ready]))
    return {code: past[found.definition.id] for code, past in every.items()}


def _part(
    one: PartOfFigure, visit: Visit, found: IndicatorPage, past: PastAt | None, dimension: str
) -> PartView:
    name = found.definition.id
    deeper = at(visit, "indicator", name, org=org_of(one.place)) if one.place else ""
    listed = [side for side in found.definition.sides if side.lists_cases]
    cases = ""
    if listed and dimension in _FILTERS:
        code = one.code or _NONE
        cases = at(visit, "cases", name, listed[-1].part, **{dimension: code})
    return PartView(
        label=one.label,
        address=deeper,
        cases=cases,
        figure=text_of(one.figure, visit.numbers),
        months=past.months if past else (),
        variation=past.variation if past else None,
    )
