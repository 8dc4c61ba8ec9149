"""Units beside numbers follow the language of the page; documents are in Chinese."""

from __future__ import annotations

from decimal import Decimal

from tuobo.core.content import Content
from tuobo.core.measure import Amount, Mean
from tuobo.core.texts import Texts
from tuobo.engines.reports import Figure, text_of
from tuobo.engines.reports.numbers import CHINESE, NumberWords, number_text

ENGLISH = NumberWords.of(Texts(Content(), "en"))
MONEY = Figure(measure=Amount(fen=123_456_700), unit="fen")  # 1,234,567 yuan


def test_the_chinese_words_are_those_of_the_texts() -> None:
    assert NumberWords.of(Texts(Content(), "zh")) == CHINESE


def test_days_and_money_are_told_in_the_language_asked_for() -> None:
    days = Figure(measure=Mean(total=191, count=10), unit="days")
    assert (text_of(days).value, text_of(days, ENGLISH).value) == ("19.1天", "19.1 days")
    assert (text_of(MONEY).value, text_of(MONEY, ENGLISH).value) == (
        "123.46万元",
        "123.46 × 10,000 yuan",
    )
    assert number_text(Decimal("2.04"), "days", ENGLISH) == "2.0 days"


def test_shares_have_no_words() -> None:
    assert number_text(0.5, "share", ENGLISH) == number_text(0.5, "share") == "50.00%"
