"""The cases behind a figure: in the numerator, in the denominator, not met, left out and why.

A figure may be seen where single cases may not: the list holds those within reach, and says how
many there are in all. Rows of other tables (mediations, petitions, returns) are listed as rows.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, CaseQuestion, Docket, Rows, select_rows
from tuobo.engines.indicators import (
    ReadyIndicator,
    ReadySide,
    Served,
    failed_clauses,
    keys_behind,
    rows_of_side,
)
from tuobo.operations.desk.case_list import (
    SHOWN,
    Among,
    CaseList,
    Criterion,
    Shown,
    export_among,
    list_among,
)
from tuobo.operations.desk.clauses import Clauses, parts_of
from tuobo.operations.desk.exporting import Export
from tuobo.operations.desk.indicator_page import IndicatorAsked
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place, name_of, scope_of
from tuobo.operations.desk.wording import Words
from tuobo.operations.reporting_period import year_so_far

_CASE = "case"


class Part(StrEnum):
    """Which rows. Further denominators are asked for as denominator_2 and so on."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOT_MET = "not_met"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, kw_only=True)
class Viewing:
    """Who looks: the reach for figures, judges' own figures and cases, and what is hidden."""

    figures: Reach
    cases: Reach
    by_judge: Reach = Reach.NOTHING
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class BehindAsked:
    """Which figure and which of its rows."""

    of: IndicatorAsked
    part: str = Part.DENOMINATOR.value
    question: CaseQuestion = field(default_factory=CaseQuestion)
    columns: tuple[str, ...] = SHOWN


@dataclass(frozen=True, kw_only=True)
class BehindPage:
    """A page of cases. `reasons` holds, for cases left out, the clauses that keep each out.

    `counted` is the number of all rows, also of those that lie outside the viewer's reach.
    """

    list: CaseList
    counted: int
    reasons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """A page of rows that are no cases, as text."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    page: int
    pages: int


def cases_behind(
    opened: OpenVersion, viewing: Viewing, asked: BehindAsked, texts: Texts
) -> BehindPage:
    """A page of the cases of one part; RequestError desk.no_part where a part has no cases."""
    figure = _Figure.of(opened, viewing, asked)
    among = figure.among(opened, texts)
    shown = Shown(Words(opened.workspace, texts), asked.columns, viewing.hidden)
    page = list_among(opened, viewing.cases, asked.question, shown, among)
    reasons = figure.reasons(opened, page, texts) if figure.part == Part.LEFT_OUT else ()
    return BehindPage(list=page, counted=len(among.rows), reasons=reasons)


def export_behind(
    opened: OpenVersion, viewing: Viewing, asked: BehindAsked, texts: Texts
) -> Export:
    """All cases of one part that are within reach."""
    figure = _Figure.of(opened, viewing, asked)
    shown = Shown(Words(opened.workspace, texts), asked.columns, viewing.hidden)
    among = figure.among(opened, texts)
    return export_among(opened, viewing.cases, asked.question, shown, among)


def part_rows(opened: OpenVersion, viewing: Viewing, asked: BehindAsked) -> tuple[Rows, int]:
    """The rows of the docket that one part holds within reach, and how many it holds in all."""
    figure = _Figure.of(opened, viewing, asked)
    every = opened.rows_of(figure.name, lambda: figure.rows(opened))
    seen = select_rows(opened.docket, viewing.cases, CaseFilter())
    return np.intersect1d(every, seen, assume_unique=True), len(every)


def reasons_against(
    opened: OpenVersion,
    viewing: Viewing,
    asked: BehindAsked,
    case_numbers: Sequence[str],
    texts: Texts,
) -> dict[str, tuple[str, ...]]:
    """For cases that the data version has: the clauses, in words, that keep each out of a part.

    No clause means that only the days or the place keep it out.
    """
    figure = _Figure.of(opened, viewing, asked)
    places = {number: opened.docket.find(number) for number in case_numbers}
    known = {number: at for number, at in places.items() if at is not None}
    failed = figure.failed(opened, list(known.values()), texts)
    return dict(zip(known, failed, strict=True))


def rows_of_part(
    opened: OpenVersion, viewing: Viewing, asked: BehindAsked, texts: Texts
) -> RowsPage:
    """A page of the rows of a side whose table is not that of cases.

    They are shown to whoever may see all cases of the place; others are told the number.
    """
    figure = _Figure.of(opened, viewing, asked)
    side = figure.side
    size, number = asked.question.size, asked.question.page
    place = figure.place
    may = viewing.cases.covers(court=place.court, division=place.division, judge=place.judge)
    page = (size if may else 0, (number - 1) * size)
    with opened.served() as served:
        mine = rows_of_side(served, side, figure.period, scope_of(place), page)
    words = Words(opened.workspace, texts)
    columns = [one for one in mine.frame.columns if one not in viewing.hidden]
    return RowsPage(
        titles=tuple(words.title(one, side.table) for one in columns),
        rows=tuple(
            tuple(words.cell(one, row[one], side.table) for one in columns)
            for row in mine.frame.iter_rows(named=True)
        ),
        total=mine.total,
        page=number,
        pages=max(-(-mine.total // size), 1),
    )


@dataclass(frozen=True, kw_only=True)
class _Figure:
    """The figure that is looked behind, and the side that the asked part belongs to."""

    ready: ReadyIndicator
    place: Place
    period: Period
    part: str

    @classmethod
    def of(cls, opened: OpenVersion, viewing: Viewing, asked: BehindAsked) -> _Figure:
        place = checked_place(opened, viewing.figures, asked.of.place, viewing.by_judge)
        period = asked.of.period or year_so_far(opened.version.as_of)
        ready = opened.workspace.indicators.find(asked.of.indicator, period)
        figure = cls(ready=ready, place=place, period=period, part=asked.part)
        known = {*figure.parts, Part.LEFT_OUT, *([Part.NOT_MET] if ready.denominators else [])}
        if figure.part not in known:
            raise RequestError("desk.no_part", part=asked.part, indicator=ready.key)
        return figure

    @property
    def parts(self) -> dict[str, ReadySide]:
        return parts_of(self.ready)

    @property
    def side(self) -> ReadySide:
        """The side whose clauses decide; of what is left out, the denominator if there is one."""
        parts = self.parts
        return parts.get(self.part) or parts.get(Part.DENOMINATOR, self.ready.numerator)

    def among(self, opened: OpenVersion, texts: Texts) -> Among:
        """The rows of the docket that the part holds, with what they are in words."""
        if self.side.table != _CASE:
            raise RequestError("desk.no_part", part=self.part, indicator=self.ready.key)
        found = opened.rows_of(self.name, lambda: self.rows(opened))
        told = {
            "indicator": texts.pick(self.ready.definition.names),
            "part": texts(f"desk.part.{self.part.rstrip('_0123456789')}"),
            "place": name_of(opened, self.place, texts),
            "period": str(self.period),
        }
        criteria = tuple(
            Criterion(name=one, title=texts(f"desk.behind.{one}"), text=text)
            for one, text in told.items()
        )
        return Among(name=self.name, rows=found, criteria=criteria)

    def reasons(
        self, opened: OpenVersion, page: CaseList, texts: Texts
    ) -> tuple[tuple[str, ...], ...]:
        """For each case of a page, in words, the clauses that keep it out."""
        places = [opened.docket.find(row.case_number) for row in page.rows]
        return self.failed(opened, [one for one in places if one is not None], texts)

    def failed(
        self, opened: OpenVersion, places: list[int], texts: Texts
    ) -> tuple[tuple[str, ...], ...]:
        """The same for rows of the docket."""
        clauses = Clauses(Words(opened.workspace, texts))
        keys = opened.docket.case["case_key"].gather(places).to_list()
        with opened.served() as served:
            failed = failed_clauses(served, self.side, self.period, keys)
        return tuple(
            tuple(clauses.said(sql, self.side.table) for sql in failed.get(key, ())) for key in keys
        )

    @property
    def name(self) -> Hashable:
        """What the rows are remembered under."""
        return ("behind", self.ready.key, self.place, self.period, self.part)

    def rows(self, opened: OpenVersion) -> Rows:
        """All rows of the docket that the part holds."""
        with opened.served() as served:
            rows_of = self._keyed(opened.docket, served, self.side, out=self.part == Part.LEFT_OUT)
            if self.part != Part.NOT_MET or self.ready.numerator.table != _CASE:
                return rows_of
            met = self._keyed(opened.docket, served, self.ready.numerator)
            return np.setdiff1d(rows_of, met, assume_unique=True)

    def _keyed(self, docket: Docket, served: Served, side: ReadySide, *, out: bool = False) -> Rows:
        keys = keys_behind(served, side, self.period, scope_of(self.place), out=out)
        found: Rows = np.sort(docket.key_rows()[keys])
        return found
