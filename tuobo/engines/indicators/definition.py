"""What an indicator looks like in content/…/indicators: two sides, an anchor, a source.

A `Side` is a SQL predicate over one fact table, counted (or summed) in the month of its anchor.
The anchor is a date column, or `pending` for the stock at the end of the period. Predicates are
parsed and checked in `predicate.py`; nothing here computes.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import model_validator

from tuobo.core.content import Definition, Identifier, InForce, Names, Source


class Side(Definition):
    """What is counted: rows of `table` for which `where` holds, by the month of `anchor`.

    `value` makes it a sum of that expression instead of a count. Beside the date columns, three
    anchors ask for a stock: `pending` (at the end of the period), `opening` (at the end of the day
    before it) and `on_hand` (opening plus what came in: 旧存加新收). A case is in stock from
    filed_on until closed_on; a mediation, petition or person from and until the dates of their own
    tables. `age_months` keeps only rows that are older than that; `since` names a date column on
    the day after which a row enters the stock (since: due_on is the overdue stock). In a value,
    `age_days` is the age in stock on the day of the count. `shift_months` moves the period for
    this side (审执结案进度 counts intake one month earlier: -1). For table caseload, `pending` and
    `opening` are its rows that end or begin with the period.
    """

    where: str = "true"
    anchor: str = "closed_on"
    table: str = "case"
    value: str = ""
    age_months: int = 0
    since: str = ""
    shift_months: int = 0


class Interval(Definition):
    """A reasonable interval that a court entered, with the document that says so. Never ours."""

    low: float | None = None
    high: float | None = None
    document: str
    in_force: InForce


class Worked(Definition):
    """A published figure to check against, `expected` being what its counts really give."""

    id: str
    counts: dict[str, float]
    published: str
    expected: str
    is_published_error: bool = False
    source: str
    note: str = ""


class Indicator(Definition):
    """A trial-quality indicator. `status` decides what may be done with it.

    goal        may be shown as something to watch and improve
    diagnostic  explains others, is no goal
    cancelled   taken out of the official set; computed for reconciliation
    forbidden   the Supreme People's Court forbids its use as an indicator; reconciliation only

    `denominator_plus` are further sides that are added to the denominator, of other tables perhaps.
    `annualise_days` (365 for CEPEJ's disposition time) multiplies the ratio by the days of the
    period, so that a quarter is not read as a year: 365 × months / 12, or the days themselves.
    """

    id: Identifier
    version: int
    names: Names
    meaning: Names
    pack: str
    group: Literal["overall", "quality", "efficiency", "effect", "service", "context"]
    status: Literal["goal", "diagnostic", "cancelled", "forbidden"]
    status_note: str = ""
    in_force: InForce = InForce()
    measure: Literal["rate", "count", "sum", "mean", "median", "p90"]
    unit: Literal["share", "ratio", "days", "fen", "cases", "count"]
    numerator: Side
    denominator: Side | None = None
    denominator_plus: tuple[Side, ...] = ()
    complement: bool = False
    annualise_days: int = 0
    better: Literal["higher", "lower", "neither", "context"]
    interval: Interval | None = None
    roll_up: Literal["sum", "not_across_courts"] = "sum"
    companions: tuple[str, ...] = ()
    source: Source
    worked: tuple[Worked, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        return f"{self.id}@{self.version}"

    @model_validator(mode="after")
    def _sides_fit_the_measure(self) -> Indicator:
        if self.measure == "rate" and self.denominator is None:
            message = "a rate needs a denominator"
            raise ValueError(message)
        if self.numerator.shift_months and self.measure in {"median", "p90"}:
            message = f"a {self.measure} cannot be shifted"
            raise ValueError(message)
        if self.measure in {"sum", "mean", "median", "p90"} and not self.numerator.value:
            message = f"a {self.measure} needs numerator.value, the expression that is summed"
            raise ValueError(message)
        return self


class Break(Definition):
    """A day across which a series cannot be compared without saying so (`note`), or at all."""

    id: Identifier
    on: date
    names: Names
    effect: Literal["note", "refuse"]
    indicators: tuple[str, ...]
    source: Source


class SmallNumbers(Definition):
    """Below this denominator a figure is printed as a fraction, never as a percentage."""

    least_denominator: int
    names: Names
    source: Source
