"""The tests behind claims: against a baseline, turned, rising steadily; worked out in sight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tuobo.core.content import Content
from tuobo.engines.analysis import (
    Point,
    Side,
    Signal,
    Variation,
    default_rules,
    is_steady,
    read_against_baseline,
    turning_point,
    xmr,
)

RULES = default_rules(Content())
# Ranges are 2 each, so the limits are 11 ± 2.66 × 2: 5.68 and 16.32; near them from 14.55 on.
BASE = (10.0, 12.0) * 4


def months(values: Sequence[float | None], year: int = 2024) -> list[Point]:
    return [
        Point(on=date(year + at // 12, at % 12 + 1, 1), value=value)
        for at, value in enumerate(values)
    ]


def against(values: Sequence[float | None], better: str = "higher") -> Variation:
    reading = read_against_baseline(months(BASE), months(values, 2025), RULES, better)  # type: ignore[arg-type]
    return reading.variation


def test_the_limits_are_those_of_the_baseline_alone() -> None:
    reading = read_against_baseline(months(BASE), months((17.0,), 2025), RULES, "higher")
    assert reading.limits is not None
    assert (reading.limits.mean, reading.limits.low, reading.limits.high) == pytest.approx(
        (11, 5.68, 16.32)
    )
    assert reading.found == (Signal.OUTSIDE,)


def test_a_higher_mean_alone_is_no_improvement() -> None:
    """Six months of 13 lie above every month of the baseline and inside its limits: chance."""
    assert against((13.0,) * 6) is Variation.COMMON_CAUSE


def test_a_month_outside_to_the_good_side_is_an_improvement() -> None:
    assert against((12.0, 17.0, 13.0)) is Variation.IMPROVING
    assert against((12.0, 17.0, 13.0), "lower") is Variation.CONCERNING
    assert against((12.0, 17.0, 13.0), "context") is Variation.NEUTRAL_SIGNAL


def test_seven_months_above_the_old_mean_are_an_improvement() -> None:
    assert against((13.0,) * 7) is Variation.IMPROVING


def test_signals_to_both_sides_are_no_improvement() -> None:
    assert against((17.0, 5.0, 12.0)) is Variation.CONCERNING


def test_too_few_months_of_baseline_say_nothing() -> None:
    """Six months are needed for limits; five and a gap are five."""
    base = months((10.0, 12.0, None, 10.0, 12.0, 10.0))
    reading = read_against_baseline(base, months((17.0,), 2025), RULES, "higher")
    assert (reading.variation, reading.base_found) == (Variation.NOT_ENOUGH_DATA, 5)


def test_a_baseline_without_variation_says_nothing() -> None:
    reading = read_against_baseline(months((1.0,) * 8), months((0.9,), 2025), RULES, "higher")
    assert reading.variation is Variation.NOT_ENOUGH_DATA


def test_a_turning_point_needs_two_runs() -> None:
    """Seven months above the mean, then seven below it that last to the end."""
    high, low = (20.0, 21.0) * 4, (10.0, 11.0) * 4
    turned = xmr(months((*high, *low)), RULES)
    assert turning_point(turned) is Side.LOW
    assert turning_point(xmr(months((*low, *high)), RULES)) is Side.HIGH


def test_a_few_lower_months_are_no_turning_point() -> None:
    high = (20.0, 21.0) * 5
    assert turning_point(xmr(months((*high, 15.0, 14.0, 13.0)), RULES)) is None
    assert turning_point(xmr(months(high), RULES)) is None
    assert turning_point(xmr([], RULES)) is None


def test_a_turning_point_is_not_seen_across_a_break() -> None:
    high, low = (20.0, 21.0) * 4, (10.0, 11.0) * 4
    chart = xmr(months((*high, *low)), RULES, breaks=[date(2024, 9, 1)])
    assert turning_point(chart) is None


@pytest.mark.parametrize(
    ("values", "better", "steady"),
    [
        ((5, 4, 1, 2, 3, 4, 5, 6, 7), "higher", True),
        ((5, 4, 1, 2, 3, 4, 5, 6, 7), "lower", False),
        ((5, 4, 1, 2, 3, 4, 5, 6, 6), "higher", False),
        ((1, 2, 3, 4, 5, 6, 7, 5, 6), "higher", False),
        ((1, 2, 3, 4, 5, 6, 7), "context", False),
        ((9, 8, 7, 6, 5, 4, 3), "lower", True),
    ],
)
def test_steady_means_seven_months_in_a_row_up_to_the_end(
    values: Sequence[float],
    better: str,
    steady: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    chart = xmr(months([float(one) for one in values]), RULES)
    assert is_steady(chart, better, RULES) is steady  # type: ignore[arg-type]
