"""The effect test: has an indicator really changed since work on it began, and does it stay?

Two questions, both must be answered yes: do the months since the work began break a rule of the
chart to the good side and none to the bad side (against limits of the months before it), and do
the latest months lie inside the interval that the court entered? Where no interval was entered
only the chart is asked, and the verdict says so. No pass mark is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf

from tuobo.engines.analysis.earned import read_against_baseline
from tuobo.engines.analysis.readings import Band, Better, Variation
from tuobo.engines.analysis.rules import RuleSet, Signal
from tuobo.engines.analysis.xmr import Point


class Effect(StrEnum):
    """What the test says; the last four say why nothing can be said yet."""

    PROVEN = "proven"
    NOT_PROVEN = "not_proven"
    NOT_INSIDE = "not_inside"
    WORSE = "worse"
    TOO_FEW_BEFORE = "too_few_before"
    TOO_FEW_SINCE = "too_few_since"
    BROKEN = "broken"
    NO_DIRECTION = "no_direction"


@dataclass(frozen=True, kw_only=True)
class EffectReading:
    """The verdict and what it rests on.

    inside   how many of the latest months in a row lie in the interval; None where there is none
    since    the first month that counts as after the beginning
    """

    effect: Effect
    since: date
    months_before: int
    months_since: int
    needed: int
    inside: int | None = None
    signals: tuple[Signal, ...] = ()

    @property
    def holds(self) -> bool:
        return self.effect is Effect.PROVEN


@dataclass(frozen=True, kw_only=True)
class EffectQuestion:
    """Since when, which direction is good, how many months must hold, what cuts the series.

    The month in which the work began counts neither before nor after: it holds both.
    """

    began_on: date
    better: Better
    months: int
    bands: Sequence[Band] = ()
    breaks: Sequence[date] = ()
    bounds: tuple[float, float] = (-inf, inf)


def effect_test(points: Sequence[Point], rules: RuleSet, asked: EffectQuestion) -> EffectReading:
    """Read the months before and since; months by their first day, in order of time."""
    began = asked.began_on.replace(day=1)
    since = [one for one in points if one.on > began and one.value is not None]
    before = [one for one in points if one.on < began and one.value is not None]
    cut = max((one for one in asked.breaks if points and one > points[0].on), default=None)
    if cut is not None:
        before = [one for one in before if one.on >= cut]
    inside = _inside(since, asked.bands)
    base = read_against_baseline(before, since, rules, asked.better, asked.bounds)
    return EffectReading(
        effect=_effect(before, since, inside, asked, rules, base.variation, cut),
        since=_month_after(began),
        months_before=len(before),
        months_since=len(since),
        needed=asked.months,
        inside=inside,
        signals=base.found,
    )


def _effect(  # noqa: PLR0913, PLR0917 - what the verdict weighs
    before: Sequence[Point],
    since: Sequence[Point],
    inside: int | None,
    asked: EffectQuestion,
    rules: RuleSet,
    variation: Variation,
    cut: date | None,
) -> Effect:
    if asked.better not in {"higher", "lower"}:
        return Effect.NO_DIRECTION
    if cut is not None and cut > asked.began_on.replace(day=1):
        return Effect.BROKEN
    if len(since) < asked.months:
        return Effect.TOO_FEW_SINCE
    if len(before) < rules.minimum_points:
        return Effect.TOO_FEW_BEFORE
    return _read(before, since, inside, asked, variation)


def _read(
    before: Sequence[Point],
    since: Sequence[Point],
    inside: int | None,
    asked: EffectQuestion,
    variation: Variation,
) -> Effect:
    if variation is Variation.NOT_ENOUGH_DATA:  # a constant past has no limits: compare directly
        variation = _against_constant(before, since, asked)
    if variation is Variation.CONCERNING:
        return Effect.WORSE
    if variation is not Variation.IMPROVING:
        return Effect.NOT_PROVEN
    return Effect.PROVEN if inside is None or inside >= asked.months else Effect.NOT_INSIDE


def _against_constant(
    before: Sequence[Point], since: Sequence[Point], asked: EffectQuestion
) -> Variation:
    """Months that all lie on one side of a value that never moved."""
    level = before[0].value
    assert level is not None
    values = [one.value for one in since[-asked.months :] if one.value is not None]
    is_higher = all(one > level for one in values)
    is_lower = all(one < level for one in values)
    if not (is_higher or is_lower):
        return Variation.COMMON_CAUSE
    return Variation.IMPROVING if is_higher == (asked.better == "higher") else Variation.CONCERNING


def _inside(since: Sequence[Point], bands: Sequence[Band]) -> int | None:
    """How many of the latest months in a row lie in the interval of their time."""
    if not bands:
        return None
    count = 0
    for point in reversed(since):
        band = next((one for one in bands if one.holds_on(point.on)), None)
        if band is None or not _lies_in(point.value, band):
            break
        count += 1
    return count


def _lies_in(value: float | None, band: Band) -> bool:
    if value is None:
        return False
    return (band.low is None or value >= band.low) and (band.high is None or value <= band.high)


def _month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
