"""A court's own workbook becomes typed fact rows, each with the place that the user sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tests.engines.intake.files import CASE_TITLES, case_number, case_rows, read, text, workbook
from tuobo.engines.intake.batch import ROW, SHEET

EXPORT: dict[str, list[list[object]]] = {
    "案件": [
        ["辽9901人民法院案件信息"],
        ["案号", "立案日期", "立案案由", "承办审判庭",
         "结案日期", "结案方式", "标的额（元）", "法定审限天数"],
        ["(2025)辽9901民初１号", date(2025, 3, 1), "民间借贷纠纷", "民一庭", "", "", 1234.5, 90],
        ["（2025）辽9901执2号", "2025年3月2日", "", "执行局", "2025.6.1", "终本", "2万元", 180],
        ["合计", "", "", "", "", "", "", 270],
    ],
    "延长审限": [
        ["序号", "案号", "申请日期", "事由名称", "延长期间", "批准人", "开始日期"],
        [1, case_number(1), "2025-05-20", "", "3个月", "院长", "2025-06-01"],
        [2, case_number(1), "2025-08-20", "", "15日", "院长", "2025-09-01"],
    ],
    "扣除审限": [
        ["序号", "案号", "类型", "事由", "起始日期", "结束日期"],
        [1, case_number(1), "扣除", "司法鉴定", "2025-03-12", "2025-04-12"],
    ],
    "中止恢复": [
        ["案号", "中止日期", "事由", "恢复日期"],
        [case_number(1), "2025-04-20", "等待另案", ""],
    ],
    "送达信息": [
        ["案号", "开庭日期", "送达方式", "送达日期"],
        [case_number(1), "2025-03-20", "电子送达", "2025-03-05"],
        [case_number(2, "执"), "", "邮寄", "2025-03-06"],
    ],
}  # fmt: skip


def test_the_exchange_names_of_a_court_fill_the_fact_tables(tmp_path: Path) -> None:
    batch = read(workbook(tmp_path / "cases.xlsx", EXPORT))

    assert batch.issues.is_empty()
    assert batch.rows_read == {
        "案件": 2,
        "延长审限": 2,
        "扣除审限": 1,
        "中止恢复": 1,
        "送达信息": 2,
    }
    assert batch.rows_skipped["案件"] == 1  # 合计
    first, second = batch.tables["case"].to_dicts()
    assert first["case_number"] == case_number(1)
    assert (first["court"], first["case_word"], first["case_year"]) == ("辽9901", "民初", 2025)
    assert (first["domain"], first["instance"]) == ("civil", "first")
    assert (first["filed_on"], first["claim_amount"]) == (date(2025, 3, 1), 123_450)
    assert (second["domain"], second["closed_on"]) == ("enforcement", date(2025, 6, 1))
    assert second["closing_way"] == "enforcement_suspended_closing"
    assert second["claim_amount"] == 2_000_000
    assert (second[SHEET], second[ROW]) == ("案件", 4)


def test_three_sheets_become_one_table_of_intervals(tmp_path: Path) -> None:
    batch = read(workbook(tmp_path / "cases.xlsx", EXPORT))

    interval = batch.tables["interval"]
    assert interval.select("kind", "ground", "added_months", "added_days", SHEET).rows() == [
        ("extended", None, 3, None, "延长审限"),
        ("extended", None, None, 15, "延长审限"),
        ("excluded", "X-EXPERT", None, None, "扣除审限"),
        ("suspended", "X-STAY-LINKED", None, None, "中止恢复"),
    ]
    assert interval["approver"].to_list() == ["president", "president", None, None]


def test_one_row_becomes_a_hearing_and_a_service(tmp_path: Path) -> None:
    """Row 2 has both days, row 3 a service only: three events."""
    batch = read(workbook(tmp_path / "cases.xlsx", EXPORT))

    events = batch.tables["event"].sort(ROW, "kind")
    assert events.select("kind", "happened_on", "method", ROW).rows() == [
        ("hearing", date(2025, 3, 20), None, 2),
        ("service", date(2025, 3, 5), "electronic", 2),
        ("service", date(2025, 3, 6), "post", 3),
    ]


def test_an_unreadable_cell_rejects_its_row_only_where_empty_would_mean_something(
    tmp_path: Path,
) -> None:
    """Row 2: no closing day that can be read must not pass for a pending case: the row waits.

    Row 3: a required day, the row waits. Row 4: an amount, the row stays without it.
    """
    rows: list[list[object]] = [
        list(CASE_TITLES),
        [case_number(1), "2025-03-01", "2025-02-30", "", "甲", 1],
        [case_number(2), "三月", "", "", "甲", 2],
        [case_number(3), "2025-03-01", "", "", "甲", "若干"],
    ]
    batch = read(workbook(tmp_path / "cases.xlsx", {"案件": rows}))

    found = batch.issues.sort("row", "column").select("severity", "row", "column", "found").rows()
    assert found == [
        ("rejected", 2, "结案日期", "2025-02-30"),
        ("rejected", 3, "立案日期", "三月"),
        ("warning", 4, "诉讼标的额", "若干"),
    ]
    assert set(batch.issues["rule"]) == {"unreadable_value"}
    assert batch.tables["case"]["claim_amount"].to_list() == [None]
    assert (batch.rows_read, batch.rows_rejected, batch.rows_kept) == (
        {"案件": 3}, {"案件": 2}, {"案件": 1}
    )  # fmt: skip


def test_a_text_table_gives_the_same_facts_as_a_workbook(tmp_path: Path) -> None:
    rows = [list(CASE_TITLES), *case_rows(5)]
    from_csv = read(text(tmp_path / "案件.csv", rows)).tables["case"]
    from_xlsx = read(workbook(tmp_path / "a.xlsx", {"案件": rows})).tables["case"]

    assert from_csv.drop(SHEET).equals(from_xlsx.drop(SHEET))


def test_what_the_court_reports_of_itself_keeps_its_totals(tmp_path: Path) -> None:
    rows = [
        ["法院代字", "部门", "统计期起", "统计期止（含）", "旧存", "新收", "已结", "未结"],
        ["辽9901", "民一庭", "2025-01-01", "2025-01-31", 10, 5, 6, 9],
        ["辽9901", "合计", "2025-01-01", "2025-01-31", 30, 9, 8, 31],
    ]
    batch = read(workbook(tmp_path / "caseload.xlsx", {"收结存": rows}))

    caseload = batch.tables["caseload"]
    assert caseload["division"].to_list() == ["民一庭", None]
    assert caseload["pending"].to_list() == [9, 31]


def test_progress_ends_at_the_whole_file(tmp_path: Path) -> None:
    """Bytes done never fall and end at the bytes of all sheets."""
    path = workbook(tmp_path / "cases.xlsx", EXPORT)
    seen: list[tuple[int, int]] = []
    from_start = read(path, progress=lambda done, total: seen.append((done, total)))

    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    assert isinstance(from_start.tables["case"], pl.DataFrame)
