"""The picture as numbers: everything lies in 0..1 and gaps and breaks stay gaps."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.analysis.series import SEVEN, months
from tuobo.engines.analysis import Band, sparkline, xmr


def test_values_are_scaled_between_the_lowest_and_the_highest_line() -> None:
    """Limits 7.84 and 13.16 are the extremes: 10 is at (10 − 7.84)/5.32 = 0.406."""
    picture = sparkline(xmr(months([10, 11] * 8), SEVEN))

    assert [mark.x for mark in picture.marks][:2] == [0.0, 1 / 15]
    assert picture.marks[-1].x == 1.0
    assert picture.marks[0].y == pytest.approx(2.16 / 5.32)
    assert picture.limits[0].low == pytest.approx(0.0)
    assert picture.limits[0].high == pytest.approx(1.0)
    assert picture.means[0].low == pytest.approx(0.5)


def test_the_line_is_cut_at_gaps_and_breaks() -> None:
    chart = xmr(months([1, 2, None, 3, 4]), SEVEN, breaks=[date(2023, 5, 1)])

    assert sparkline(chart).runs == ((0, 1), (3,), (4,))


def test_a_band_is_shown_where_it_was_in_force() -> None:
    """Values 1..3 set the scale; the band from March on is open above."""
    picture = sparkline(xmr(months([1, 2, 3]), SEVEN), [Band(low=2, start=date(2023, 3, 1))])

    assert [(one.x_from, one.x_to, one.low, one.high) for one in picture.bands] == [
        (1.0, 1.0, 0.5, 1.0)
    ]


def test_a_constant_series_runs_through_the_middle() -> None:
    picture = sparkline(xmr(months([0.5] * 12), SEVEN))

    assert {mark.y for mark in picture.marks} == {0.5}


def test_an_empty_series_has_an_empty_picture() -> None:
    assert sparkline(xmr([], SEVEN)).marks == ()
