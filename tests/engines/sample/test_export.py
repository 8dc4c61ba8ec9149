"""The files: those that a court's system exports, the same bytes from the same court."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import fastexcel
import pytest

from tuobo.engines.sample import SampleCourt, sample_court, write_export

FILES = {"cases.xlsx", "mediation.csv", "petition.csv", "caseload.xlsx", "staff.xlsx"}


@pytest.fixture(scope="module")
def small() -> SampleCourt:
    return sample_court(size=600)


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_court_gives_the_same_bytes(small: SampleCourt, tmp_path: Path) -> None:
    write_export(small, tmp_path / "one")
    write_export(sample_court(size=600), tmp_path / "two")

    assert _hashes(tmp_path / "one") == _hashes(tmp_path / "two")
    assert set(_hashes(tmp_path / "one")) == FILES | {"answer_key.json"}


def test_progress_hears_every_file(small: SampleCourt, tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    write_export(small, tmp_path, lambda *said: heard.append(said))

    assert [name for name, _, _ in heard] == [
        "cases.xlsx", "mediation.csv", "petition.csv", "caseload.xlsx", "staff.xlsx",
        "answer_key.json",
    ]  # fmt: skip
    assert heard[-1][1:] == (6, 6)


def test_title_rows_stand_above_the_header(export: Path) -> None:
    book = fastexcel.read_excel(export / "cases.xlsx")

    assert book.sheet_names == ["案件", "延长审限", "扣除审限", "中止恢复", "开庭送达", "执行款项"]
    head = book.load_sheet("案件", header_row=None, n_rows=4, dtypes="string").to_polars()
    assert "恒安区人民法院（虚构样本）案件信息表" in head.row(0)
    assert str(head.row(1)[0]).startswith("统计时间：2022-10-")
    assert head.row(3)[0] == "案号"


def test_dates_are_written_in_five_ways_and_numbers_in_both_widths(export: Path) -> None:
    book = fastexcel.read_excel(export / "cases.xlsx")
    rows = book.load_sheet("案件", header_row=3, n_rows=400, dtypes="string").to_polars()
    forms = {
        "收到材料日期": r"^\d{4}年\d{1,2}月\d{1,2}日$",
        "结案日期": r"^\d{4}-\d\d-\d\d$",
        "裁判作出日期": r"^\d{4}/\d{1,2}/\d{1,2}$",
        "生效日期": r"^\d{8}$",
        "归档日期": r"^\d{5}(\.0)?$",
    }
    for title, form in forms.items():
        texts = rows[title].drop_nulls().to_list()
        assert texts, title
        assert all(re.match(form, text) for text in texts), title
    numbers = rows["案号"].to_list()
    assert any(number.startswith("(2022)") for number in numbers)
    assert any(number.startswith("（２０２２）") for number in numbers)
    assert any(number.startswith("（2022）") for number in numbers)


def test_the_mediation_file_is_gb18030_with_rare_characters(export: Path) -> None:
    raw = (export / "mediation.csv").read_bytes()
    text = raw.decode("gb18030")

    assert "调解员𠮷" in text
    assert "调解员㛃" in text
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


def test_the_petition_file_begins_with_a_byte_order_mark(export: Path) -> None:
    assert (export / "petition.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_money_sheet_ends_with_a_row_of_totals(court: SampleCourt, export: Path) -> None:
    book = fastexcel.read_excel(export / "cases.xlsx")
    rows = book.load_sheet("执行款项", header_row=3, dtypes="string").to_polars()

    assert rows["案号"].to_list()[-1] == "合计"
    extra = sum(one.table == "money" for one in court.faults.extra)
    assert rows.height == court.tables["money"].height + extra + 1
