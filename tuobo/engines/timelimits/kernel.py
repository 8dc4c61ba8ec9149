"""The deadline of each case from its limit and start alone: base, warning, plain and rolled.

Works on blocks of cases. Of a large set of cases `clock_table` has most clocks ready, which the
same pass made. What lengthens a clock or stops it is in `sequence`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.days import NONE, Days, Flags, add_months, in_range
from tuobo.engines.timelimits.tables import NO_ROLL, ROLL_UNLESS_CUSTODY, LimitTable, Spans


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

    def put(self, at: NDArray[np.intp], found: Clocks) -> None:
        """Takes the clocks found for these cases."""
        for field in fields(self):
            getattr(self, field.name)[at] = getattr(found, field.name)


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
class Block:
    """What the base pass needs of a block of cases; date columns that nobody filled are absent."""

    groups: NDArray[np.int32]
    dates: Mapping[str, Days]
    in_custody: Flags

    def taken(self, at: NDArray[np.intp]) -> Block:
        dates = {name: days[at] for name, days in self.dates.items()}
        return Block(self.groups[at], dates, self.in_custody[at])


@dataclass(frozen=True)
class BasePass:
    """Fills `Clocks` for a block: candidates → start → in force → ends.

    `start_from` and `warn_from` name by limit the date columns that blocks bring.
    """

    counting: Counting
    groups: Sequence[tuple[int, ...]]
    start_from: tuple[tuple[str, ...], ...]
    warn_from: tuple[tuple[str, ...], ...]

    @classmethod
    def of(
        cls, counting: Counting, groups: Sequence[tuple[int, ...]], names: Collection[str]
    ) -> BasePass:
        """A pass over cases whose date columns these are; a column without dates names no start."""
        limits = counting.limits
        start_from, warn_from = (
            tuple(tuple(name for name in row if name in names) for row in sources)
            for sources in (limits.start_from, limits.warn_from)
        )
        return cls(counting, groups, start_from, warn_from)

    def among(self, groups: Sequence[tuple[int, ...]]) -> BasePass:
        return replace(self, groups=tuple(groups))

    @property
    def warns_apart(self) -> Flags:
        """The limits whose warning counts from other columns than the limit itself."""
        pairs = zip(self.start_from, self.warn_from, strict=True)
        apart: Flags = self.counting.limits.warn.given & [one != other for one, other in pairs]
        return apart

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
        plain = self.counting.ends(limits.base, rows, starts)
        due = self.counting.legal(plain, self.counting.rolls(rows, block.in_custody[at]))
        into.plain[at] = plain
        into.base_due[at] = into.due[at] = due
        into.status[at[due == NONE]] = Status.CALENDAR_UNKNOWN
        self.warn(block, into, at[limits.warn.given[rows]])

    def warn(self, block: Block, into: Clocks, at: NDArray[np.intp]) -> None:
        """The warnings of these cases, whose limits have one."""
        rows = into.limit[at]
        starts = starts_from(self.warn_from, block.dates, rows, at)
        starts = np.where(in_range(starts), starts, into.start[at])
        into.warn_start[at] = starts
        into.warn[at] = self.counting.ends(self.counting.limits.warn, rows, starts)

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
        starts = starts_from(self.start_from, block.dates, rows, at)
        usable = in_range(starts)
        in_force = (starts >= limits.from_day[rows]) & (starts < limits.until_day[rows]) & usable
        exists = rows >= 0
        chosen = exists & (in_force | ~usable)
        status = np.where(usable, Status.COMPUTED, Status.START_UNKNOWN)
        into.status[at] = np.where(chosen, status, into.status[at])
        into.limit[at] = np.where(chosen, rows, into.limit[at])
        into.start[at] = np.where(chosen & usable, starts, into.start[at])


def starts_from(
    sources: tuple[tuple[str, ...], ...],
    dates: Mapping[str, Days],
    rows: NDArray[np.integer[Any]],
    at: NDArray[np.intp] | slice,
) -> Days:
    """For each case the first filled one of the date columns that its row of sources names."""
    distinct = sorted(set(sources), key=sources.count, reverse=True)
    source_of = np.array([distinct.index(names) for names in sources], np.uint8)
    wanted = source_of[rows]
    starts = _first_filled(distinct[0], dates, at, len(rows))
    for number in np.flatnonzero(np.bincount(wanted, minlength=len(distinct)))[::-1]:
        if number:
            here = np.flatnonzero(wanted == number)
            place = here if isinstance(at, slice) else at[here]
            starts[here] = _first_filled(distinct[number], dates, place, len(place))
    return starts


def _first_filled(
    names: tuple[str, ...], dates: Mapping[str, Days], at: NDArray[np.intp] | slice, size: int
) -> Days:
    if not names:
        return np.full(size, NONE, np.int32)
    found = dates[names[-1]][at]
    for name in reversed(names[:-1]):
        column = dates[name][at]
        found = np.where(column == NONE, found, column)
    return np.array(found)
