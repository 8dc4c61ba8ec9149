"""Text tables: encoding and delimiter are found, rows counted as a spreadsheet counts them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.engines.intake.files import (
    CASE_TITLES,
    READING,
    case_number,
    case_rows,
    opened,
    read,
    text,
)
from tuobo.engines.intake import open_source
from tuobo.engines.intake.batch import ROW


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, found: str) -> None:
    source = opened(text(tmp_path / "cases.csv", [CASE_TITLES, *case_rows(3)], encoding))

    assert source.encoding == found
    assert source.sheets[0].titles == CASE_TITLES
    (chunk,) = source.sheets[0].chunks()
    assert chunk.frame["案号"].to_list() == [case_number(n) for n in (1, 2, 3)]


def test_four_byte_characters_survive_where_a_window_cuts_them(tmp_path: Path) -> None:
    """𠮷 and 㛃 are four bytes each; windows of 1,009 bytes cut some of 2,000 in the middle."""
    rows = [["案号", "承办人"], *([case_number(n), "𠮷㛃" * (n % 3 + 1)] for n in range(1, 1001))]
    path = text(tmp_path / "cases.csv", rows)
    limits = READING.limits.model_copy(update={"window_bytes": 1_009})

    chunks = list(open_source(path, limits, ["案号"]).sheets[0].chunks())

    people = [name for chunk in chunks for name in chunk.frame["承办人"]]
    assert people == ["𠮷㛃" * (n % 3 + 1) for n in range(1, 1001)]
    assert [row for chunk in chunks for row in chunk.frame[ROW]] == list(range(2, 1002))


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_below_a_title_line(tmp_path: Path, delimiter: str) -> None:
    rows = [["某某人民法院案件表"], CASE_TITLES, *case_rows(2)]
    source = opened(text(tmp_path / "cases.csv", rows, "utf-8", delimiter))

    assert source.sheets[0].header_row == 2
    assert source.sheets[0].titles == CASE_TITLES


def test_a_line_break_inside_quotes_is_one_row(tmp_path: Path) -> None:
    """The record of row 2 spans two lines of text; a spreadsheet shows it as one row."""
    path = tmp_path / "cases.csv"
    path.write_text('案号,承办人\n"甲\n乙",丙\n丁,戊\n', encoding="utf-8")

    (chunk,) = open_source(path, READING.limits, ["案号"]).sheets[0].chunks()

    assert chunk.frame.rows() == [(2, "甲\n乙", "丙"), (3, "丁", "戊")]


def test_an_inch_mark_inside_a_cell_quotes_nothing(tmp_path: Path) -> None:
    """Windows of 1,000 bytes; every third row has a stray quote."""
    people = ['5寸" 管' if n % 3 == 0 else "丙" for n in range(1, 200)]
    lines = [f"案{n},{name}" for n, name in enumerate(people, start=1)]
    path = tmp_path / "cases.csv"
    path.write_text("\n".join(["案号,承办人", *lines]) + "\n", encoding="utf-8")
    limits = READING.limits.model_copy(update={"window_bytes": 1_000})

    chunks = list(open_source(path, limits, ["案号"]).sheets[0].chunks())

    assert len(chunks) > 2
    assert [name for chunk in chunks for name in chunk.frame["承办人"]] == people


def test_a_row_of_another_width_is_rejected_with_its_number(tmp_path: Path) -> None:
    rows = [
        CASE_TITLES,
        *case_rows(1),
        ["多", "了", "一", "个", "格", "子", "的"],
        *case_rows(2)[1:],
    ]
    batch = read(text(tmp_path / "案件.csv", rows))

    assert batch.rows_read == {"": 3}
    assert batch.rows_rejected == {"": 1}
    (issue,) = batch.issues.to_dicts()
    assert (issue["rule"], issue["row"], issue["expected"]) == ("unreadable_value", 3, "6 列")


def test_a_compressed_table_is_read_as_it_is(tmp_path: Path) -> None:
    plain = text(tmp_path / "cases.csv", [CASE_TITLES, *case_rows(3)])
    packed = tmp_path / "cases.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    source = opened(packed)

    assert source.size == plain.stat().st_size
    assert sum(chunk.frame.height for chunk in source.sheets[0].chunks()) == 3
