"""Which limits a case may come under, decided once for each combination of selecting columns.

Values of a column that no limit tells apart share a class, so the combinations are few: a
decision is looked up for a block of cases and only made for a combination that is new. The day
on which a limit must be in force is not looked at here, because each limit counts from its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.book_checks import accepts, meet_in_time
from tuobo.engines.timelimits.columns import Value, physical, values_of
from tuobo.engines.timelimits.days import Days
from tuobo.engines.timelimits.definitions import Limit

_UNDECIDED = np.int32(-1)


@dataclass(frozen=True)
class Selector:
    """One selecting column: the physical code of a cell → the class of its value."""

    column: str
    class_of: NDArray[np.uint8]
    members: tuple[Value, ...]

    def classes(self, cells: pl.Series) -> NDArray[np.uint8]:
        found: NDArray[np.uint8] = self.class_of[physical(cells, len(self.class_of) - 1)]
        return found


@dataclass
class Matcher:
    """Combination of classes → the rows of the limits that may govern it (a group).

    `groups` is a growing list, group 0 being "no limit". Decisions are idempotent, so that two
    threads may make the same one at once.
    """

    limits: Sequence[Limit]
    selectors: tuple[Selector, ...]
    groups: list[tuple[int, ...]] = field(default_factory=lambda: [()])
    decided: NDArray[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        sizes = [len(selector.members) for selector in self.selectors]
        self.decided = np.full(int(np.prod(sizes, dtype=np.int64)), _UNDECIDED)

    def group_of(self, frame: pl.DataFrame) -> NDArray[np.int32]:
        """The group of each case of a block."""
        combined: Days = np.zeros(frame.height, np.int32)
        for selector in self.selectors:
            if len(selector.members) > 1:
                combined *= len(selector.members)
                combined += selector.classes(frame[selector.column])
        found = self.decided[combined]
        if (found == _UNDECIDED).any():
            for combination in np.unique(combined[found == _UNDECIDED]):
                self.decided[combination] = self._decide(int(combination))
            found = self.decided[combined]
        return found

    def _decide(self, combination: int) -> int:
        values: dict[str, Value] = {}
        for selector in reversed(self.selectors):
            combination, place = divmod(combination, len(selector.members))
            values[selector.column] = selector.members[place]
        rows = [row for row, limit in enumerate(self.limits) if governs(limit, values)]
        # Later law first: of two that are both in force, the newer one governs.
        rows.sort(key=lambda row: self.limits[row].in_force.start or date.min, reverse=True)
        claims = combinations([self.limits[row] for row in rows], 2)
        if any(
            one.id != two.id and meet_in_time(one.in_force, two.in_force) for one, two in claims
        ):
            rows = []  # two limits claim the case: its codes contradict one another
        ordered = tuple(rows)
        if ordered not in self.groups:
            self.groups.append(ordered)
        return self.groups.index(ordered)


def governs(limit: Limit, values: Mapping[str, Value]) -> bool:
    """Whether a limit's selection accepts these values; a column not given counts as empty."""
    named = (*limit.applies, *limit.unless)
    return all(accepts(limit, column, values.get(column)) for column in named)


def selecting_columns(book: LimitBook) -> tuple[str, ...]:
    """The case columns that any limit selects by."""
    names = (name for limit in book.limits for name in (*limit.applies, *limit.unless))
    return tuple(dict.fromkeys(names))


def matcher_for(frame: pl.DataFrame, book: LimitBook) -> Matcher:
    """A matcher for the codes that this frame holds. Text columns must be coded already."""
    selectors = [_selector(frame[name], book.limits) for name in selecting_columns(book)]
    selectors.sort(key=lambda selector: len(selector.members))
    return Matcher(book.limits, tuple(selectors))


def _selector(cells: pl.Series, limits: Sequence[Limit]) -> Selector:
    column = cells.name
    values, codes = values_of(cells)
    named = {
        value
        for limit in limits
        for value in (*limit.applies.get(column, ()), *limit.unless.get(column, ()))
    }
    classes: dict[tuple[bool, ...] | None, int] = {}
    members: list[Value] = []
    class_of = np.zeros(max(codes, default=-1) + 2, np.uint8)
    for value, code in zip((*values, None), (*codes, len(class_of) - 1), strict=True):
        # All values that no limit names are alike.
        signature = _signature(column, value, limits) if value in named else None
        if signature not in classes:
            classes[signature] = len(members)
            members.append(value)
        class_of[code] = classes[signature]
    return Selector(column, class_of, tuple(members))


def _signature(column: str, value: Value, limits: Sequence[Limit]) -> tuple[bool, ...]:
    return tuple(accepts(limit, column, value) for limit in limits)
