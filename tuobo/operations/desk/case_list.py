"""The list of cases: a page of it, the criteria in words, the choices to filter by, and its export.

Everything is cut to the reach of whoever looks. A column that is hidden from them is neither
shown nor filtered nor sorted by, because an order tells too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import polars as pl

from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import (
    CHOICES,
    LISTED,
    CaseFilter,
    CaseQuestion,
    CaseRow,
    CaseState,
    Docket,
    Rows,
    page_of,
    select_rows,
    sorted_rows,
)
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.desk.hiding import FIELDS, NOTHING_HIDDEN, seen_filter, seen_sort
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words

SHOWN = (
    "case_number", "court", "division", "judge", "procedure", "cause", "filed_on", "closed_on",
    "due_on", "days_left", "lane",
)  # fmt: skip
"""The columns of a list unless somebody chooses others."""
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, kw_only=True)
class ListColumn:
    """A column of the list: its name, which is also the word to sort by, and its title."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ListedCase:
    """A case as text, a cell a column; `lane` and `days_left` for marks that are no text."""

    case_number: str
    cells: tuple[str, ...]
    lane: str
    days_left: int | None


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One criterion of a list in words: field, title, and what was chosen."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CaseList:
    """A page of the list. `question` is what was answered: hidden columns taken out of it."""

    columns: tuple[ListColumn, ...]
    rows: tuple[ListedCase, ...]
    total: int
    page: int
    pages: int
    size: int
    question: CaseQuestion
    criteria: tuple[Criterion, ...]
    data_version: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A code that somebody may filter by, with its label."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The choices of one field of the filter, in official order."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Among:
    """Cases that a list is confined to, such as those behind a figure, under a name of theirs.

    `criteria` says in words which they are.
    """

    name: Hashable
    rows: Rows
    criteria: tuple[Criterion, ...] = ()


def case_list(
    opened: OpenVersion,
    reach: Reach,
    question: CaseQuestion,
    texts: Texts,
    *,
    columns: tuple[str, ...] = SHOWN,
    hidden: frozenset[str] = NOTHING_HIDDEN,
) -> CaseList:
    """A page of all cases within reach."""
    shown = Shown(Words(opened.workspace, texts), columns, hidden)
    return list_among(opened, reach, question, shown, None)


def list_among(
    opened: OpenVersion, reach: Reach, question: CaseQuestion, shown: Shown, among: Among | None
) -> CaseList:
    """A page of cases within reach that are also among others."""
    asked = shown.allowed(question)
    rows = _rows(opened, reach, asked, among)
    page = page_of(opened.docket, rows, asked)
    return CaseList(
        columns=shown.columns,
        rows=tuple(shown.row(row) for row in page.rows),
        total=page.total,
        page=page.page,
        pages=page.pages,
        size=page.size,
        question=replace(asked, page=page.page),
        criteria=(*(among.criteria if among else ()), *shown.criteria(asked.filter)),
        data_version=opened.version.id,
    )


def export_cases(
    opened: OpenVersion,
    reach: Reach,
    question: CaseQuestion,
    texts: Texts,
    *,
    columns: tuple[str, ...] = SHOWN,
    hidden: frozenset[str] = NOTHING_HIDDEN,
) -> Export:
    """All cases of a list, however many, as rows of text with titles and criteria."""
    shown = Shown(Words(opened.workspace, texts), columns, hidden)
    return export_among(opened, reach, question, shown, None)


def export_among(
    opened: OpenVersion, reach: Reach, question: CaseQuestion, shown: Shown, among: Among | None
) -> Export:
    """All cases within reach that are also among others."""
    asked = shown.allowed(question)
    rows = _rows(opened, reach, asked, among)
    criteria = (*(among.criteria if among else ()), *shown.criteria(asked.filter))
    texts = shown.words.texts
    return Export(
        title=texts("docket.title"),
        criteria=(
            *((one.title, one.text) for one in criteria),
            (texts("docket.as_of"), opened.version.as_of.isoformat()),
            (texts("docket.data_version"), opened.version.id),
            (texts("docket.total"), f"{len(rows):,}"),
        ),
        titles=tuple(column.title for column in shown.columns),
        rows=shown.exported(opened.docket, rows),
    )


def choices_for(
    opened: OpenVersion, reach: Reach, texts: Texts, *, hidden: frozenset[str] = NOTHING_HIDDEN
) -> tuple[Choices, ...]:
    """What may be chosen in each field: the codes of the cases within reach, in official order."""
    make = partial(_choices, opened, reach, Words(opened.workspace, texts))
    found: tuple[Choices, ...] = opened.remembered(("choices", reach, texts.lang), make)
    return tuple(one for one in found if one.name not in hidden)


class Shown:
    """Which columns are shown, in which words, and what is hidden."""

    def __init__(self, words: Words, columns: tuple[str, ...], hidden: frozenset[str]) -> None:
        self.words = words
        self.hidden = hidden
        names = [name for name in columns if name in LISTED and name not in hidden]
        self.columns = tuple(ListColumn(name=name, title=words.title(name)) for name in names)

    def row(self, row: CaseRow) -> ListedCase:
        cell = self.words.cell
        return ListedCase(
            case_number=row.case_number,
            cells=tuple(cell(one.name, getattr(row, one.name)) for one in self.columns),
            lane=row.lane or "",
            days_left=row.days_left,
        )

    def exported(self, docket: Docket, rows: Rows) -> Iterator[tuple[Value, ...]]:
        """All these cases as a workbook holds them; each value is put into words once."""
        said: list[dict[object, Value]] = [{} for _ in self.columns]
        names = [column.name for column in self.columns]
        listed = docket.case.select(names)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            part = listed[rows[start : start + _ROWS_AT_ONCE]]
            columns = [
                self._said_all(name, part[name], known)
                for name, known in zip(names, said, strict=True)
            ]
            yield from zip(*columns, strict=True)

    def _said_all(self, name: str, values: pl.Series, known: dict[object, Value]) -> list[Value]:
        if name == "case_number":
            return values.to_list()
        found = values.to_list()
        for value in set(found).difference(known):
            known[value] = self.words.exported(name, value)
        return [known[value] for value in found]

    def allowed(self, question: CaseQuestion) -> CaseQuestion:
        """The question without anything about hidden columns."""
        return replace(
            question,
            filter=seen_filter(question.filter, self.hidden),
            sort=seen_sort(question.sort, self.hidden),
        )

    def criteria(self, chosen: CaseFilter) -> tuple[Criterion, ...]:
        """What was filtered by, in words."""
        empty = CaseFilter()
        return tuple(
            Criterion(
                name=name,
                title=self.words.texts(f"docket.filter.{name}"),
                text=self._said(name, getattr(chosen, name)),
            )
            for name in FIELDS
            if getattr(chosen, name) != getattr(empty, name)
        )

    def _said(self, name: str, value: object) -> str:
        texts = self.words.texts
        if isinstance(value, tuple):
            none = texts("docket.none")
            return texts("docket.or").join(
                self.words.label(name, code) if code else none for code in value
            )
        if isinstance(value, CaseState):
            return texts(f"docket.state.{value.value}")
        return self.words.cell("", value)


def _rows(opened: OpenVersion, reach: Reach, asked: CaseQuestion, among: Among | None) -> Rows:
    """The rows of a list in their order, remembered so that its pages are cheap."""
    name = among.name if among else ""

    def select() -> Rows:
        rows = select_rows(opened.docket, reach, asked.filter)
        if among is not None:
            rows = np.intersect1d(rows, among.rows, assume_unique=True)
        return sorted_rows(opened.docket, rows, asked.sort)

    return opened.rows_of(("cases", reach, asked.filter, asked.sort, name), select)


def _choices(opened: OpenVersion, reach: Reach, words: Words) -> tuple[Choices, ...]:
    rows = select_rows(opened.docket, reach, CaseFilter())
    return tuple(
        Choices(
            name=name,
            title=words.texts(f"docket.filter.{name}"),
            choices=tuple(
                Choice(code=code, label=words.label(name, code))
                for code in _occurring(opened, name, rows)
            ),
        )
        for name in CHOICES
    )


def _occurring(opened: OpenVersion, name: str, rows: Rows) -> Iterator[str]:
    docket = opened.docket
    if name == "finding":
        found = docket.table("finding")
        if not found.is_empty():
            mine = np.isin(found["at"].to_numpy(), rows)
            yield from found["finding"].filter(mine).unique().sort().to_list()
        return
    yield from docket.case[name].gather(rows).unique().sort().drop_nulls().to_list()
