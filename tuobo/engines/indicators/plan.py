"""Which monthly flows a set of sides needs, and how each side is put together from them.

A flow is what happened in a month: rows counted (or a value summed) by the month of a date. Flows
add up over courts, cases and months, so any period is a sum, and a stock is a running sum of what
came in less what went out. Nothing here runs SQL; backends do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from tuobo.engines.indicators.predicate import Expression
from tuobo.engines.indicators.sides import ReadySide

What: TypeAlias = Literal["count", "sum", "counted_values"]
"""Rows; the sum of a value; the rows that have a value (a mean's n)."""

Span: TypeAlias = Literal["within", "before_end", "before_start"]
"""Months of a window: those inside; all before its end; all before its start."""

QUANTILES = {"median": (1, 2), "p90": (9, 10)}
"""The quantile measures as fractions."""

EPOCH = "DATE '1970-01-01'"


@dataclass(frozen=True)
class Ask:
    """One number of one side."""

    side: ReadySide
    what: What

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # A side is deep; asks are looked up thousands of times an answer.
        return hash((self.side, self.what))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What the number is the sum of."""
        return parts_of(self)


@dataclass(frozen=True)
class Flow:
    """Rows of `table` in the month of `on` for which `where` and `days` hold, counted or summed.

    `days` and `on` are SQL over dates; `where` and `value` may hold codes.
    """

    table: str
    on: str
    where: Expression
    days: str = ""
    value: Expression | None = None
    value_days: str = ""
    counts_values: bool = False

    @cached_property
    def key(self) -> str:
        """Equal for flows that count the same, whatever definition asked for them."""
        value = self.value.sql if self.value else self.value_days
        return "|".join(
            (self.table, self.on, self.where.sql, self.days, value, str(self.counts_values))
        )


@dataclass(frozen=True)
class Part:
    """A flow's share in a side: with sign, over which months, times the last day if `by_day`."""

    flow: Flow
    span: Span
    sign: int = 1
    by_day: bool = False


def parts_of(ask: Ask) -> tuple[Part, ...]:
    """What a number is the sum of."""
    ready = ask.side
    anchor = ready.side.anchor
    if anchor == "pending":
        return _stock(ask, "before_end")
    if anchor == "opening":
        return _stock(ask, "before_start")
    if anchor == "on_hand":
        came_in = Part(_flow(ask, ready.began), "within")
        return (*_stock(ask, "before_start"), came_in)
    return (Part(_flow(ask, anchor), "within"),)


def rolls_up(side: ReadySide) -> bool:
    """Whether a side is a sum of monthly flows; balances that a court reported are not."""
    return not side.is_balance


def flows_of(asks: Iterable[Ask]) -> tuple[Flow, ...]:
    """The distinct flows, those of one table and date together."""
    found: dict[str, Flow] = {}
    for ask in asks:
        if rolls_up(ask.side):
            for part in ask.parts:
                found.setdefault(part.flow.key, part.flow)
    return tuple(sorted(found.values(), key=lambda flow: (flow.table, flow.on)))


def _flow(ask: Ask, on: str, days: str = "") -> Flow:
    ready = ask.side
    if ask.what == "count" or ready.is_age:
        return Flow(ready.table, on, ready.where, days)
    counts = ask.what == "counted_values"
    return Flow(ready.table, on, ready.where, days, value=ready.value, counts_values=counts)


def _stock(ask: Ask, span: Span) -> tuple[Part, ...]:
    """In less out. A row that left before or on the day it would have entered was never in."""
    ready = ask.side
    entered, left = ready.entered, ready.left
    stayed = f"{left} > {entered}"
    if ready.side.age_months:
        # Days are quicker to count than months, and few rows grow old.
        days = ready.side.age_months * 28
        stayed = f"CASE WHEN {left} - {ready.began} > {days} THEN {stayed} ELSE FALSE END"
    came = _flow(ask, entered, f"({left} IS NULL OR {stayed})")
    went = _flow(ask, left, stayed)
    if not (ready.is_age and ask.what == "sum"):
        return (Part(came, span), Part(went, span, -1))
    # Σ(day − began) = n × day − Σ began, both of which add up.
    began = f"({ready.began} - {EPOCH})"
    came_days = Flow(came.table, came.on, came.where, came.days, value_days=began)
    went_days = Flow(went.table, went.on, went.where, went.days, value_days=began)
    return (
        Part(came, span, 1, by_day=True),
        Part(went, span, -1, by_day=True),
        Part(came_days, span, -1),
        Part(went_days, span, 1),
    )
