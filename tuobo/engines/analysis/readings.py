"""What a chart says in one word each: variation (a change?) and assurance (inside the band?).

Follows the two icons of NHS England's Making Data Count in neutral words; every reading has a
symbol and a text code, so that colour never carries it alone. There is no total and no order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf
from typing import Literal, TypeAlias, assert_never

from tuobo.engines.analysis.xmr import Basis, Chart, Side

Better: TypeAlias = Literal["higher", "lower", "neither", "context"]


class Variation(StrEnum):
    """Whether the latest month is more than chance, and whether that is for the better."""

    IMPROVING = "improving"
    CONCERNING = "concerning"
    NEUTRAL_SIGNAL = "neutral_signal"
    COMMON_CAUSE = "common_cause"
    NOT_ENOUGH_DATA = "not_enough_data"

    @property
    def symbol(self) -> str:
        return _VARIATION_SYMBOLS[self]

    @property
    def text_code(self) -> str:
        return f"analysis.variation.{self}"


class Assurance(StrEnum):
    """Whether the ordinary range of the process lies in the interval that the court entered."""

    INSIDE = "inside"
    HIT_AND_MISS = "hit_and_miss"
    OUTSIDE = "outside"
    NO_INTERVAL = "no_interval"
    NOT_ENOUGH_DATA = "not_enough_data"

    @property
    def symbol(self) -> str:
        return _ASSURANCE_SYMBOLS[self]

    @property
    def text_code(self) -> str:
        return f"analysis.assurance.{self}"


_VARIATION_SYMBOLS = {
    Variation.IMPROVING: "＋",
    Variation.CONCERNING: "！",
    Variation.NEUTRAL_SIGNAL: "◇",
    Variation.COMMON_CAUSE: "～",
    Variation.NOT_ENOUGH_DATA: "…",
}
_ASSURANCE_SYMBOLS = {
    Assurance.INSIDE: "●",
    Assurance.HIT_AND_MISS: "◐",
    Assurance.OUTSIDE: "○",
    Assurance.NO_INTERVAL: "－",
    Assurance.NOT_ENOUGH_DATA: "…",
}


@dataclass(frozen=True, kw_only=True)
class Band:
    """A reasonable interval, ends included, for months from `start` until `end` (excluded)."""

    low: float | None = None
    high: float | None = None
    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        after_start = self.start is None or day >= self.start
        return after_start and (self.end is None or day < self.end)


def read_variation(chart: Chart, better: Better) -> Variation:
    """The reading of the latest month with a value."""
    segment, latest = chart.last, chart.latest
    if segment is None or latest is None or segment.basis is Basis.NONE:
        return Variation.NOT_ENOUGH_DATA
    if not latest.signals:
        return Variation.COMMON_CAUSE
    match better:
        case "neither" | "context":
            return Variation.NEUTRAL_SIGNAL
        case "higher":
            good = Side.HIGH
        case "lower":
            good = Side.LOW
        case _:
            assert_never(better)
    return Variation.IMPROVING if latest.side is good else Variation.CONCERNING


def read_assurance(chart: Chart, bands: Sequence[Band]) -> Assurance:
    """The last segment's limits against the band in force in the latest month.

    Inside if the whole ordinary range lies in the band, outside if none of it does. A series
    without variation has no range: its one value is compared directly.
    """
    segment, latest = chart.last, chart.latest
    if not bands:
        return Assurance.NO_INTERVAL
    if segment is None or latest is None or segment.limits is None:
        return Assurance.NOT_ENOUGH_DATA
    band = next((one for one in bands if one.holds_on(latest.on)), None)
    if band is None:
        return Assurance.NO_INTERVAL
    low = -inf if band.low is None else band.low
    high = inf if band.high is None else band.high
    if low <= segment.limits.low and segment.limits.high <= high:
        return Assurance.INSIDE
    if segment.limits.high < low or high < segment.limits.low:
        return Assurance.OUTSIDE
    return Assurance.HIT_AND_MISS
