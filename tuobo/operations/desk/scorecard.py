"""The scorecard: courts or divisions in official order, indicators across, a signal where one is.

It is no league table: rows come in the order of the court system or of the court, columns in that
of the definitions, and neither can be sorted by value. There is no total and no rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.analysis import default_rules
from tuobo.engines.indicators import ReadyIndicator
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.pasts import PastAt, Pasts
from tuobo.operations.desk.places import CourtPlaces, NamedPlace, places_within, scope_of
from tuobo.operations.indicator_lines import (
    LineSettings,
    PageRules,
    asked_indicators,
    official_place,
)
from tuobo.operations.reporting_period import year_so_far


@dataclass(frozen=True, kw_only=True)
class ScorecardAsked:
    """Which court (an empty place: all courts within reach), period, kinds of indicators."""

    place: Place
    period: Period | None = None
    statuses: frozenset[str] = frozenset({"goal"})


@dataclass(frozen=True, kw_only=True)
class ScorecardRow:
    """A court or division; `cells` has one entry a column, None where it has nothing to count."""

    place: Place
    name: str
    cells: tuple[PastAt | None, ...]


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """The page. `by` is court or division; `columns` are ids and names of indicators."""

    by: str
    place: Place
    period: Period
    as_of: date
    data_version: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[ScorecardRow, ...]


def scorecard(opened: OpenVersion, reach: Reach, asked: ScorecardAsked, texts: Texts) -> Scorecard:
    """The scorecard of what one may see; places that are not wholly within reach have no row."""
    period = asked.period or year_so_far(opened.version.as_of)
    courts = places_within(opened, reach, texts)
    by = "division" if asked.place.court or len(courts) == 1 else "court"
    rows = _places(courts, asked.place, by)
    scope = _scope(courts, asked.place, by)
    ready = _indicators(opened, asked.statuses, period, scope, texts)
    question = ("scorecard", by, tuple(scope.items()), period, asked.statuses, texts.lang)
    pasts = Pasts(opened=opened, period=period, scope=scope, by=by, texts=texts)
    found = opened.remembered(question, lambda: pasts.of(ready))
    return Scorecard(
        by=by,
        place=asked.place,
        period=period,
        as_of=opened.version.as_of,
        data_version=opened.version.id,
        columns=tuple((one.definition.id, texts.pick(one.definition.names)) for one in ready),
        rows=tuple(
            ScorecardRow(
                place=one.place,
                name=one.name,
                cells=tuple(_at(found, one, by).get(each.definition.id) for each in ready),
            )
            for one in rows
        ),
    )


def _places(courts: Sequence[CourtPlaces], place: Place, by: str) -> list[NamedPlace]:
    """The rows, as they stand in the court system or in the court."""
    if by == "court":
        return [one.court for one in courts if one.is_whole]
    chosen = [one for one in courts if place.court in {"", one.court.place.court}]
    return [division for one in chosen for division in one.divisions]


def _scope(courts: Sequence[CourtPlaces], place: Place, by: str) -> dict[str, tuple[str, ...]]:
    if by == "court":
        return {"court": tuple(one.court.place.court for one in courts if one.is_whole)}
    court = place.court or next((one.court.place.court for one in courts), "")
    return scope_of(Place(court=court))


def _indicators(
    opened: OpenVersion,
    statuses: frozenset[str],
    period: Period,
    scope: dict[str, tuple[str, ...]],
    texts: Texts,
) -> list[ReadyIndicator]:
    """Those of the page in force, in the order of the definitions."""
    content = opened.workspace.content
    settings = LineSettings(
        texts=texts,
        rules=default_rules(content),
        page=PageRules.of(content),
        period=period,
        scope=scope,
        statuses=statuses,
    )
    with opened.served() as served:
        found = asked_indicators(served, settings)
    by = "court" if len(scope.get("court", ())) > 1 else "division"
    return sorted((one for one in found if by in one.dimensions), key=official_place)


def _at(found: dict[str, dict[str, PastAt]], one: NamedPlace, by: str) -> dict[str, PastAt]:
    code = one.place.court if by == "court" else one.place.division
    return found.get(code, {})
