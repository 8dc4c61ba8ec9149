"""Text to values: every spelling that a court's export uses, and no guess for any other."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.engines.intake.files import READING, VOCABULARIES
from tuobo.engines.intake.mapping import values
from tuobo.engines.intake.mapping.model import DateOrder, Unit


def texts(*cells: str | None) -> pl.Series:
    return pl.Series(cells, dtype=pl.String)


@pytest.mark.parametrize(
    "written",
    [
        "2026-07-15",
        "2026-7-15",
        "2026年7月15日",
        "２０２６年０７月１５日",
        "二〇二六年七月十五日",
        "2026.7.15",
        "2026/07/15",
        "20260715",
        "20260715.0",
        "46218",  # 2026-07-15 is 46,218 days after 1899-12-30
        "46218.75",
        "2026-07-15 16:30:00",
        "2026-07-15T16:30:58.000Z",
    ],
)
def test_a_day_is_read_in_any_spelling(written: str) -> None:
    assert values.dates(texts(written), READING, DateOrder.YMD).item() == date(2026, 7, 15)


def test_serial_numbers_count_from_1904_where_the_workbook_says_so() -> None:
    """46,218 − 1,462 = 44,756."""
    read = values.dates(texts("44756"), READING, DateOrder.YMD, date1904=True)
    assert read.item() == date(2026, 7, 15)


def test_month_first_is_read_only_where_the_mapping_says_so() -> None:
    written = texts("4/8/2019 12:00:00 AM")
    assert values.dates(written, READING, DateOrder.MDY).item() == date(2019, 4, 8)
    assert values.dates(written, READING, DateOrder.DMY).item() == date(2019, 8, 4)
    assert values.dates(written, READING, DateOrder.YMD).item() is None


@pytest.mark.parametrize("written", ["2026-02-30", "2026", "26.7.15", "2026年", "昨天", "99999999"])
def test_what_is_no_day_is_null(written: str) -> None:
    assert values.dates(texts(written), READING, DateOrder.YMD).item() is None


def test_days_and_other_texts_of_one_column_do_not_disturb_one_another() -> None:
    read = values.dates(texts("2026-07-15", None, "昨天", "2026.7.16"), READING, DateOrder.YMD)
    assert read.to_list() == [date(2026, 7, 15), None, None, date(2026, 7, 16)]


def test_whole_numbers() -> None:
    read, bad = values.integers(texts("１２", "12.0", "1,234", "90天", "-3", "3.5", "多", None))
    assert read.to_list() == [12, 12, 1234, 90, -3, None, None, None]
    assert bad.to_list() == [False] * 5 + [True, True, False]


def test_a_span_goes_to_months_or_to_days_by_its_word() -> None:
    """延长期间 holds both: 3个月 fills the months and leaves the days empty, without an issue."""
    cells = texts("3个月", "三个月", "15日", "十五日", "30", "待定")
    months, months_bad = values.integers(cells, Unit.MONTHS)
    days, days_bad = values.integers(cells, Unit.DAYS)
    assert months.to_list() == [3, 3, None, None, None, None]
    assert days.to_list() == [None, None, 15, 15, 30, None]
    assert months_bad.to_list() == days_bad.to_list() == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("written", "unit", "fen"),
    [
        ("1234.56", Unit.YUAN, 123_456),
        ("１，２３４．５元", Unit.YUAN, 123_450),
        ("￥100", Unit.YUAN, 10_000),
        ("0.1", Unit.YUAN, 10),
        ("12.3456万元", Unit.YUAN, 12_345_600),
        ("12.3456", Unit.WAN, 12_345_600),
        ("1.2亿元", Unit.YUAN, 12_000_000_000),
        ("123456789012.34", Unit.YUAN, 12_345_678_901_234),
        ("1234567890.119999886", Unit.YUAN, 123_456_789_012),  # the binary number next to .12
        ("-5", Unit.YUAN, -500),
        ("250", Unit.FEN, 250),
        ("12.345", Unit.YUAN, None),  # half a fen is nobody's to round
        ("若干", Unit.YUAN, None),
    ],
)
def test_money_is_whole_fen(written: str, unit: Unit, fen: int | None) -> None:
    assert values.money(texts(written), unit).item() == fen


def test_yes_and_no() -> None:
    read = values.flags(texts("是", "否", "√", "１", "0", "也许", None), READING)
    assert read.to_list() == [True, False, True, True, False, None, None]


def test_codes_by_label_synonym_code_and_width_and_unlisted_texts_stay() -> None:
    read = values.codes(
        texts("简易程序", "简易", "simplified", "普通程序(独任)", " 小额 ", "新程序", None),
        VOCABULARIES["procedure"],
    )
    assert read.to_list() == [
        "simplified", "simplified", "simplified", "ordinary", "small_claims", "新程序", None
    ]  # fmt: skip
