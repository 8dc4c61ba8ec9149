"""Rejected rows wait with their cells and reasons; mended in the workbook, they come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.engines.intake.files import CONTENT, MAPPINGS, SCHEMA, Rows, opened, read, text, workbook
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks import CheckContext, check
from tuobo.engines.intake.quarantine import (
    Rejected,
    keep_rejected,
    kept_rejected,
    rejected_rows,
    write_marked_workbook,
)

CONTEXT = CheckContext.of(CONTENT, day=date(2025, 12, 31))
TITLES = ("案号", "立案日期", "结案日期", "结案方式", "承办人")
GOOD = ["（2025）辽9901民初1号", "2025-03-01", "", "", "法官一"]
BACKWARDS = ["（2025）辽9901民初2号", "2025-03-01", "2025-02-01", "判决", "法官二"]
UNFORMED = ["民初三号", "2025年3月1日", "", "", "𠮷法官"]


def court_file(folder: Path, rows: Rows) -> Path:
    return workbook(folder / "cases.xlsx", {"案件": [["案件情况表"], list(TITLES), *rows]})


def imported(path: Path) -> tuple[Batch, Rejected]:
    checked = check(read(path), CONTEXT)
    return checked, rejected_rows(opened(path), checked, MAPPINGS["court_export"], SCHEMA)


def test_rejected_rows_keep_their_cells_and_say_where_and_why(tmp_path: Path) -> None:
    checked, rejected = imported(court_file(tmp_path, [GOOD, BACKWARDS, UNFORMED]))
    assert checked.rows_kept == {"案件": 1}
    cells = rejected.sheets["案件"]
    assert cells["_row"].to_list() == [4, 5]
    assert cells["立案日期"].to_list() == ["2025-03-01", "2025年3月1日"]
    assert cells["承办人"].to_list() == ["法官二", "𠮷法官"]
    told = rejected.issues.filter(rejected.issues["severity"] == "rejected")
    assert ("chronology", "C4", "2025-02-01") in told.select("rule", "cell", "found").rows()
    assert ("case_number_form", "A5", "民初三号") in told.select("rule", "cell", "found").rows()


def test_what_was_kept_can_be_loaded_again(tmp_path: Path) -> None:
    _, rejected = imported(court_file(tmp_path, [BACKWARDS]))
    keep_rejected(rejected, tmp_path / "quarantine" / "1-00000000")
    again = kept_rejected(tmp_path / "quarantine" / "1-00000000")
    assert again.sheets["案件"].equals(rejected.sheets["案件"])
    assert again.issues.equals(rejected.issues)
    with pytest.raises(RequestError, match=r"quarantine\.none"):
        kept_rejected(tmp_path / "quarantine" / "2-00000000")


def test_the_workbook_marks_the_cells_and_passes_when_mended(tmp_path: Path) -> None:
    _, rejected = imported(court_file(tmp_path, [GOOD, BACKWARDS, UNFORMED]))
    marked = tmp_path / "marked.xlsx"
    write_marked_workbook(rejected, marked, Texts(CONTENT))
    book = openpyxl.load_workbook(marked)
    sheet = book["案件"]
    titles = [cell.value for cell in sheet[1]]
    assert titles == [*TITLES, "退回原因", "原行号"]
    assert sheet["C2"].fill.fgColor.rgb == "FFF4B6B6"
    assert "立案日期 2025-03-01" in sheet["C2"].comment.text
    assert sheet["E2"].fill.fgColor.rgb != "FFF4B6B6"
    assert "2025-02-01" in sheet["F2"].value
    assert sheet["G3"].value == 5

    sheet["C2"].value = "2025-04-01"
    sheet["A3"].value = "(2025)辽9901民初3号"
    mended = tmp_path / "mended.xlsx"
    book.save(mended)
    checked, none = imported(mended)
    assert none.rows == 0
    assert checked.rows_kept == {"案件": 2}
    assert checked.tables["case"]["case_serial"].to_list() == [2, 3]


def test_a_csv_comes_back_as_a_workbook_that_passes(tmp_path: Path) -> None:
    rows = [[*TITLES], GOOD, BACKWARDS]
    checked, rejected = imported(text(tmp_path / "案件.csv", rows))
    assert checked.rows_rejected == {"": 1}
    marked = tmp_path / "退回.xlsx"
    write_marked_workbook(rejected, marked, Texts(CONTENT))
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames == ["案件"]
    book["案件"]["C2"].value = None
    book.save(marked)
    assert imported(marked)[0].rows_kept == {"案件": 1}
