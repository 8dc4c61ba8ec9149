"""A grid of tasks and periods: each cell opens the entry of a task for a month or quarter.

A past cell without an entry is hatched; a future one is grey. Nothing is computed from effort.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CellState(StrEnum):
    """done: there is an entry; missing: the period is over and there is none; open: it runs."""

    DONE = "done"
    MISSING = "missing"
    OPEN = "open"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """A cell; `address` opens its entry, `word` is its status, `told` the whole of it."""

    state: CellState
    word: str = ""
    address: str = ""
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class GridRow:
    name: str
    cells: tuple[GridCell, ...]
    address: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PeriodGrid:
    """Rows of tasks under the names of periods; `head` names what the rows are."""

    caption: str
    head: str
    periods: tuple[str, ...]
    rows: tuple[GridRow, ...]
