"""XmR charts: a series of months, its limits, and which points are more than chance.

A chart is cut at every break in the content (2025-01-01 is one): limits are never computed across
one. It is never re-based by itself; `rebase_hint` only says that a person may want to look. Small
series in plain Python, so that the module imports fast. Nothing is drawn and nothing is ranked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import fsum, inf
from statistics import median

from tuobo.core.errors import RequestError
from tuobo.engines.analysis import signals
from tuobo.engines.analysis.rules import RuleSet, Signal


class Side(StrEnum):
    """Where a point lies, or which way its signal points."""

    HIGH = "high"
    LOW = "low"
    CENTRE = "centre"


class Basis(StrEnum):
    """How much the limits rest on."""

    NONE = "none"
    TRIAL = "trial"
    SETTLED = "settled"
    CONSTANT = "constant"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A month by its first day, and its share, days or count.

    A month without a denominator is a point without a value: it stays in the series as a gap.
    """

    on: date
    value: float | None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Mean and process limits; `screened` moving ranges were left out of the second mean."""

    mean: float
    low: float
    high: float
    near_low: float
    near_high: float
    mean_moving_range: float
    screened: int


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A point with what the rules say of it; a gap has no value and no signals."""

    on: date
    value: float | None
    signals: tuple[Signal, ...] = ()
    side: Side = Side.CENTRE


@dataclass(frozen=True, kw_only=True)
class Segment:
    """The stretch between two breaks; `limits` is None where there are too few points."""

    dots: tuple[Dot, ...]
    basis: Basis
    limits: Limits | None

    @property
    def found(self) -> int:
        """Number of months with a value."""
        return sum(dot.value is not None for dot in self.dots)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Segments in order of time. What is read off a chart is read off its last segment."""

    segments: tuple[Segment, ...]
    rules: str
    rebase_hint: int = 0

    @property
    def last(self) -> Segment | None:
        return self.segments[-1] if self.segments else None

    @property
    def latest(self) -> Dot | None:
        """The latest month with a value since the last break."""
        dots = self.last.dots if self.last else ()
        return next((dot for dot in reversed(dots) if dot.value is not None), None)

    @property
    def dots(self) -> tuple[Dot, ...]:
        return tuple(dot for segment in self.segments for dot in segment.dots)


def xmr(
    points: Sequence[Point],
    rules: RuleSet,
    *,
    breaks: Sequence[date] = (),
    bounds: tuple[float, float] = (-inf, inf),
) -> Chart:
    """The chart of a series. `bounds` are the values that can be at all (a share: 0 and 1).

    Limits are clipped to the bounds: no month can lie beyond them, and an interval that ends at
    100 % would otherwise never hold a whole range. A bound that some month did break (appeals of
    this month on few closings: 120 %) was none, and is not used.
    """
    for before, after in pairwise(points):
        if after.on <= before.on:
            raise RequestError("analysis.unordered", found=after.on, before=before.on)
    segments = tuple(_segment(part, rules, bounds) for part in _parts(points, sorted(breaks)))
    return Chart(segments=segments, rules=rules.key, rebase_hint=_hint(segments, rules))


def limits_of(
    points: Sequence[Point], rules: RuleSet, bounds: tuple[float, float] = (-inf, inf)
) -> Limits:
    """Mean ± 2.66 × mean moving range, moving ranges of neighbouring months only.

    Moving ranges above 3.267 × their mean are left out once (Nelson 1982; Provost & Murray 2011,
    155 and 192). Where that would leave no variation at all (a flat series with one jump), they
    are kept: limits of no width would call every month a signal.
    """
    values = [point.value for point in points if point.value is not None]
    mean = fsum(values) / len(values)
    ranges = _moving_ranges(points)
    first_mean = fsum(ranges) / len(ranges) if ranges else 0.0
    kept = [one for one in ranges if one <= rules.screening_factor * first_mean]
    moving = fsum(kept) / len(kept) if kept else 0.0
    if moving == 0.0:
        kept, moving = ranges, first_mean
    reach = rules.limit_factor * moving
    return Limits(
        mean=mean,
        low=max(mean - reach, bounds[0]),
        high=min(mean + reach, bounds[1]),
        near_low=mean - rules.near_share * reach,
        near_high=mean + rules.near_share * reach,
        mean_moving_range=moving,
        screened=len(ranges) - len(kept),
    )


def _moving_ranges(points: Sequence[Point]) -> list[float]:
    """|difference| of neighbouring months; none is taken across a gap."""
    return [
        abs(after.value - before.value)
        for before, after in pairwise(points)
        if before.value is not None and after.value is not None
    ]


def _parts(points: Sequence[Point], breaks: Sequence[date]) -> list[list[Point]]:
    parts: dict[int, list[Point]] = {}
    for point in points:
        parts.setdefault(bisect_right(breaks, point.on), []).append(point)
    return list(parts.values())


def _segment(points: Sequence[Point], rules: RuleSet, bounds: tuple[float, float]) -> Segment:
    values = [point.value for point in points if point.value is not None]
    bare = tuple(Dot(on=point.on, value=point.value) for point in points)
    if len(values) < rules.minimum_points:
        return Segment(dots=bare, basis=Basis.NONE, limits=None)
    bounds = (
        bounds[0] if min(values) >= bounds[0] else -inf,
        bounds[1] if max(values) <= bounds[1] else inf,
    )
    limits = limits_of(points, rules, bounds)
    if min(values) == max(values):
        flat = Limits(
            mean=values[0], low=values[0], high=values[0], near_low=values[0],
            near_high=values[0], mean_moving_range=0.0, screened=0,
        )  # fmt: skip
        return Segment(dots=bare, basis=Basis.CONSTANT, limits=flat)
    if limits.mean_moving_range == 0.0:  # every value stands between gaps or jumps
        return Segment(dots=bare, basis=Basis.NONE, limits=None)
    basis = Basis.TRIAL if len(values) < rules.trial_below else Basis.SETTLED
    return Segment(dots=_dots(points, values, limits, rules), basis=basis, limits=limits)


def _dots(
    points: Sequence[Point], values: Sequence[float], limits: Limits, rules: RuleSet
) -> tuple[Dot, ...]:
    centre = _centre(values, limits)
    slopes = signals.trend(values, rules.points_of(Signal.TREND))
    marked = {
        Signal.OUTSIDE: signals.outside(values, limits.low, limits.high),
        Signal.SHIFT: signals.shift(values, centre, rules.points_of(Signal.SHIFT)),
        Signal.TREND: slopes.keys(),
        Signal.TWO_OF_THREE: signals.two_of_three(
            values, centre, (limits.near_low, limits.near_high), (limits.low, limits.high)
        ),
    }
    dots, at = [], 0
    for point in points:
        if point.value is None:
            dots.append(Dot(on=point.on, value=None))
            continue
        found = tuple(signal for signal in Signal if at in marked[signal])
        side = _way(point.value, found, slopes.get(at, 0), limits.mean)
        dots.append(Dot(on=point.on, value=point.value, signals=found, side=side))
        at += 1
    return tuple(dots)


def _centre(values: Sequence[float], limits: Limits) -> float:
    """The line that runs are counted from: the mean, or the median of a mostly flat series.

    Where half of the months share one value (a weak court's 100 % with one dip), the mean lies
    just beside that value and every flat month would count as a run on one side.
    """
    commonest = Counter(values).most_common(1)[0][1]
    return median(values) if 2 * commonest >= len(values) else limits.mean


def _way(share: float, found: Sequence[Signal], slope: int, mean: float) -> Side:
    """Which way a point goes: a trend alone by its slope, all else by the side of the mean."""
    way = slope if tuple(found) == (Signal.TREND,) else share - mean
    if way == 0:
        return Side.CENTRE
    return Side.HIGH if way > 0 else Side.LOW


def _hint(segments: Sequence[Segment], rules: RuleSet) -> int:
    """Length of the run at the end if it is long enough to ask a person about re-basing."""
    if not segments or segments[-1].limits is None:
        return 0
    values = [dot.value for dot in segments[-1].dots if dot.value is not None]
    run = signals.run_at_end(values, _centre(values, segments[-1].limits))
    return run if run >= rules.rebase_hint_points else 0
