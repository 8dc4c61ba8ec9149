"""Workbooks: titles above the header, several sheets, any way of writing a day, any length."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.engines.intake.files import (
    CASE_TITLES,
    READING,
    case_number,
    case_rows,
    opened,
    workbook,
)
from tuobo.engines.intake import open_source
from tuobo.engines.intake.batch import ROW


def _texts(path: Path, sheet: int = 0) -> list[dict[str, object]]:
    chunks = opened(path).sheets[sheet].chunks()
    return [row for chunk in chunks for row in chunk.frame.iter_rows(named=True)]


def test_the_header_is_found_under_merged_title_rows(tmp_path: Path) -> None:
    """Rows 1 and 2 are titles, row 3 is blank, the header stands in row 4, data from row 5."""
    rows = [["某某人民法院案件表"], ["制表：审管办", "2026年"], [], CASE_TITLES, *case_rows(2)]
    source = opened(workbook(tmp_path / "cases.xlsx", {"案件": rows}))

    assert source.sheets[0].header_row == 4
    assert source.sheets[0].titles == CASE_TITLES
    read = _texts(source.path)
    assert [row[ROW] for row in read] == [5, 6]
    assert read[0]["案号"] == case_number(1)


@pytest.mark.parametrize("shared", [True, False])
def test_texts_are_the_same_whether_shared_or_inline(tmp_path: Path, *, shared: bool) -> None:
    """𠮷 and 㛃 are four bytes in GB18030 and everyday in names."""
    rows = [CASE_TITLES, [case_number(1), "2025-03-01", "", "", "𠮷㛃<&>", 12.5]]
    path = workbook(tmp_path / "cases.xlsx", {"案件": rows}, shared=shared)

    (row,) = _texts(path)

    assert row["承办人"] == "𠮷㛃<&>"
    assert row["诉讼标的额"] == "12.5"


def test_blank_rows_are_left_out_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows = [CASE_TITLES, *case_rows(1), [], [], *case_rows(3)[1:]]
    path = workbook(tmp_path / "cases.xlsx", {"案件": rows})

    assert [row[ROW] for row in _texts(path)] == [2, 5, 6]


def test_a_row_far_below_does_not_fill_the_memory_between(tmp_path: Path) -> None:
    """One stray row at 1,000,000 gives two rows, not a million."""
    rows: list[list[object]] = [list(CASE_TITLES), *case_rows(1)]
    path = tmp_path / "cases.xlsx"
    workbook(path, {"案件": rows})
    stray = (
        b'<row r="1000000"><c r="A1000000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    _rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", stray)

    assert [row[ROW] for row in _texts(path)] == [2, 1_000_000]


def test_an_empty_first_column_keeps_the_columns_in_place(tmp_path: Path) -> None:
    rows = [[None, *CASE_TITLES], *([None, *row] for row in case_rows(2))]
    path = workbook(tmp_path / "cases.xlsx", {"案件": rows})

    assert [row["承办人"] for row in _texts(path)] == ["法官1", "法官2"]


def test_days_in_date_cells_come_as_days_in_both_date_systems(tmp_path: Path) -> None:
    for date1904 in (False, True):
        rows = [CASE_TITLES, [case_number(1), date(2026, 7, 15), "", "", "甲", 1]]
        path = workbook(tmp_path / f"{date1904}.xlsx", {"案件": rows}, date1904=date1904)
        assert opened(path).date1904 is date1904
        assert _texts(path)[0]["立案日期"] == "2026-07-15 00:00:00"


def test_rows_across_windows_are_read_once_each_and_in_order(tmp_path: Path) -> None:
    """4,000 rows in windows of 20,000 bytes: about 400 kB of rows, so some twenty windows."""
    path = workbook(
        tmp_path / "cases.xlsx", {"案件": [CASE_TITLES, *case_rows(4000)]}, shared=False
    )
    limits = READING.limits.model_copy(update={"window_bytes": 20_000})

    source = open_source(path, limits, CASE_TITLES)
    chunks = list(source.sheets[0].chunks())

    assert len(chunks) > 5
    numbers = [number for chunk in chunks for number in chunk.frame["案号"]]
    assert numbers == [case_number(n) for n in range(1, 4001)]
    assert sum(chunk.consumed for chunk in chunks) == source.size


def test_a_header_repeated_on_a_later_page_is_no_row(tmp_path: Path) -> None:
    rows = [CASE_TITLES, *case_rows(2), CASE_TITLES, *case_rows(3)[2:]]
    path = workbook(tmp_path / "cases.xlsx", {"案件": rows})

    assert [row[ROW] for row in _texts(path)] == [2, 3, 5]


def test_a_formula_error_is_seen_as_the_user_sees_it(tmp_path: Path) -> None:
    rows = [CASE_TITLES, [case_number(1), 0.5, "", "", "甲", 1]]
    path = workbook(tmp_path / "cases.xlsx", {"案件": rows})
    error = b'<c r="B2" t="e"><f>#REF!</f><v>#REF!</v></c>'
    _rewritten(path, "xl/worksheets/sheet1.xml", b'<c r="B2"><v>0.5</v></c>', error)

    assert _texts(path)[0]["立案日期"] == "#REF!"


def test_sheets_written_with_a_namespace_prefix_are_read(tmp_path: Path) -> None:
    """Some libraries write <x:row> and <x:c>; the rows are the same."""
    path = workbook(tmp_path / "cases.xlsx", {"案件": [CASE_TITLES, *case_rows(2)]}, shared=False)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace(b"</", b"</x:").replace(b"<", b"<x:")
    sheet = (
        sheet.replace(b"<x:/x:", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x=")
    )
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    assert [row["案号"] for row in _texts(path)] == [case_number(1), case_number(2)]


@pytest.mark.parametrize("unsaid", [rb"<row", rb"<c", rb"<(?:row|c)"])
def test_references_that_a_writer_left_out_are_counted(tmp_path: Path, unsaid: bytes) -> None:
    """The format lets rows, cells or both stand without their reference."""
    path = workbook(tmp_path / "cases.xlsx", {"案件": [CASE_TITLES, *case_rows(3000)]})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"(" + unsaid + rb') r="[A-Z]*\d+"', rb"\1", sheet)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    rows = _texts(path)

    assert [row["案号"] for row in rows] == [case_number(n) for n in range(1, 3001)]
    assert [row[ROW] for row in rows] == list(range(2, 3002))


def _rewritten(path: Path, member: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[member]
    parts[member] = parts[member].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
