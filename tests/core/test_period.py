"""Periods are half-open and read the ways in which court people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.errors import RequestError
from tuobo.core.period import Period, month_index, month_label, month_start


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025-03", date(2025, 3, 1), date(2025, 4, 1)),
        ("2025Q4", date(2025, 10, 1), date(2026, 1, 1)),
        ("2025h1", date(2025, 1, 1), date(2025, 7, 1)),
        ("2024-12..2025-02", date(2024, 12, 1), date(2025, 3, 1)),
        ("2025-03-15", date(2025, 3, 15), date(2025, 3, 16)),
    ],
)
def test_the_usual_spellings_are_read(text: str, start: date, end: date) -> None:
    assert Period.of(text) == Period(start, end)


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025Q5", "2025-02-30", "去年"])
def test_an_unreadable_period_says_so(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        Period.of(text)
    assert caught.value.code == "period.unreadable"


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(RequestError) as caught:
        Period.of("2025-06..2025-01")
    assert caught.value.code == "period.empty"


def test_the_last_day_is_inside_and_the_end_is_not() -> None:
    march = Period.of("2025-03")
    assert date(2025, 3, 31) in march
    assert date(2025, 4, 1) not in march
    assert march.days == 31


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_a_month_holds_its_days_and_is_read_back_from_its_label(day: date) -> None:
    index = month_index(day)
    assert month_start(index) <= day < month_start(index + 1)
    assert list(Period.of(month_label(index)).months) == [index]


@given(st.integers(23400, 25200), st.integers(0, 60))
def test_whole_months_print_and_read_back(first: int, more: int) -> None:
    period = Period.of_months(first, first + more)
    assert Period.of(str(period)) == period
    assert len(period.months) == more + 1
