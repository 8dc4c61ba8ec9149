"""Base clocks looked up: a table over (group of limits, custody, start day), filled by the pass.

The base clock of a case depends on nothing else, so that a few million cells answer for a whole
country. Cases outside the table (an odd day, limits of one group that count from different
columns) are counted by the base pass itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from tuobo.engines.timelimits.days import NONE, Days, Flags
from tuobo.engines.timelimits.kernel import BasePass, Block, Clocks, Counting, starts_from

_WORTH_A_TABLE = 4  # a table of (limit, day) pays once there are so many cases to a cell


def is_worth_a_table(counting: Counting, cases: int, first: int, last: int) -> bool:
    return last >= first and cases > _WORTH_A_TABLE * len(counting.limits.keys) * (last - first + 1)


@dataclass(frozen=True)
class ClockTable:
    """One clock for every group, in custody or not, and start in a range of days."""

    work: BasePass
    first: int
    width: int
    start_from: tuple[tuple[str, ...], ...]
    is_tabled: Flags
    warns_apart: Flags
    clocks: Clocks

    @classmethod
    def of(cls, work: BasePass, first: int, last: int) -> ClockTable:
        size, width = len(work.groups), last - first + 1
        days = np.arange(first, last + 1, dtype=np.int32)
        starts = np.tile(days, 2 * size)
        names = {name for names in (*work.start_from, *work.warn_from) for name in names}
        cells = Block(
            groups=np.repeat(np.arange(size, dtype=np.int32), 2 * width),
            dates=dict.fromkeys(names, starts),
            in_custody=np.tile(np.repeat(np.array([False, True]), width), size),
        )
        clocks = Clocks.unset(len(starts))
        work.run(cells, clocks)
        sources = [{work.start_from[row] for row in group} for group in work.groups]
        apart = work.warns_apart
        return cls(
            work,
            first,
            width,
            start_from=tuple(min(every) if every else () for every in sources),
            is_tabled=np.array([len(every) <= 1 for every in sources], np.bool_),
            warns_apart=np.array([apart[list(group)].any() for group in work.groups], np.bool_),
            clocks=clocks,
        )

    def run(self, block: Block, into: Clocks) -> None:
        """What the base pass finds for a block, most of it looked up."""
        starts = starts_from(self.start_from, block.dates, block.groups, slice(None))
        outside = self._look_up(block, starts, into)
        apart = np.flatnonzero(self.warns_apart[block.groups])
        self.work.warn(block, into, apart[into.warn_start[apart] != NONE])
        if outside.size:
            counted = Clocks.unset(outside.size)
            self.work.run(block.taken(outside), counted)
            into.put(outside, counted)

    def _look_up(self, block: Block, starts: Days, into: Clocks) -> NDArray[np.intp]:
        """Fills in what the table has; gives the places of the cases that it does not have."""
        day = starts - np.int32(self.first)
        is_inside = day.view(np.uint32) < self.width  # negative days are large when read unsigned
        is_inside &= self.is_tabled[block.groups]
        cell = block.groups.astype(np.intp)
        cell *= 2
        cell += block.in_custody
        cell *= self.width
        cell += day
        for field in fields(Clocks):
            table, found = getattr(self.clocks, field.name), getattr(into, field.name)
            np.take(table, cell, out=found, mode="clip")  # "raise" would go by a second array
        return np.flatnonzero(~is_inside)


class ClockTables:
    """The table for the groups seen so far; it is made anew when blocks bring new groups."""

    def __init__(self, work: BasePass, first: int, last: int) -> None:
        self._work, self._days = work, (first, last)
        self._lock = Lock()
        self._table: ClockTable | None = None

    def covering(self, groups: Sequence[tuple[int, ...]]) -> ClockTable:
        with self._lock:
            if self._table is None or len(self._table.is_tabled) < len(groups):
                self._table = ClockTable.of(self._work.among(groups), *self._days)
            return self._table
