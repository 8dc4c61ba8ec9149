"""Cadences: how often something must have happened, for whom, and how strictly."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field as PydanticField

from tuobo.core.content import Definition, Source
from tuobo.engines.ledgers.definition.condition import Condition
from tuobo.engines.ledgers.definition.field import Per
from tuobo.engines.ledgers.definition.part import Ids, Part


class Every(StrEnum):
    """Calendar periods; "quarterly" in Party rules is the calendar quarter."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


class NewUnits(StrEnum):
    """What is asked of a unit that existed for a part of the period only.

    pro_rata: its share of the days, rounded down, so that never more is asked than the share;
    whole: everything; exempt: nothing.
    """

    PRO_RATA = "pro_rata"
    WHOLE = "whole"
    EXEMPT = "exempt"


class Window(Definition):
    """Months (1–12) in which it normally falls; outside them it counts, with a remark."""

    months: tuple[int, ...]


class Cadence(Part):
    """At least so many, in every period, for each unit, person or pair.

    units        the field that holds whom an entry counts for; by default the unit that keeps it,
                 per court the code of its court.
                 A pair needs two person fields, or one of many persons (each two of them).
    counted_on   the date field that says in which period it falls
    grace_days   so many days after the end of a period an entry still makes up for it, late
    severity     must: overdue; normally and local: a reason is asked for, nothing more
    applies      a named set of units or persons that the caller knows (院领导, 有支委会的支部)
    """

    at_least: int = PydanticField(ge=1)
    every: Every
    per: Per
    units: Ids = ()
    counted_on: str
    where: Condition | None = None
    window: Window | None = None
    grace_days: int = PydanticField(default=0, ge=0, le=60)
    new_units: NewUnits = NewUnits.PRO_RATA
    applies: str = ""
    severity: Literal["must", "normally", "local"]
    source: Source | None = None
