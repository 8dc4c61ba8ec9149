"""Tests that a claim in a report must pass: changed against a baseline, turned, rising steadily.

They use the four rules of the chart and nothing else, so that a report can name the rule. None
looks across a break: months before one are no baseline for months after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from tuobo.engines.analysis import signals
from tuobo.engines.analysis.readings import Better, Variation
from tuobo.engines.analysis.rules import RuleSet, Signal
from tuobo.engines.analysis.xmr import Chart, Dot, Limits, Point, Side, limits_of


@dataclass(frozen=True, kw_only=True)
class BaselineReading:
    """Months of a period against the limits of the months of a baseline."""

    variation: Variation
    limits: Limits | None
    base_found: int
    found: tuple[Signal, ...] = ()


def read_against_baseline(
    base: Sequence[Point],
    months: Sequence[Point],
    rules: RuleSet,
    better: Better,
    bounds: tuple[float, float] = (-inf, inf),
) -> BaselineReading:
    """Improving if months break a rule to the good side and none does to the bad side.

    Limits come from the baseline alone and are not moved (a process before and after a change:
    Wheeler 1993). Signals to both sides are no improvement, whatever the mean says.
    """
    known = [point.value for point in base if point.value is not None]
    values = [point.value for point in months if point.value is not None]
    if len(known) < rules.minimum_points or not values:
        return BaselineReading(
            variation=Variation.NOT_ENOUGH_DATA, limits=None, base_found=len(known)
        )
    limits = limits_of(base, rules, bounds)
    if limits.mean_moving_range == 0.0:
        return BaselineReading(
            variation=Variation.NOT_ENOUGH_DATA, limits=limits, base_found=len(known)
        )
    marked = {
        Signal.OUTSIDE: signals.outside(values, limits.low, limits.high),
        Signal.SHIFT: signals.shift(values, limits.mean, rules.points_of(Signal.SHIFT)),
        Signal.TWO_OF_THREE: signals.two_of_three(
            values, limits.mean, (limits.near_low, limits.near_high), (limits.low, limits.high)
        ),
    }
    sides = {values[at] > limits.mean for places in marked.values() for at in places}
    found = tuple(signal for signal, places in marked.items() if places)
    return BaselineReading(
        variation=_variation(sides, better), limits=limits, base_found=len(known), found=found
    )


def turning_point(chart: Chart) -> Side | None:
    """The side to which a series has turned: a run at its end, an earlier one on the other side.

    Both runs must be as long as the shift rule asks, inside the last segment.
    """
    latest = chart.latest
    if latest is None or chart.last is None or Signal.SHIFT not in latest.signals:
        return None
    if latest.side is Side.CENTRE:
        return None
    earlier = (dot for dot in chart.last.dots if Signal.SHIFT in dot.signals)
    turned = any(_is_other(dot, latest) for dot in earlier)
    return latest.side if turned else None


def is_steady(chart: Chart, better: Better, rules: RuleSet) -> bool:
    """Whether the trend rule holds at the end of the series, in the good direction."""
    values = [dot.value for dot in (chart.last.dots if chart.last else ()) if dot.value is not None]
    slope = signals.trend(values, rules.points_of(Signal.TREND)).get(len(values) - 1, 0)
    return slope != 0 and better in {"higher", "lower"} and (slope > 0) == (better == "higher")


def _is_other(dot: Dot, latest: Dot) -> bool:
    return {dot.side, latest.side} == {Side.HIGH, Side.LOW}


def _variation(sides: set[bool], better: Better) -> Variation:
    if not sides:
        return Variation.COMMON_CAUSE
    if better not in {"higher", "lower"}:
        return Variation.NEUTRAL_SIGNAL
    good = better == "higher"
    return Variation.IMPROVING if sides == {good} else Variation.CONCERNING
