"""Two figures differ: which cases are in one and not in the other, and why.

The figures may be of two indicators, periods, places or data versions. Cases outside the viewer's
reach are counted and not named. A case that the other figure lacks is told by the clauses that keep
it out there, by its days or place, or by the data version not having it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.docket import Rows
from tuobo.engines.indicators import ReadyIndicator
from tuobo.engines.reports import Figure
from tuobo.operations.desk.cases_behind import (
    BehindAsked,
    Part,
    Viewing,
    part_rows,
    reasons_against,
)
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.desk.indicator_page import IndicatorAsked, indicator_page
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.operations.desk.places import name_of
from tuobo.operations.desk.wording import Words
from tuobo.operations.reporting_period import year_so_far

_CASE = "case"
_SHOWN = ("case_number", "division", "judge", "filed_on", "closed_on")
_AT_ONCE = 2_000
_PARTS = (Part.NUMERATOR, Part.DENOMINATOR)


@dataclass(frozen=True, kw_only=True)
class FigureAsked:
    """One of the two figures; an empty version is the latest."""

    of: IndicatorAsked
    version: str = ""


@dataclass(frozen=True, kw_only=True)
class FigureTold:
    """A figure with what it is of."""

    name: str
    key: str
    place: str
    period: Period
    data_version: str
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class OneSided:
    """A case that only one of the figures counts, and why the other does not."""

    case_number: str
    division: str
    judge: str
    filed_on: date | None
    closed_on: date | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """The cases of one figure that the other lacks: all of them counted, the first ones shown."""

    count: int
    shown: tuple[OneSided, ...]


@dataclass(frozen=True, kw_only=True)
class SideDifference:
    """One side of both. `seen` numbers are within the viewer's reach, as are the lacking cases."""

    part: str
    first: int
    second: int
    first_seen: int
    second_seen: int
    both: int
    only_first: Lacking
    only_second: Lacking

    @property
    def title_code(self) -> str:
        """The code of what the side is called."""
        return f"explain.part.{self.part}"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Both figures and the sides that can be told by cases."""

    first: FigureTold
    second: FigureTold
    sides: tuple[SideDifference, ...]


def explain_difference(
    desk: Desk, viewing: Viewing, asked: tuple[FigureAsked, FigureAsked], texts: Texts, most: int
) -> Difference:
    """The difference; `most` cases of each kind are shown. RequestErrors as for each figure."""
    one, other = asked
    with desk.now(one.version) as first, desk.now(other.version) as second:
        both = (_Figure(first, viewing, one.of, texts), _Figure(second, viewing, other.of, texts))
        return Difference(
            first=both[0].told(),
            second=both[1].told(),
            sides=tuple(_side(*both, part, most) for part in _PARTS if _has_cases(*both, part)),
        )


def export_difference(
    desk: Desk, viewing: Viewing, asked: tuple[FigureAsked, FigureAsked], texts: Texts
) -> Export:
    """All cases that only one of the figures counts."""
    found = explain_difference(desk, viewing, asked, texts, most=0)
    titles = ("explain.col.part", "explain.col.only_in", *(f"docket.column.{n}" for n in _SHOWN))
    return Export(
        title=texts("explain.title"),
        criteria=(
            (texts("explain.first"), _said(found.first, texts)),
            (texts("explain.second"), _said(found.second, texts)),
        ),
        titles=tuple(texts(code) for code in (*titles, "explain.col.reason")),
        rows=_rows(desk, viewing, asked, texts),
    )


def _rows(
    desk: Desk, viewing: Viewing, asked: tuple[FigureAsked, FigureAsked], texts: Texts
) -> Iterator[tuple[Value, ...]]:
    one, other = asked
    with desk.now(one.version) as first, desk.now(other.version) as second:
        both = (_Figure(first, viewing, one.of, texts), _Figure(second, viewing, other.of, texts))
        for part in (part for part in _PARTS if _has_cases(*both, part)):
            for mine, theirs, code in ((*both, "first"), (*both[::-1], "second")):
                for case in mine.lacking(theirs, part):
                    yield (
                        texts(f"explain.part.{part}"),
                        texts(f"explain.{code}"),
                        case.case_number,
                        case.division,
                        case.judge,
                        case.filed_on or "",
                        case.closed_on or "",
                        texts("explain.joint").join(case.reasons),
                    )


@dataclass(frozen=True)
class _Figure:
    """One of the figures, in the data version that it is of."""

    opened: OpenVersion
    viewing: Viewing
    of: IndicatorAsked
    texts: Texts

    @property
    def period(self) -> Period:
        return self.of.period or year_so_far(self.opened.version.as_of)

    @property
    def ready(self) -> ReadyIndicator:
        return self.opened.workspace.indicators.find(self.of.indicator, self.period)

    def told(self) -> FigureTold:
        at = self.opened.version.committed_at
        viewing = self.viewing
        page = indicator_page(
            self.opened, viewing.figures, self.of, self.texts, at=at, by_judge=viewing.by_judge
        )
        return FigureTold(
            name=page.line.name,
            key=page.definition.key,
            place=page.passport.place_name,
            period=page.passport.period,
            data_version=self.opened.version.id,
            figure=page.line.figure,
        )

    def rows(self, part: Part) -> tuple[Rows, int]:
        """The rows of a side within reach, and how many it has in all."""
        if part == Part.DENOMINATOR and not self.ready.denominators:
            return np.zeros(0, np.uint32), 0
        return part_rows(self.opened, self.viewing, self._asked(part))

    def numbers(self, part: Part) -> pl.Series:
        return self.opened.docket.case["case_number"].gather(self.rows(part)[0])

    def lacking(self, other: _Figure, part: Part, most: int | None = None) -> Iterator[OneSided]:
        """The cases of a side that the other figure's side lacks, with the reasons there."""
        rows, _ = self.rows(part)
        theirs = other.numbers(part)
        case = self.opened.docket.case
        alone = rows[~case["case_number"].gather(rows).is_in(theirs.implode()).to_numpy()][:most]
        for start in range(0, len(alone), _AT_ONCE):
            shown = case.select(_SHOWN)[alone[start : start + _AT_ONCE]]
            reasons = other.reasons(part, shown["case_number"].to_list())
            for row in shown.iter_rows(named=True):
                number = row["case_number"]
                yield OneSided(
                    case_number=number,
                    division=self._seen("division", row["division"]),
                    judge=self._seen("judge", row["judge"]),
                    filed_on=row["filed_on"],
                    closed_on=row["closed_on"],
                    reasons=reasons[number],
                )

    def reasons(self, part: Part, numbers: list[str]) -> dict[str, tuple[str, ...]]:
        """Why this figure does not count some cases."""
        found: dict[str, tuple[str, ...]] = {}
        if part == Part.NUMERATOR or self.ready.denominators:
            asked = self._asked(part)
            found = reasons_against(self.opened, self.viewing, asked, numbers, self.texts)
        missing = self.texts("explain.not_there", version=self.opened.version.id)
        days = self.texts("explain.days", period=self.period, place=self._place_name)
        told = {
            number: tuple(self.texts("explain.not_met", clause=one) for one in clauses) or (days,)
            for number, clauses in found.items()
        }
        return {number: told.get(number, (missing,)) for number in numbers}

    @property
    def _place_name(self) -> str:
        return name_of(self.opened, self.of.place, self.texts)

    def _asked(self, part: Part) -> BehindAsked:
        return BehindAsked(of=self.of, part=part)

    @cached_property
    def _words(self) -> Words:
        return Words(self.opened.workspace, self.texts)

    def _seen(self, column: str, value: str | None) -> str:
        return "" if column in self.viewing.hidden else self._words.cell(column, value)


def _has_cases(first: _Figure, second: _Figure, part: Part) -> bool:
    """Whether a side is told by cases in both; a figure without the side has none of it."""
    found = [figure.ready.denominators for figure in (first, second)]
    if part == Part.DENOMINATOR:
        sides = [below[0] for below in found if below]
        return bool(sides) and all(side.table == _CASE for side in sides)
    return all(figure.ready.numerator.table == _CASE for figure in (first, second))


def _side(first: _Figure, second: _Figure, part: Part, most: int) -> SideDifference:
    (mine, first_all), (theirs, second_all) = first.rows(part), second.rows(part)
    both = int(first.numbers(part).is_in(second.numbers(part).implode()).sum())
    return SideDifference(
        part=part,
        first=first_all,
        second=second_all,
        first_seen=len(mine),
        second_seen=len(theirs),
        both=both,
        only_first=Lacking(count=len(mine) - both, shown=tuple(first.lacking(second, part, most))),
        only_second=Lacking(
            count=len(theirs) - both, shown=tuple(second.lacking(first, part, most))
        ),
    )


def _said(told: FigureTold, texts: Texts) -> str:
    return texts(
        "explain.figure",
        name=told.name,
        key=told.key,
        place=told.place,
        period=told.period,
        version=told.data_version,
    )
