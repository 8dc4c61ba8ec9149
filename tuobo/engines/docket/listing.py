"""Pages of a list of cases: typed rows, the number of all, and all rows one by one for exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tuobo.core.reach import Reach
from tuobo.engines.docket.columns import LISTED
from tuobo.engines.docket.docket import Docket, Rows
from tuobo.engines.docket.question import CaseQuestion, CaseSort
from tuobo.engines.docket.selecting import select_rows

_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRow:
    """A case as lists show it; texts are codes, days_left counts to alert_on."""

    case_number: str
    court: str | None
    division: str | None
    judge: str | None
    domain: str | None
    case_word: str | None
    instance: str | None
    procedure: str | None
    cause: str | None
    filed_on: date | None
    closed_on: date | None
    closing_way: str | None
    limit_rule: str | None
    limit_status: str | None
    due_on: date | None
    due_plain_on: date | None
    alert_on: date | None
    days_left: int | None
    is_provisional: bool | None
    lane: str | None
    open_since: date | None
    paused_ground: str | None
    active_on: date | None
    findings: int
    claim_amount: int | None


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """Some cases of a list; `total` is the number of all that were asked for and within reach.

    A page beyond the last is answered with the last one.
    """

    rows: tuple[CaseRow, ...]
    total: int
    page: int
    pages: int
    size: int
    sort: CaseSort


def list_cases(docket: Docket, reach: Reach, question: CaseQuestion) -> CasePage:
    """The page of a question."""
    rows = sorted_rows(docket, select_rows(docket, reach, question.filter), question.sort)
    return page_of(docket, rows, question)


def sorted_rows(docket: Docket, rows: Rows, sort: CaseSort) -> Rows:
    """Rows in the asked order: total, and stable where cells are equal."""
    if not sort.column:
        return rows
    return docket.in_order(rows, sort.column, descending=sort.descending)


def page_of(docket: Docket, rows: Rows, question: CaseQuestion) -> CasePage:
    """A page of rows that are selected and sorted already."""
    size = max(question.size, 1)
    pages = max(-(-len(rows) // size), 1)
    page = min(max(question.page, 1), pages)
    shown = rows[(page - 1) * size : page * size]
    return CasePage(
        rows=tuple(cases_at(docket, shown)),
        total=len(rows),
        page=page,
        pages=pages,
        size=size,
        sort=question.sort,
    )


def cases_at(docket: Docket, rows: Rows) -> Iterator[CaseRow]:
    """The cases of these rows, a few thousand read at a time."""
    listed = docket.case.select(LISTED)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = listed[rows[start : start + _ROWS_AT_ONCE]]
        for row in part.iter_rows(named=True):
            yield CaseRow(**row)
