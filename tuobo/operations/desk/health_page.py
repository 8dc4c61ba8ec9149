"""The home page of the desk: the health check of one place, its matrix, and what was filtered.

Lines come in official order. There is no total and no rank; the matrix only groups names by what
their charts say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.analysis import Assurance, Variation, default_rules
from tuobo.engines.reports import IndicatorLine
from tuobo.operations.desk.credibility import Checked, Credibility, gaps_at
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place, name_of, scope_of
from tuobo.operations.indicator_lines import (
    LineSettings,
    PageRules,
    asked_indicators,
    indicator_lines,
)
from tuobo.operations.keep_quarantine import quarantine_of
from tuobo.operations.reporting_period import year_so_far

ALL_STATUSES = frozenset({"goal", "diagnostic", "cancelled", "forbidden"})
_VARIATIONS = (Variation.CONCERNING, Variation.COMMON_CAUSE, Variation.IMPROVING)
_ASSURANCES = (Assurance.OUTSIDE, Assurance.HIT_AND_MISS, Assurance.INSIDE)
_SPECIAL = {Variation.CONCERNING, Variation.IMPROVING, Variation.NEUTRAL_SIGNAL}


class Only(StrEnum):
    """Which lines to keep; of several, a line that one of them asks for is kept."""

    SPECIAL_CAUSE = "special_cause"
    OUTSIDE_INTERVAL = "outside_interval"
    LOW_CREDIBILITY = "low_credibility"


@dataclass(frozen=True, kw_only=True)
class HealthAsked:
    """Which place, period (None: the year so far), kinds of indicators and lines."""

    place: Place = field(default_factory=Place)
    period: Period | None = None
    statuses: frozenset[str] = ALL_STATUSES
    only: frozenset[Only] = frozenset()


@dataclass(frozen=True, kw_only=True)
class HealthLine:
    """An indicator's line and what is known of its rows."""

    line: IndicatorLine
    credibility: Credibility


@dataclass(frozen=True, kw_only=True)
class MatrixBox:
    """The names of the indicators whose charts read alike; codes are those of the readings."""

    variation: str
    assurance: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class HealthPage:
    """The page. `matrix` has nine boxes, row by row; `unplaced` are lines that fit in none.

    `all_lines` is the number of lines before filtering. Rows are of the last import.
    """

    place: Place
    place_name: str
    period: Period
    as_of: date
    data_version: str
    computed_at: datetime
    lines: tuple[HealthLine, ...]
    all_lines: int
    matrix: tuple[MatrixBox, ...]
    unplaced: tuple[tuple[str, str], ...]
    rows_read: int
    rows_kept: int
    rows_rejected: int


def health_page(
    opened: OpenVersion,
    reach: Reach,
    asked: HealthAsked,
    texts: Texts,
    *,
    at: datetime,
    by_judge: Reach = Reach.NOTHING,
) -> HealthPage:
    """The page of a place within reach; RequestError desk.no_place for any other.

    `by_judge` is the reach of the right to see other judges' individual figures.
    """
    place = checked_place(opened, reach, asked.place, by_judge)
    period = asked.period or year_so_far(opened.version.as_of)
    lines = health_lines(opened, place, period, asked.statuses, texts)
    kept = [one for one in lines.lines if _is_wanted(one, asked.only)]
    return HealthPage(
        place=place,
        place_name=name_of(opened, place, texts),
        period=period,
        as_of=opened.version.as_of,
        data_version=opened.version.id,
        computed_at=at,
        lines=tuple(kept),
        all_lines=len(lines.lines),
        matrix=_matrix(kept),
        unplaced=tuple(_named(one) for one in kept if not _is_placed(one)),
        rows_read=lines.rows_read,
        rows_kept=lines.rows_kept,
        rows_rejected=lines.rows_read - lines.rows_kept,
    )


@dataclass(frozen=True, kw_only=True)
class HealthLines:
    """All lines of a place and period, computed once for a data version."""

    lines: tuple[HealthLine, ...]
    rows_read: int
    rows_kept: int

    @property
    def weight(self) -> int:
        """How much memory they take, in the unit of the desk's memory: see open_desk."""
        return len(self.lines)


def health_lines(
    opened: OpenVersion, place: Place, period: Period, statuses: frozenset[str], texts: Texts
) -> HealthLines:
    """The lines of a place, remembered; whether one may look is asked before."""
    question = ("health", place, period, statuses, texts.lang)
    return opened.remembered(question, lambda: _lines(opened, place, period, statuses, texts))


def _lines(
    opened: OpenVersion, place: Place, period: Period, statuses: frozenset[str], texts: Texts
) -> HealthLines:
    content = opened.workspace.content
    gaps = gaps_at(opened, place, texts)
    settings = LineSettings(
        texts=texts,
        rules=default_rules(content),
        page=PageRules.of(content),
        period=period,
        scope=scope_of(place),
        statuses=statuses,
        gaps=gaps,
    )
    checked = Checked(opened, texts)
    with opened.served() as served:
        ready = {one.definition.id: one for one in asked_indicators(served, settings)}
        lines = indicator_lines(served, settings)
    kept = quarantine_of(opened.workspace, opened.version)
    return HealthLines(
        lines=tuple(
            HealthLine(line=line, credibility=checked.credibility(ready[line.id], gaps))
            for line in lines
        ),
        rows_read=sum(kept.rows_read.values()),
        rows_kept=sum(kept.rows_kept.values()),
    )


def _is_wanted(one: HealthLine, only: frozenset[Only]) -> bool:
    holds = {
        Only.SPECIAL_CAUSE: one.line.variation.code in _SPECIAL,
        Only.OUTSIDE_INTERVAL: is_outside(one.line),
        Only.LOW_CREDIBILITY: one.credibility.is_low,
    }
    return not only or any(holds[which] for which in only)


def is_outside(line: IndicatorLine) -> bool:
    """Whether the ordinary range, or the latest month alone, lies outside the interval."""
    if line.assurance.code == Assurance.OUTSIDE:
        return True
    latest = next((month for month in reversed(line.months) if month.value is not None), None)
    if latest is None or latest.value is None:
        return False
    below = latest.band_low is not None and latest.value < latest.band_low
    return below or (latest.band_high is not None and latest.value > latest.band_high)


def _matrix(lines: list[HealthLine]) -> tuple[MatrixBox, ...]:
    return tuple(
        MatrixBox(
            variation=variation,
            assurance=assurance,
            names=tuple(
                _named(one)
                for one in lines
                if (one.line.variation.code, one.line.assurance.code) == (variation, assurance)
            ),
        )
        for variation in _VARIATIONS
        for assurance in _ASSURANCES
    )


def _is_placed(one: HealthLine) -> bool:
    return one.line.variation.code in _VARIATIONS and one.line.assurance.code in _ASSURANCES


def _named(one: HealthLine) -> tuple[str, str]:
    return one.line.id, one.line.name
