"""The page of the cases behind a figure: filter, table with a link to each case and to why."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from tuobo.operations.desk.case_list import ListColumn
from tuobo.operations.desk.cases_behind import (
    BehindAsked,
    BehindPage,
    RowsPage,
    cases_behind,
    rows_of_part,
)
from tuobo.operations.desk.indicator_page import IndicatorPage
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.web.areas.indicators.asking import Asking
from tuobo.web.areas.indicators.pages import CasesPage, Frame
from tuobo.web.ui.case_lists import Asking as ListAsking
from tuobo.web.ui.case_lists import FilterShape, filter_form
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.tables import Cell, Column, Head, Row, RowAction, Table
from tuobo.web.ui.visit import Visit, address_with

COLUMNS = (
    "case_number", "division", "judge", "procedure", "cause", "filed_on", "closed_on", "due_on",
)  # fmt: skip
_SHAPE = FilterShape(picks=("division", "judge", "procedure", "cause"), has_no_limit=False)
_REASONS = "reasons"


def lists_cases(found: IndicatorPage, part: str) -> bool:
    """Whether the rows of a part are cases."""
    sides = {side.part: side.lists_cases for side in found.definition.sides}
    return sides.get(part, True)


def cases_page(
    opened: OpenVersion, visit: Visit, asking: Asking, frame: Frame, behind: BehindAsked
) -> CasesPage:
    """A page of cases within reach; the number of all of them stands beside it."""
    path = reverse("indicators:cases", args=(asking.of.indicator, behind.part))
    found = cases_behind(opened, asking.viewing, replace(behind, columns=COLUMNS), visit.texts)
    listed = replace(
        ListAsking(path=path, carried=tuple(visit.carried.items()), question=behind.question),
        question=found.list.question,
    )
    export = reverse("indicators:cases_export", args=(asking.of.indicator, behind.part))
    here = AskedPage(number=found.list.page, size=found.list.size)
    may_export = visit.may("exports.make") and found.list.total > 0
    return CasesPage(
        frame=frame,
        lead=_lead(visit, behind.part),
        counted=found.counted,
        seen=found.list.total,
        form=filter_form(opened, asking.viewing.cases, visit, listed, _SHAPE),
        table=_table(visit, found, listed),
        pager=here.pager(found.list.total, path, listed.kept),
        rows=None,
        workbook=listed.at(export) if may_export else "",
    )


def rows_page(
    opened: OpenVersion, visit: Visit, asking: Asking, frame: Frame, behind: BehindAsked
) -> CasesPage:
    """The rows of a part that are no cases: mediations, petitions, returns."""
    path = reverse("indicators:cases", args=(asking.of.indicator, behind.part))
    found: RowsPage = rows_of_part(opened, asking.viewing, behind, visit.texts)
    here = AskedPage(number=found.page, size=behind.question.size)
    return CasesPage(
        frame=frame,
        lead=_lead(visit, behind.part),
        counted=found.total,
        seen=found.total if found.rows or not found.total else 0,
        form=None,
        table=None,
        pager=here.pager(found.total, path, visit.carried),
        rows=found,
        workbook="",
    )


def _lead(visit: Visit, part: str) -> str:
    return visit.texts(f"indicator.part.{part.rstrip('_0123456789')}.lead")


def _table(visit: Visit, found: BehindPage, listed: ListAsking) -> Table:
    heads = [_head(one, listed) for one in found.list.columns]
    if found.reasons:
        words = visit.texts("indicator.reasons")
        heads.append(Head(column=Column(key=_REASONS, name=words, kind="long")))
    reasons = found.reasons or (None,) * len(found.list.rows)
    return Table(
        name="behind",
        caption=visit.texts("indicator.cases"),
        heads=tuple(heads),
        rows=tuple(
            _row(visit, one.case_number, one.cells, told)
            for one, told in zip(found.list.rows, reasons, strict=True)
        ),
    )


def _head(column: ListColumn, listed: ListAsking) -> Head:
    sort = listed.question.sort
    direction = "descending" if sort.descending else "ascending"
    return Head(
        column=Column(
            key=column.name,
            name=column.title,
            kind="day" if column.name.endswith("_on") else "text",
            is_sortable=True,
            is_fixed=column.name == "case_number",
        ),
        address=listed.sorted_by(column.name),
        sorted=direction if sort.column == column.name else "",
    )


def _row(visit: Visit, number: str, cells: tuple[str, ...], reasons: tuple[str, ...] | None) -> Row:
    """The case leads to its page, and on to why it counts in each indicator."""
    case = address_with(reverse("cases:case", args=(number,)), visit.carried)
    why = address_with(reverse("cases:indicators", args=(number,)), visit.carried)
    shown = [Cell(text=cells[0], address=case), *(Cell(text=text) for text in cells[1:])]
    if reasons is not None:
        joined = visit.texts("explain.joint").join(reasons)
        shown.append(Cell(text=joined or visit.texts("indicator.reasons.value")))
    return Row(
        cells=tuple(shown),
        key=number,
        actions=(RowAction(name=visit.texts("indicator.why"), address=why),),
    )
