"""The deadline of each case from its limit and start alone: base, warning, plain and rolled.

Works on blocks of cases with look-up tables, because a table of (limit, day) → day is fifty times
faster than date arithmetic. What lengthens a clock or stops it is in `sequence`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.days import NONE, Days, Flags, add_months, in_range
from tuobo.engines.timelimits.tables import NO_ROLL, ROLL_UNLESS_CUSTODY, LimitTable, Spans

_WORTH_A_TABLE = 4  # a table of (limit, day) pays once there are so many cases to a cell


class Status(IntEnum):
    """The codes of vocabulary limit_status, in its order."""

    COMPUTED = 0
    NO_LIMIT = 1
    NO_RULE_IN_FORCE = 2
    START_UNKNOWN = 3
    CALENDAR_UNKNOWN = 4


@dataclass
class Clocks:
    """One row a case: the limit that governs it (-1: none), its start and where it ends."""

    limit: NDArray[np.int16]
    status: NDArray[np.uint8]
    start: Days
    warn_start: Days
    base_due: Days
    warn: Days
    plain: Days
    due: Days

    @classmethod
    def unset(cls, size: int) -> Clocks:
        """Room for so many cases; the base pass clears each block before it fills it."""
        days = (np.empty(size, np.int32) for _ in range(6))
        return cls(np.empty(size, np.int16), np.empty(size, np.uint8), *days)

    def clear(self) -> None:
        self.limit[:] = -1
        self.status[:] = Status.NO_RULE_IN_FORCE
        for days in (
            self.start, self.warn_start, self.base_due, self.warn, self.plain, self.due,
        ):  # fmt: skip
            days[:] = NONE

    def part(self, at: slice) -> Clocks:
        """The same arrays seen through a window: what is written there is written here."""
        return Clocks(*(getattr(self, field.name)[at] for field in fields(self)))


@dataclass(frozen=True)
class Counting:
    """The tables that days are counted with."""

    limits: LimitTable
    calendar: Calendar

    def ends(
        self, spans: Spans, rows: NDArray[np.int16], starts: Days, more_months: Days | int = 0
    ) -> Days:
        """Where spans end that begin on `starts`; a half month's 15 days come after the months."""
        months = spans.months[rows] + more_months
        plain = add_months(starts, months, sticky=self.limits.sticky[rows]) + spans.days[rows]
        working = spans.working_days[rows]
        if working.any():
            counted = self.calendar.add_working_days(starts, working)
            plain = np.where(working > 0, counted, plain)
        return plain.astype(np.int32)

    def legal(self, plain: Days, rolls: Flags) -> Days:
        """Rolled to a working day where the rule rolls; NONE where that cannot be known."""
        return np.where(rolls, self.calendar.rolled(plain), plain)

    def rolls(self, rows: NDArray[np.int16], in_custody: Flags) -> Flags:
        """Whether the last day rolls; a defendant in custody does not wait (刑诉法 105)."""
        how = self.limits.rolls[rows]
        rolls: Flags = (how != NO_ROLL) & ~((how == ROLL_UNLESS_CUSTODY) & in_custody)
        return rolls


@dataclass(frozen=True)
class Ends:
    """Ends of one kind of span for every limit and every start in a range of days."""

    counting: Counting
    spans: Spans
    first: int
    by_limit_and_day: Days

    @classmethod
    def of(cls, counting: Counting, spans: Spans, first: int, last: int) -> Ends:
        days = np.arange(first, last + 1, dtype=np.int32)
        rows = np.arange(len(spans.given), dtype=np.int16)
        pairs_of_rows = np.repeat(rows, len(days))
        ends = counting.ends(spans, pairs_of_rows, np.tile(days, len(rows)))
        return cls(counting, spans, first, ends.reshape(len(rows), len(days)))

    def __getitem__(self, at: tuple[NDArray[np.int16], Days]) -> Days:
        rows, starts = at
        day = starts - self.first
        width = self.by_limit_and_day.shape[1]
        outside = day.view(np.uint32) >= width  # negative days are large when read unsigned
        if not outside.any():
            return self.by_limit_and_day[rows, day]
        found = self.by_limit_and_day[rows, np.where(outside, 0, day)]
        found[outside] = self.counting.ends(self.spans, rows[outside], starts[outside])
        return found


def is_worth_a_table(counting: Counting, cases: int, first: int, last: int) -> bool:
    return last >= first and cases > _WORTH_A_TABLE * len(counting.limits.keys) * (last - first + 1)


@dataclass(frozen=True)
class Block:
    """What the base pass needs of a block of cases."""

    groups: NDArray[np.int32]
    dates: Mapping[str, Days]
    in_custody: Flags


@dataclass(frozen=True)
class BasePass:
    """Fills `Clocks` for a block: candidates → start → in force → ends."""

    counting: Counting
    groups: list[tuple[int, ...]]
    base_ends: Ends | None = None
    warn_ends: Ends | None = None

    def run(self, block: Block, into: Clocks) -> None:
        into.clear()
        if len(self.groups) == 1:
            return  # no limit governs any of the combinations seen
        self._choose(block, into)
        limits = self.counting.limits
        runs = (into.limit >= 0) & (into.status == Status.COMPUTED)
        into.status[runs & ~limits.has_limit[into.limit]] = Status.NO_LIMIT
        at = np.flatnonzero(runs & limits.has_limit[into.limit])
        rows, starts = into.limit[at], into.start[at]
        plain = self._ends(self.base_ends, limits.base, rows, starts)
        due = self.counting.legal(plain, self.counting.rolls(rows, block.in_custody[at]))
        into.plain[at] = plain
        into.base_due[at] = into.due[at] = due
        into.status[at[due == NONE]] = Status.CALENDAR_UNKNOWN
        self._warn(block, into, at[limits.warn.given[rows]])

    def _warn(self, block: Block, into: Clocks, at: NDArray[np.intp]) -> None:
        limits = self.counting.limits
        starts = _starts(limits.warn_from, block.dates, into.limit[at], at)
        starts = np.where(in_range(starts), starts, into.start[at])
        into.warn_start[at] = starts
        into.warn[at] = self._ends(self.warn_ends, limits.warn, into.limit[at], starts)

    def _ends(
        self, table: Ends | None, spans: Spans, rows: NDArray[np.int16], starts: Days
    ) -> Days:
        return table[rows, starts] if table else self.counting.ends(spans, rows, starts)

    def _choose(self, block: Block, into: Clocks) -> None:
        """The first candidate that is in force on the start day by its own way of counting."""
        most = max(len(group) for group in self.groups)
        padded = np.full((len(self.groups), most + 1), -1, np.int16)
        for row, group in enumerate(self.groups):
            padded[row, : len(group)] = group
        waiting: NDArray[np.intp] | slice = slice(None)
        for rank in range(most):
            rows = padded[:, rank][block.groups[waiting]]
            self._try(block, into, waiting, rows)
            if rank + 1 < most:
                undecided = into.status == Status.NO_RULE_IN_FORCE
                waiting = np.flatnonzero(undecided & (padded[:, rank + 1][block.groups] >= 0))

    def _try(
        self, block: Block, into: Clocks, at: NDArray[np.intp] | slice, rows: NDArray[np.int16]
    ) -> None:
        limits = self.counting.limits
        starts = _starts(limits.start_from, block.dates, rows, at)
        usable = in_range(starts)
        in_force = (starts >= limits.from_day[rows]) & (starts < limits.until_day[rows]) & usable
        exists = rows >= 0
        chosen = exists & (in_force | ~usable)
        status = np.where(usable, Status.COMPUTED, Status.START_UNKNOWN)
        into.status[at] = np.where(chosen, status, into.status[at])
        into.limit[at] = np.where(chosen, rows, into.limit[at])
        into.start[at] = np.where(chosen & usable, starts, into.start[at])


def _starts(
    sources: tuple[tuple[str, ...], ...],
    dates: Mapping[str, Days],
    rows: NDArray[np.int16],
    at: NDArray[np.intp] | slice,
) -> Days:
    """For each case the first filled one of the date columns that its limit counts from."""
    distinct = sorted(set(sources), key=sources.count, reverse=True)
    source_of = np.array([distinct.index(names) for names in sources], np.uint8)
    wanted = source_of[rows]
    starts = _first_filled(distinct[0], dates, at)
    for number in np.flatnonzero(np.bincount(wanted, minlength=len(distinct)))[::-1]:
        if number:
            here = np.flatnonzero(wanted == number)
            place = here if isinstance(at, slice) else at[here]
            starts[here] = _first_filled(distinct[number], dates, place)
    return starts


def _first_filled(
    names: tuple[str, ...], dates: Mapping[str, Days], at: NDArray[np.intp] | slice
) -> Days:
    found = dates[names[-1]][at]
    for name in reversed(names[:-1]):
        column = dates[name][at]
        found = np.where(column == NONE, found, column)
    return np.array(found)
