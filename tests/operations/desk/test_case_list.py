"""The list of cases in words: criteria, choices, hidden columns, exports."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import polars as pl
import pytest

from tests.operations.desk.small_desk import ALL, at, court, division, judge_of, opened, texts
from tuobo.core.reach import Reach
from tuobo.engines.docket import CaseFilter, CaseQuestion, CaseSort, CaseState
from tuobo.operations.desk.case_list import case_list, choices_for, export_cases
from tuobo.operations.desk.exporting import Export, write_workbook

JUDGE = frozenset({"judge"})


def test_criteria_are_said_in_words() -> None:
    asked = CaseQuestion(
        filter=CaseFilter(
            state=CaseState.OPEN, lane=("overdue", ""), filed_from=date(2025, 1, 1), no_limit=True
        )
    )
    with opened() as now:
        page = case_list(now, ALL, asked, texts())
    assert [(one.title, one.text) for one in page.criteria] == [
        ("结案状态", "未结"),
        ("立案日期起", "2025-01-01"),
        ("预警", "已超审限、（空）"),
        ("没有算出审限", "是"),
    ]


def test_cells_are_labels_and_days() -> None:
    asked = CaseQuestion(filter=CaseFilter(lane=("paused",)))
    with opened() as now:
        page = case_list(now, ALL, asked, texts())
        row = now.docket.case.row(now.docket.find(page.rows[0].case_number) or 0, named=True)
        named = now.workspace.court_name(court())
    cells = dict(zip((one.name for one in page.columns), page.rows[0].cells, strict=True))
    assert cells["court"] == named
    assert cells["lane"] == "扣除或者中止中"
    assert cells["filed_on"] == row["filed_on"].isoformat()
    assert cells["closed_on"] == ""
    assert cells["days_left"] == str(row["days_left"])
    assert page.rows[0].lane == "paused"


def test_english_has_its_own_words() -> None:
    with opened() as now:
        page = case_list(now, ALL, CaseQuestion(), texts("en"))
    assert [one.title for one in page.columns][:4] == ["Case number", "Court", "Division", "Judge"]


def test_a_hidden_column_is_not_shown_filtered_or_sorted_by() -> None:
    """An order or a filter would tell what the column hides."""
    judge = judge_of(division())
    asked = CaseQuestion(
        filter=CaseFilter(judge=(judge,)), sort=CaseSort(column="judge", descending=True)
    )
    with opened() as now:
        page = case_list(now, ALL, asked, texts(), hidden=JUDGE)
        plain = case_list(now, ALL, CaseQuestion(), texts(), hidden=JUDGE)
        named = {one.name for one in choices_for(now, ALL, texts(), hidden=JUDGE)}
        everyone = set(now.docket.texts("judge"))
    assert page.total == plain.total
    assert page.rows == plain.rows
    assert "judge" not in {one.name for one in page.columns}
    assert page.criteria == ()
    assert "judge" not in named
    assert not {cell for row in page.rows for cell in row.cells} & everyone


def test_hidden_days_take_their_filters_with_them() -> None:
    asked = CaseQuestion(filter=CaseFilter(filed_from=date(2025, 12, 1), due_to=date(2026, 1, 1)))
    with opened() as now:
        page = case_list(now, ALL, asked, texts(), hidden=frozenset({"filed_on", "due_on"}))
    assert page.total == 848


def test_choices_are_those_of_the_reach_in_official_order() -> None:
    with opened() as now:
        mine = choices_for(now, at(division(2)), texts())
        every = choices_for(now, ALL, texts())
        order = [one.code for one in now.workspace.vocabularies["procedure"].entries]
    by_name = {one.name: [choice.code for choice in one.choices] for one in mine}
    assert by_name["division"] == [division(2)]
    procedures = next(one for one in every if one.name == "procedure")
    codes = [choice.code for choice in procedures.choices]
    # What no code list knows (特快程序, planted in the sample) comes last.
    assert codes == [*(code for code in order if code in codes), "特快程序"]
    assert len(codes) > 3


def test_nothing_is_within_no_reach() -> None:
    with opened() as now:
        assert case_list(now, Reach.NOTHING, CaseQuestion(), texts()).total == 0


def test_an_export_holds_all_rows_and_its_criteria() -> None:
    asked = CaseQuestion(filter=CaseFilter(domain=("civil",)), size=10, page=3)
    with opened() as now:
        total = case_list(now, ALL, asked, texts()).total
        wanted = now.docket.case.filter(pl.col("domain").cast(pl.String) == "civil").height
        target = BytesIO()
        columns = ("case_number", "filed_on", "days_left", "claim_amount", "judge")
        export = export_cases(now, ALL, asked, texts(), columns=columns, hidden=JUDGE)
        written = write_workbook(export, target)
        version = now.version.id
    assert total == wanted == written > 100
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    heads = {row[0]: row[1] for row in rows[:6]}
    assert heads["案件大类"] == "民事"
    assert heads["数据版本"] == version
    assert heads["件数"] == f"{total:,}"
    head = next(at for at, row in enumerate(rows) if row[0] == "案号")
    assert rows[head][:4] == ("案号", "立案日期", "距届满日数", "诉讼标的额")
    assert len(rows) - head - 1 == total
    assert rows[head + 1][1].date() == case_filed_on(rows[head + 1][0])


def case_filed_on(number: str) -> date:
    with opened() as now:
        row = now.docket.find(number)
        assert row is not None
        filed: date = now.docket.case["filed_on"][row]
        return filed


@pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (3, 1), (4, 2), (7, 3)])
def test_rows_beyond_a_sheet_go_on_in_the_next(rows: int, sheets: int) -> None:
    target = BytesIO()
    export = Export(
        title="案件[清单]",
        criteria=(("法院", "甲"),),
        titles=("序号",),
        rows=((number,) for number in range(rows)),
    )
    assert write_workbook(export, target, rows_a_sheet=3) == rows
    book = openpyxl.load_workbook(target)
    assert len(book.worksheets) == sheets
    told = [
        row[0] for sheet in book.worksheets for row in sheet.iter_rows(min_row=5, values_only=True)
    ]
    assert told == list(range(rows))


def test_a_formula_in_a_cell_stays_a_text() -> None:
    target = BytesIO()
    export = Export(title="x", criteria=(), titles=("案由",), rows=iter([("=1+1",)]))
    write_workbook(export, target)
    assert openpyxl.load_workbook(target).active.cell(4, 1).data_type == "s"
