"""What the checker may be told from outside: figures with passports, and breaks of series.

These are the checker's own small interfaces: whoever has figures or breaks fits them to it, so
that checking a draft needs neither a store nor another engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Reading(StrEnum):
    """What the chart of a figure's series says; UNKNOWN where nobody handed it in."""

    IMPROVING = "improving"
    CONCERNING = "concerning"
    NEUTRAL_SIGNAL = "neutral_signal"
    COMMON_CAUSE = "common_cause"
    NOT_ENOUGH_DATA = "not_enough_data"
    UNKNOWN = "unknown"


class KnownFigure(Protocol):
    """A figure that has a passport.

    text    what is printed, such as 90.94% or 1,234件
    name    the name of its definition, by which a sentence speaks of it
    counts  its numerator, denominator and base: all numbers that may stand beside it
    """

    @property
    def code(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def counts(self) -> Sequence[Decimal]: ...
    @property
    def reading(self) -> Reading: ...


class SeriesBreak(Protocol):
    """A day across which figures cannot be compared; `effect` is note or refuse."""

    @property
    def id(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def name(self) -> str: ...
    @property
    def effect(self) -> str: ...
