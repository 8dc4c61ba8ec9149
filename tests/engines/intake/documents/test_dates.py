"""Dates in all the ways in which judgments write them."""

from __future__ import annotations

from datetime import date

import pytest

from tuobo.engines.intake.documents.dates import mentions, number_of
from tuobo.engines.intake.documents.text import compact


def days(text: str) -> list[date | None]:
    return [one.day for one in mentions(compact(text))]


@pytest.mark.parametrize(
    "written",
    [
        "2031年3月5日",
        "２０３１年３月５日",
        "2031 年 03 月 05 日",
        "二〇三一年三月五日",
        "二○三一年三月五日",
        "二零三一年三月五日",
        "二Ｏ三一年三月五日",
        "二0三一年三月五日",
    ],
)
def test_a_day_is_the_same_in_every_spelling(written: str) -> None:
    assert days(written) == [date(2031, 3, 5)]


def test_days_above_ten_and_the_first_month_are_read_in_chinese() -> None:
    assert days("二〇三一年十二月三十一日") == [date(2031, 12, 31)]
    assert days("二〇三一年元月廿一日") == [date(2031, 1, 21)]
    assert days("二〇三〇年十月十日") == [date(2030, 10, 10)]


def test_a_date_without_year_takes_the_year_of_the_date_before_it() -> None:
    text = "于2031年3月5日起诉，同年4月2日、5月6日两次开庭，次年1月8日宣判"
    expected = [date(2031, 3, 5), date(2031, 4, 2), date(2031, 5, 6), date(2032, 1, 8)]
    assert days(text) == expected


def test_same_day_next_day_and_same_month_count_from_the_date_before() -> None:
    text = "于2031年3月31日起诉，本院于同日登记，次日立案，同月28日开庭"
    # The next day after 31 March is 1 April, and 同月 is then April.
    expected = [date(2031, 3, 31), date(2031, 3, 31), date(2031, 4, 1), date(2031, 4, 28)]
    assert days(text) == expected


def test_a_date_without_year_and_nothing_before_it_is_not_read() -> None:
    assert days("3月5日立案") == []


def test_a_day_that_no_calendar_has_is_stated_but_not_a_day() -> None:
    assert days("2031年2月30日立案") == [None]


def test_a_missing_ri_is_forgiven_only_where_the_sentence_shows_the_end() -> None:
    assert days("本院于2031年1月21立案后") == [date(2031, 1, 21)]
    assert days("二〇三一年七月四无书记员") == []
    assert days("二〇三一年六月××日") == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("三十一", 31),
        ("廿九", 29),
        ("二〇一八", 2018),
        ("甲", None),
    ],
)
def test_chinese_numbers(words: str, number: int | None) -> None:
    assert number_of(words) == number
