"""A docket opened for reading: cases by row, a case by its number, the rows of a case.

Frames are mapped from disk and shared by all threads; nothing here writes, and nothing waits.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tuobo.engines.docket.columns import AT, CASE
from tuobo.engines.docket.keeping import About, opened
from tuobo.engines.docket.writing import NUMBER_ORDER, NUMBER_RANK

Rows = NDArray[np.uint32]
"""Places of cases in the docket."""
_NONE = np.int64(2**62)
_ORDERS_KEPT = 8
_NARROW = 1 << 16


class Docket:
    """All cases of one data version as pages show them."""

    def __init__(self, about: About, tables: dict[str, pl.DataFrame]) -> None:
        self.about = about
        self.case = tables[CASE]
        self._tables = tables
        self._codes: dict[tuple[str, str], dict[str, int]] = {}
        self._orders: dict[tuple[str, bool], Rows] = {}
        self._lock = Lock()

    @classmethod
    def open(cls, folder: Path, name: str) -> Docket:
        """A docket of a store by its name; raises StateError `docket.damaged`."""
        return cls(*opened(folder, name))

    def __len__(self) -> int:
        return self.case.height

    def table(self, name: str) -> pl.DataFrame:
        """One of the tables, whole; empty if the data version has no rows of it."""
        return self._tables.get(name, _NO_ROWS)

    def find(self, case_number: str) -> int | None:
        """The row of a case; its number must be written as it is stored."""
        numbers, order = self.case["case_number"], self.case[NUMBER_ORDER]
        at = bisect_left(range(len(self)), case_number, key=lambda i: numbers[order[i]])
        if at == len(self) or numbers[order[at]] != case_number:
            return None
        return int(order[at])

    def rows_of(self, table: str, row: int) -> pl.DataFrame:
        """The rows of one case in another table, in the order of their days."""
        whole = self.table(table)
        first = whole[AT].search_sorted(row, side="left")
        last = whole[AT].search_sorted(row, side="right")
        return whole.slice(first, last - first)

    def code(self, column: str, text: str, table: str = CASE) -> int | None:
        """The number of a text in a coded column; None where it does not occur."""
        codes = self._codes.get((table, column))
        if codes is None:
            codes = {one: at for at, one in enumerate(self.texts(column, table))}
            self._codes[table, column] = codes
        return codes.get(text)

    def texts(self, column: str, table: str = CASE) -> list[str]:
        """The texts that occur in a coded column, in their official order."""
        kind = self.table(table).schema.get(column)
        return kind.categories.to_list() if isinstance(kind, pl.Enum) else []

    @cached_property
    def spans(self) -> dict[str, tuple[int, int]]:
        """First row and end of each court: cases lie by court."""
        runs = self.case.select(pl.col("court").rle().alias("run")).unnest("run")
        ends = np.cumsum(runs["len"].to_numpy())
        starts = ends - runs["len"].to_numpy()
        return {
            court: (int(start), int(end))
            for court, start, end in zip(runs["value"].to_list(), starts, ends, strict=True)
            if court is not None
        }

    def key_rows(self) -> Rows:
        """By case_key: the row of each case; `len(self)` where no case has the key."""
        return self._key_rows

    @cached_property
    def _key_rows(self) -> Rows:
        keys = self.case["case_key"].to_numpy()
        rows = np.full(int(keys.max(initial=-1)) + 1, len(self), np.uint32)
        rows[keys] = np.arange(len(self), dtype=np.uint32)
        return rows

    def in_order(self, rows: Rows, column: str, *, descending: bool) -> Rows:
        """These rows by a column, empty cells last; equal ones as the docket has them."""
        if len(rows) * 4 < len(self):
            keys = _sort_keys(self.case[_sorted_by(column)].gather(rows), descending=descending)
            return rows[np.argsort(keys, kind="stable")]
        order = self._order(column, descending=descending)
        if len(rows) == len(self):
            return order
        chosen = np.zeros(len(self), np.bool_)
        chosen[rows] = True
        return order[chosen[order]]

    def _order(self, column: str, *, descending: bool) -> Rows:
        """All rows by a column; the last few such orders are kept."""
        with self._lock:
            found = self._orders.pop((column, descending), None)
            if found is None:
                keys = _sort_keys(self.case[_sorted_by(column)], descending=descending)
                found = np.argsort(keys, kind="stable").astype(np.uint32)
            self._orders[column, descending] = found
            while len(self._orders) > _ORDERS_KEPT:
                self._orders.pop(next(iter(self._orders)))
            return found


_NO_ROWS = pl.DataFrame(schema={AT: pl.UInt32})


def _sorted_by(column: str) -> str:
    """Case numbers are sorted as people count them: 9 before 10."""
    return NUMBER_RANK if column == "case_number" else column


def _sort_keys(values: pl.Series, *, descending: bool) -> NDArray[np.integer]:
    """Numbers that sort as the values do; as narrow as they can be, because that sorts faster."""
    numbers = values.to_physical().cast(pl.Int64)
    first, last = numbers.min(), numbers.max()
    if not isinstance(first, int) or not isinstance(last, int):
        return np.zeros(len(values), np.uint16)
    shifted = last - numbers if descending else numbers - first
    is_narrow = last - first < _NARROW - 1
    none = _NARROW - 1 if is_narrow else int(_NONE)
    keys = shifted.fill_null(none).to_numpy()
    return keys.astype(np.uint16) if is_narrow else keys
