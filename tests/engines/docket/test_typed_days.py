"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuobo.engines.docket import typed_day

DAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    "typed",
    [
        "20260715", "2026.7.15", "2026-07-15", "2026/7/15", "2026年7月15日", "2026年07月15",
        "２０２６．７．１５", "２０２６年７月１５日", " 2026 . 7 . 15 ", "2026。7。15",
    ],
)  # fmt: skip
def test_all_these_are_the_fifteenth_of_july(typed: str) -> None:
    assert typed_day(typed) == DAY


@pytest.mark.parametrize("typed", ["", "2026", "2026.2.30", "20260230", "15.7.2026", "七月十五"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert typed_day(typed) is None


@given(day=st.dates())
def test_every_day_is_read_in_every_form(day: date) -> None:
    plain = f"{day.year:04d}.{day.month}.{day.day}"
    for typed in (day.isoformat(), day.strftime("%Y%m%d").zfill(8), plain):
        assert typed_day(typed) == day


@given(text=st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert typed_day(text) is None or isinstance(typed_day(text), date)
