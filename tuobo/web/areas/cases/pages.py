"""What the case list shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from tuobo.core.texts import Texts
from tuobo.operations.desk.case_list import CaseList, ListColumn, ListedCase
from tuobo.records.accounts.lists import KeptFilter
from tuobo.web.ui.case_lists import Asking, FilterForm
from tuobo.web.ui.lanes import NO_LANE, days_left_told, lane_looks
from tuobo.web.ui.paging import AskedPage, Pager
from tuobo.web.ui.visit import Visit, address_with

PAGE = "cases"
"""Under this name filters and columns of the list are kept."""
NUMBERS = frozenset({"days_left", "findings", "claim_amount"})


@dataclass(frozen=True, kw_only=True)
class HeadView:
    """A column head; `sorted` is ascending, descending or empty."""

    name: str
    title: str
    address: str
    sorted: str
    is_number: bool


@dataclass(frozen=True, kw_only=True)
class CellView:
    """A cell under the title of its column."""

    title: str
    text: str
    is_number: bool = False
    is_day: bool = False
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class RowView:
    case_number: str
    address: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, kw_only=True)
class CriterionView:
    name: str
    value: str
    remove: str


@dataclass(frozen=True, kw_only=True)
class ColumnView:
    """A column that may be shown."""

    name: str
    title: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A kept filter with the address that asks it."""

    kept: KeptFilter
    address: str


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The case list. `kept_problem` says why a filter could not be kept."""

    form: FilterForm
    criteria: tuple[CriterionView, ...]
    heads: tuple[HeadView, ...]
    rows: tuple[RowView, ...]
    pager: Pager
    total: int
    clear: str
    columns: tuple[ColumnView, ...]
    kept: tuple[KeptView, ...]
    query: str
    may_export: bool
    may_share: bool
    exports: tuple[tuple[str, str, str], ...]


def heads_of(found: CaseList, asking: Asking) -> tuple[HeadView, ...]:
    sort = found.question.sort
    direction = "descending" if sort.descending else "ascending"
    return tuple(
        HeadView(
            name=one.name,
            title=one.title,
            address=asking.sorted_by(one.name),
            sorted=direction if sort.column == one.name else "",
            is_number=one.name in NUMBERS,
        )
        for one in found.columns
    )


def rows_of(found: CaseList, visit: Visit) -> tuple[RowView, ...]:
    return tuple(_row(one, found.columns, visit) for one in found.rows)


def _row(row: ListedCase, columns: tuple[ListColumn, ...], visit: Visit) -> RowView:
    return RowView(
        case_number=row.case_number,
        address=address_with(reverse("cases:case", args=[row.case_number]), visit.carried),
        cells=tuple(
            _cell(column, text, row, visit.texts)
            for column, text in zip(columns, row.cells, strict=True)
        ),
    )


def _cell(column: ListColumn, text: str, row: ListedCase, texts: Texts) -> CellView:
    name, title = column.name, column.title
    if name == "lane" and row.lane:
        look = lane_looks(settings.TUOBO_CONTENT).get(row.lane, NO_LANE)
        return CellView(title=title, text=text, tone=look.tone, icon=look.icon)
    if name == "days_left":
        told = days_left_told(row.days_left, texts)
        return CellView(title=title, text=told, is_number=True)
    is_number, is_day = name in NUMBERS, name.endswith("_on")
    return CellView(title=title, text=text, is_number=is_number, is_day=is_day)


def criteria_of(found: CaseList, asking: Asking) -> tuple[CriterionView, ...]:
    return tuple(
        CriterionView(name=one.title, value=one.text, remove=asking.without(one.name))
        for one in found.criteria
    )


def pager_of(found: CaseList, asking: Asking) -> Pager:
    here = AskedPage(number=found.page, size=found.size)
    return here.pager(found.total, asking.path, asking.kept)
