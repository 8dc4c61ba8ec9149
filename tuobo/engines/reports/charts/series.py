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
