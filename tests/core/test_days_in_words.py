"""Periods and days in words, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from tuobo.core.content import Content
from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.period import Period
from tuobo.core.texts import Texts

ZH, EN = Texts(Content()), Texts(Content(), "en")


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2025", "2025年", "2025"),
        ("2025H1", "2025年上半年", "first half of 2025"),
        ("2025H2", "2025年下半年", "second half of 2025"),
        ("2025Q1", "2025年第一季度", "first quarter of 2025"),
        ("2025Q2", "2025年第二季度", "second quarter of 2025"),
        ("2025Q3", "2025年第三季度", "third quarter of 2025"),
        ("2025Q4", "2025年第四季度", "fourth quarter of 2025"),
        ("2025-03", "2025年3月", "2025-03"),
        ("2025-01..2025-08", "2025年1月至8月", "2025-01 to 2025-08"),
        ("2024-12..2025-02", "2024年12月至2025年2月", "2024-12 to 2025-02"),
        ("2025-03-04", "2025年3月4日至2025年3月4日", "2025-03-04 to 2025-03-04"),
    ],
)
def test_periods_are_said_as_courts_say_them(period: str, zh: str, en: str) -> None:
    asked = Period.of(period)
    assert (period_in_words(asked, ZH), period_in_words(asked, EN)) == (zh, en)


def test_a_day_is_said_in_the_language_of_the_text() -> None:
    day = date(2025, 3, 4)
    assert (day_in_words(day, ZH), day_in_words(day, EN)) == ("2025年3月4日", "2025-03-04")
