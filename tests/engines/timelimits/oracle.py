"""An independent, slow oracle: one case, day by day, with datetime only. Lives in tests alone.

It shares no code with the engine. What it knows of the law is written out here: a limit is a plain
dictionary, rest days come from the yearly notices in a set, and excluded days are a set of days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

ONE = timedelta(days=1)
Row = Mapping[str, Any]


@dataclass
class Law:
    """One limit as the oracle reads it."""

    months: int = 0
    days: int = 0
    sticky: bool = False
    rolls: str = "yes"
    steps: list[dict[str, Any]] = field(default_factory=list)
    grounds: dict[str, tuple[int, int] | None] = field(default_factory=dict)  # cap: months, days
    restarts: bool = False


def last_of_month(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - ONE).day


def months_later(start: date, months: int, sticky: bool) -> date:  # noqa: FBT001 - the law
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    last = last_of_month(year, month)
    if sticky and start.day == last_of_month(start.year, start.month):
        return date(year, month, last)
    return date(year, month, min(start.day, last))


def walk(day: date, days: int) -> date:
    for _ in range(days):
        day += ONE
    return day


@dataclass
class Clock:
    """A case's clock; `rests` answers None for a day whose year has no notice."""

    law: Law
    start: date
    on: date
    closed: date | None
    in_custody: bool
    rests: Callable[[date], bool | None]
    converted: date | None = None
    more_months: int = 0
    more_days: int = 0
    excluded: set[date] = field(default_factory=set)
    uses: dict[int, int] = field(default_factory=dict)

    def base(self, months: int, days: int) -> date:
        return walk(
            months_later(self.start, self.law.months + months, self.law.sticky),
            self.law.days + days,
        )

    @property
    def plain(self) -> date:
        return walk(self.base(self.more_months, self.more_days), len(self.excluded))

    @property
    def legal(self) -> date | None:
        if self.law.rolls == "no" or (self.law.rolls == "unless_custody" and self.in_custody):
            return self.plain
        day = self.plain
        while self.rests(day):
            day += ONE
        return None if self.rests(day) is None else day

    @property
    def expires(self) -> date:
        return self.legal or self.plain

    def take(self, row: Row) -> None:
        (self.extend if row["kind"] == "extended" else self.pause)(row)

    def pause(self, row: Row) -> None:
        first, last, ground = row["starts_on"], row["ends_on"], row["ground"]
        if row["kind"] == "suspended" and ground is None:
            ground = "X-STAY"
        if ground not in self.law.grounds or first is None or (last is not None and last < first):
            return
        if first > self.on or (self.closed is not None and first > self.closed):
            return
        if first > self.expires:
            return
        if last is None:
            last = max(first, min(self.on, self.closed or self.on))
        cap = self.law.grounds[ground]
        if cap is not None:
            last = min(last, walk(months_later(first, cap[0], self.law.sticky), cap[1]))
        day = first
        while day < last:
            day += ONE
            if day > self.start:
                self.excluded.add(day)

    def extend(self, row: Row) -> None:
        approved = row["approved_on"]
        if approved is None or approved > self.on or approved < self.start:
            return
        if self.closed is not None and approved > self.closed:
            return
        if (self.converted is not None and approved < self.converted) or approved > self.expires:
            return
        for place, step in enumerate(self.law.steps):
            allowed = row["approver"] is None or row["approver"] in step["approvers"]
            if allowed and self.uses.get(place, 0) < (step["times"] or 10**6):
                self.lengthen(place, step, row)
                return

    def lengthen(self, place: int, step: Row, row: Row) -> None:
        asked = (row["added_months"] or 0, row["added_days"] or 0)
        stated = row["added_months"] is not None or row["added_days"] is not None
        most = step["most"]
        if not stated and most is None:
            return
        if most is not None:
            reached = [
                self.base(self.more_months + m, self.more_days + d) for m, d in (asked, most)
            ]
            if not stated or reached[0] > reached[1]:
                asked = most
        self.uses[place] = self.uses.get(place, 0) + 1
        self.more_months += asked[0]
        self.more_days += asked[1]


def sort_key(row: Row) -> tuple[date, str]:
    day = row["approved_on"] if row["kind"] == "extended" else row["starts_on"]
    return (day or date.min, row["kind"])


def deadline(
    law: Law,
    case: Row,
    intervals: list[Row],
    events: list[Row],
    on: date,
    rests: Callable[[date], bool | None],
) -> tuple[date, date | None, int]:
    """(plain, legal or None where the calendar is not known, excluded days)."""
    start, converted = case["filed_on"], None
    for event in events:
        usable = event["happened_on"] <= min(on, case["closed_on"] or on)
        if usable and law.restarts:
            start = max(start, event["happened_on"])
        elif usable:
            converted = max(converted or date.min, event["happened_on"])
    clock = Clock(law, start, on, case["closed_on"], bool(case["in_custody"]), rests, converted)
    for row in sorted(intervals, key=sort_key):
        clock.take(row)
    return clock.plain, clock.legal, len(clock.excluded)
