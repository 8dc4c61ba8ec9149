"""Figures in words: points for rates, per cent for counts, days for durations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tuobo.core.measure import Count, Mean, Rate
from tuobo.core.period import Period
from tuobo.engines.reports.compose import (
    default_period,
    period_before,
    said_change,
    said_value,
    year_before,
)
from tuobo.engines.reports.document import Form
from tuobo.engines.reports.numbers import Figure


def test_growth_is_growth_and_not_the_ratio() -> None:
    """52,956 after 29,838 is 23,118 more: 23,118 / 29,838 = 77.48 %, not 177.48 %."""
    assert said_change(Decimal(52956), Decimal(29838), "cases") == "上升77.48%"


def test_rates_differ_in_points_by_what_is_not_rounded() -> None:
    """2/3 − 1/3 is 33.33 points; the rounded rates would give 66.67 − 33.33 = 33.34."""
    two_thirds, third = Decimal(2) / 3, Decimal(1) / 3
    assert said_change(two_thirds, third, "share") == "上升33.33个百分点"
    assert said_change(Decimal("0.38"), Decimal("0.35"), "share") == "上升3.00个百分点"


def test_durations_differ_in_days() -> None:
    assert said_change(Decimal(67), Decimal(95), "days") == "减少28.0天"


@pytest.mark.parametrize(
    ("now", "base", "words"), [("5", "5", "持平"), ("100000", "100001", "基本持平")]
)
def test_no_change_is_not_printed_as_zero(now: str, base: str, words: str) -> None:
    assert said_change(Decimal(now), Decimal(base), "cases") == words


def test_the_sides_of_a_rate() -> None:
    rate = Figure(measure=Rate(numerator=1080, denominator=1200), unit="share")
    forms = (Form.VALUE, Form.FRACTION, Form.NUMERATOR, Form.DENOMINATOR)
    assert [said_value(rate, form) for form in forms] == [
        "90.00%", "1,080/1,200", "1,080", "1,200",
    ]  # fmt: skip


def test_the_sides_of_money_are_money() -> None:
    """400,000,000 fen of 800,000,000 fen: 400.00 万元 of 800.00 万元."""
    money = Figure(
        measure=Rate(numerator=400_000_000, denominator=800_000_000), unit="share", counts_fen=True
    )
    assert said_value(money, Form.NUMERATOR) == "400.00万元"
    assert said_value(money, Form.DENOMINATOR) == "800.00万元"


def test_a_count_has_no_fraction_and_no_denominator() -> None:
    count = Figure(measure=Count(value=7), unit="cases")
    assert said_value(count, Form.FRACTION) == ""
    assert said_value(count, Form.DENOMINATOR) == ""
    mean = Figure(measure=Mean(total=100, count=8), unit="days")
    assert said_value(mean, Form.DENOMINATOR) == "8"


def test_the_default_period_is_over() -> None:
    day = date(2025, 11, 20)
    spans = ("month", "quarter", "half_year", "year_to_date")
    assert [str(default_period(span, day)) for span in spans] == [  # type: ignore[arg-type]
        "2025-10", "2025-07..2025-09", "2025-01..2025-06", "2025-01..2025-10",
    ]  # fmt: skip
    assert str(default_period("year_to_date", date(2025, 12, 31))) == "2025-01..2025-12"
    assert str(default_period("month", date(2026, 1, 5))) == "2025-12"


def test_what_a_period_is_compared_with() -> None:
    quarter = Period.of("2025Q1")
    assert str(year_before(quarter)) == "2024-01..2024-03"
    assert str(period_before(quarter)) == "2024-10..2024-12"
