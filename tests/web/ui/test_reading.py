"""What people type is read in every usual writing and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.errors import RequestError
from tuobo.web.ui.reading import plain, read_day, read_period

WRITINGS = (
    "{0:%Y-%m-%d}",
    "{0:%Y%m%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日",
)


def full_width(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


@given(
    day=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    writing=st.sampled_from(WRITINGS),
    is_wide=st.booleans(),
)
def test_a_day_is_read_in_every_usual_writing(day: date, writing: str, *, is_wide: bool) -> None:
    text = writing.format(day)
    assert read_day(f"  {full_width(text) if is_wide else text} ") == day


@pytest.mark.parametrize("text", ["", "昨天", "2026-07", "15.7.2026", "2026071", "202607155"])
def test_what_is_no_day_is_refused_with_what_was_found(text: str) -> None:
    with pytest.raises(RequestError) as raised:
        read_day(text)
    assert raised.value.code == "form.bad_day"
    assert raised.value.fields["found"] == text


def test_a_day_that_does_not_exist_is_told_apart() -> None:
    with pytest.raises(RequestError) as raised:
        read_day("20260230")
    assert raised.value.code == "form.no_such_day"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2025", "2025-01..2025-12"),
        ("2025年", "2025-01..2025-12"),
        ("2025年3月", "2025-03"),
        ("2025.3", "2025-03"),
        ("2025年1-6月", "2025-01..2025-06"),
        ("２０２５年１月至６月", "2025-01..2025-06"),
        ("2025Q1", "2025-01..2025-03"),
        ("2025h2", "2025-07..2025-12"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, months: str) -> None:
    assert str(read_period(text)) == months


def test_a_period_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(RequestError):
        read_period("去年上半年")


def test_full_width_becomes_half_width_and_a_chinese_stop_a_point() -> None:
    assert plain("　２０２６。７。１５　") == "2026.7.15"
