"""Another figure beside this one: companions, and why two figures differ."""

from __future__ import annotations

from dataclasses import replace

from tuobo.core.errors import RequestError
from tuobo.engines.reports import text_of
from tuobo.operations.desk.difference import Difference, FigureAsked, explain_difference
from tuobo.operations.desk.indicator_page import IndicatorPage
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.web.areas.indicators.asking import Asking, period_of
from tuobo.web.areas.indicators.framing import at
from tuobo.web.areas.indicators.pages import CompanionView, ExplainPage, Frame
from tuobo.web.ui.options import Option
from tuobo.web.ui.visit import Visit

_OTHER, _OTHER_PERIOD, _OTHER_VERSION = "other", "other_period", "other_version"
_NAMES = (_OTHER, _OTHER_PERIOD, _OTHER_VERSION)
_SHOWN = 100
"""So many cases of each kind are shown; the workbook has all of them."""


def companions_of(
    opened: OpenVersion, visit: Visit, asking: Asking, found: IndicatorPage
) -> tuple[CompanionView, ...]:
    """What the definition says is to be read together, in its order."""
    views = []
    for name, _ in found.definition.companions:
        line = replace(asking, of=replace(asking.of, indicator=name)).found(opened, visit).line
        address = at(visit, "indicator", name)
        views.append(
            CompanionView(line=line, figure=text_of(line.figure, visit.numbers), address=address)
        )
    return tuple(views)


def other_figure(
    visit: Visit, asking: Asking
) -> tuple[tuple[FigureAsked, FigureAsked] | None, str]:
    """This figure and the one it is compared with; none yet, or why it cannot be read."""
    query = visit.query
    if not any(query.get(name) for name in _NAMES):
        return None, ""
    period, problem = period_of(visit, query.get(_OTHER_PERIOD, ""))
    if problem:
        return None, problem
    other = replace(
        asking.of,
        indicator=query.get(_OTHER) or asking.of.indicator,
        period=period or asking.of.period,
    )
    version = query.get(_OTHER_VERSION) or visit.as_of
    mine = FigureAsked(of=asking.of, version=visit.as_of)
    return (mine, FigureAsked(of=other, version=version)), ""


def explain_page(
    desk: Desk, opened: OpenVersion, visit: Visit, asking: Asking, frame: Frame
) -> ExplainPage:
    """The form, and the answer where another figure was named."""
    asked, problem = other_figure(visit, asking)
    found: Difference | None = None
    if asked is not None:
        try:
            found = explain_difference(desk, asking.viewing, asked, visit.texts, _SHOWN)
        except RequestError as error:
            problem = visit.texts.error(error)
    named = {name: visit.query[name] for name in _NAMES if visit.query.get(name)}
    workbook = at(visit, "explain_export", asking.of.indicator, **named)
    return ExplainPage(
        frame=frame,
        indicators=_indicators(opened, visit, asking),
        versions=_versions(desk, visit),
        period=visit.query.get(_OTHER_PERIOD, ""),
        problem=problem,
        found=found,
        figures=(
            text_of(found.first.figure, visit.numbers),
            text_of(found.second.figure, visit.numbers),
        )
        if found
        else None,
        shows_judges="judge" not in visit.hidden("case"),
        workbook=workbook if found and visit.may("exports.make") else "",
    )


def _indicators(opened: OpenVersion, visit: Visit, asking: Asking) -> tuple[Option, ...]:
    """All indicators, in the order of the definitions."""
    pack = opened.workspace.indicators
    chosen = visit.query.get(_OTHER) or asking.of.indicator
    return tuple(
        Option(
            value=name,
            name=visit.texts.pick(pack.find(name).definition.names),
            is_chosen=name == chosen,
        )
        for name in pack.ids
    )


def _versions(desk: Desk, visit: Visit) -> tuple[Option, ...]:
    """All data versions, the latest first."""
    chosen = visit.query.get(_OTHER_VERSION, "")
    return tuple(
        Option(
            value=str(one.number),
            name=visit.texts("explain.version", version=one.id, day=one.as_of),
            is_chosen=str(one.number) == chosen,
        )
        for one in reversed(desk.history())
    )
