"""What charts are drawn from: plain points that say nothing of where they come from.

A share is given as 0–1 and printed in per cent; a value that is None leaves a gap, never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ControlPoint:
    """One month of a control chart. `signal` names the rule that it breaks, empty if none.

    `starts_segment` marks the first point after a break: the line before it ends, a rule stands.
    """

    label: str
    value: float | None
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    band_low: float | None = None
    band_high: float | None = None
    signal: str = ""
    starts_segment: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar; bars of the same label stand side by side, told apart by `group`."""

    label: str
    value: float | None
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: a name and its values at labels that all lines share."""

    name: str
    labels: Sequence[str]
    values: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What the values are: a title for the axis, and whether they are shares."""

    title: str
    is_share: bool = False

    @property
    def format(self) -> str:
        """d3 format of the ticks."""
        return ".2~%" if self.is_share else ",.1~f"

    @property
    def value_format(self) -> str:
        """d3 format of the values: shares with two decimals, as they are printed in the text."""
        return ".2%" if self.is_share else ",.1~f"


@dataclass(frozen=True, kw_only=True)
class HistoryPoint(ControlPoint):
    """A month of a history on screen: `signal` names the first rule that it breaks.

    tone      concern or improve, or empty where no direction is better
    fraction  the counts behind the value, as text
    """

    tone: str = ""
    fraction: str = ""


@dataclass(frozen=True, kw_only=True)
class Flag:
    """What happened in a month: a break of the series (`is_break`), or an action or a note."""

    label: str
    name: str
    is_break: bool = False


@dataclass(frozen=True, kw_only=True)
class Window:
    """The months in which something was done, both included."""

    first: str
    last: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a difference: a level, or a step from where the part before ended.

    `told` is its value in words, such as +1.25个百分点.
    """

    name: str
    value: float
    told: str
    is_level: bool = False


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One of several small charts; they stand in the order given, never by value."""

    name: str
    points: Sequence[HistoryPoint]


@dataclass(frozen=True, kw_only=True)
class AgeBin:
    """Cases of an age; `limit` names a limit that ends before it, empty for none."""

    name: str
    cases: int
    limit: str = ""


@dataclass(frozen=True, kw_only=True)
class ChartWords:
    """The words of a chart, in the language of whoever looks."""

    month: str
    value: str
    fraction: str
    rule: str
    mean: str
    window: str
