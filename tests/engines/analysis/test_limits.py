"""Limits: published series are reproduced, and the odd series end in something sensible."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.analysis.series import SEVEN, months
from tuobo.core.errors import RequestError
from tuobo.engines.analysis import Basis, Point, Signal, limits_of, xmr

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, flow rates of ten batches.
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Montgomery, Introduction to Statistical Quality Control: viscosity of aircraft primer paint.
PAINT = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00,
         33.54, 33.12, 33.84]  # fmt: skip
# NHSRplotthedots 0.2.2, vignette "Deviations from Excel defaults": one outlying point of 18.
OUTLIER = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def test_the_nist_flow_rates_give_the_published_limits() -> None:
    """Published: mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 (3/1.128)."""
    limits = limits_of(months(NIST), SEVEN)

    assert limits.mean == pytest.approx(50.81)
    assert limits.mean_moving_range == pytest.approx(1.8778, abs=5e-5)
    assert limits.low == pytest.approx(45.8159, abs=2e-3)  # 2.66 is 3/1.128 = 2.6596 rounded
    assert limits.high == pytest.approx(55.8041, abs=2e-3)


def test_the_paint_viscosities_give_the_published_limits() -> None:
    """Published: mean 33.52, mean moving range 0.48, limits 32.24 and 34.80 (from 0.48)."""
    limits = limits_of(months(PAINT), SEVEN)

    assert limits.mean == pytest.approx(33.52, abs=5e-3)
    assert limits.mean_moving_range == pytest.approx(0.48, abs=5e-3)
    assert limits.low == pytest.approx(32.24, abs=0.02)
    assert limits.high == pytest.approx(34.80, abs=0.02)
    assert all(not dot.signals for dot in xmr(months(PAINT), SEVEN).dots)


def test_an_outlying_month_does_not_widen_the_limits() -> None:
    """Moving ranges: 15 × 1, one 8, one 9: mean 32/17 = 1.88; 8 and 9 exceed 3.267 × 1.88 = 6.15.

    Without them the mean is 1, so limits are 35/18 ± 2.66 = −0.72 and 4.60, as published.
    """
    limits = limits_of(months(OUTLIER), SEVEN)

    assert limits.screened == 2
    assert limits.mean == pytest.approx(35 / 18)
    assert round(limits.low, 2) == -0.72
    assert round(limits.high, 2) == 4.60
    signals = {at: dot.signals for at, dot in enumerate(xmr(months(OUTLIER), SEVEN).dots)}
    assert signals.pop(4) == (Signal.OUTSIDE,)
    assert not any(signals.values())


def test_ranges_are_screened_once_only() -> None:
    """Ranges 1 ×10, 2, 5, 20: mean 37/13 = 2.85, cut at 9.30 leaves 17/12 = 1.42.

    A second screening would cut at 4.63 and drop the 5 as well; it must not.
    """
    values = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 2, 7, 27]

    limits = limits_of(months(values), SEVEN)

    assert limits.screened == 1
    assert limits.mean_moving_range == pytest.approx(17 / 12)


def test_limits_of_a_share_do_not_leave_zero_to_one() -> None:
    values = [0.98, 1.0, 0.97, 1.0, 0.99, 1.0, 0.96, 1.0, 0.98, 1.0, 0.99, 0.97]

    limits = limits_of(months(values), SEVEN, bounds=(0.0, 1.0))

    assert limits.high == 1.0
    assert limits.low > 0.0


def test_a_bound_that_a_month_breaks_is_no_bound() -> None:
    """A clearance rate is a share by its unit and still goes over 100 %: no month is outside."""
    chart = xmr(months([0.95, 1.05] * 8), SEVEN, bounds=(0.0, 1.0))

    assert chart.last is not None
    assert chart.last.limits is not None
    assert chart.last.limits.high == pytest.approx(1.0 + 2.66 * 0.1)
    assert not any(dot.signals for dot in chart.dots)


def test_a_series_that_never_varies_has_a_basis_of_its_own() -> None:
    chart = xmr(months([1.0] * 24), SEVEN)

    assert chart.last is not None
    assert chart.last.basis is Basis.CONSTANT
    assert not any(dot.signals for dot in chart.dots)
    assert chart.rebase_hint == 0


def test_a_flat_series_with_one_jump_keeps_its_range() -> None:
    """11 × 100 and one 90: the only moving range is 10, its mean 10/11; screening would leave 0.

    Limits stay 99.17 ± 2.66 × 0.909 = 96.75 and 101.59, so the 90 alone is outside.
    """
    chart = xmr(months([100.0] * 11 + [90.0]), SEVEN)

    assert chart.last is not None
    assert chart.last.limits is not None
    assert chart.last.limits.low == pytest.approx(1190 / 12 - 2.66 * 10 / 11)
    assert [dot.on for dot in chart.dots if dot.signals] == [date(2023, 12, 1)]


def test_a_mostly_flat_series_is_not_one_long_run_above_its_mean() -> None:
    """23 months of 100 % and one of 90 %: 100 is above the mean of 99.6 but is the ordinary."""
    chart = xmr(months([1.0] * 10 + [0.9] + [1.0] * 13), SEVEN)

    assert [dot.signals for dot in chart.dots if dot.signals] == [(Signal.OUTSIDE,)]
    assert chart.rebase_hint == 0


@pytest.mark.parametrize(
    ("found", "basis"),
    [(0, Basis.NONE), (5, Basis.NONE), (6, Basis.TRIAL), (11, Basis.TRIAL), (12, Basis.SETTLED)],
)
def test_limits_are_trial_limits_below_twelve_months_and_none_below_six(
    found: int, basis: Basis
) -> None:
    values = [1.0, 2.0] * 6

    chart = xmr(months(values[:found]), SEVEN)

    assert (chart.last.basis if chart.last else Basis.NONE) is basis


def test_a_gap_gives_no_moving_range() -> None:
    """1 2 – 9 8 9 8: ranges 1, 1, 1, 1; the step from 2 to 9 is across a gap and is not one."""
    limits = limits_of(months([1, 2, None, 9, 8, 9, 8]), SEVEN)

    assert limits.mean_moving_range == 1.0
    assert limits.mean == pytest.approx(37 / 6)


def test_a_break_gives_each_side_its_own_limits() -> None:
    """12 months around 10.5, then 12 around 50.5 after 2024-01-01."""
    chart = xmr(months([10, 11] * 6 + [50, 51] * 6), SEVEN, breaks=[date(2024, 1, 1)])

    means = [part.limits.mean for part in chart.segments if part.limits]
    assert means == [10.5, 50.5]
    assert chart.segments[1].dots[0].on == date(2024, 1, 1)
    assert not any(dot.signals for dot in chart.dots)


def test_a_break_outside_the_series_changes_nothing() -> None:
    values = months(NIST)

    assert xmr(values, SEVEN, breaks=[date(2020, 1, 1), date(2030, 1, 1)]) == xmr(values, SEVEN)


def test_points_out_of_order_are_refused() -> None:
    points = [Point(on=date(2025, 2, 1), value=1.0), Point(on=date(2025, 1, 1), value=1.0)]

    with pytest.raises(RequestError) as caught:
        xmr(points, SEVEN)

    assert caught.value.code == "analysis.unordered"
