"""What a computation of deadlines returns: the `deadline` table and the fate of each interval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.cores import all_on_cores
from tuobo.engines.timelimits.days import NONE, Days, bits_where, dates_of
from tuobo.engines.timelimits.kernel import Clocks, Status
from tuobo.engines.timelimits.ledger import Ledger
from tuobo.engines.timelimits.sequence import ItemStatus

NO_RULE = ""
_MOST_IN_A_BYTE = 255


@dataclass
class Totals:
    """What extensions and pauses add up to, one row a case."""

    extensions: Days
    extended: Days
    excluded: Days
    open_since: Days

    @classmethod
    def unset(cls, size: int) -> Totals:
        """Nothing for so many cases; `clear` makes `open_since` so, block by block."""
        extensions, extended, excluded = (np.zeros(size, np.int32) for _ in range(3))
        return cls(extensions, extended, excluded, np.empty(size, np.int32))

    def clear(self, at: slice) -> None:
        self.open_since[at] = NONE


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """`frame` has the columns of facts/deadline.yaml, row by row as the case table came.

    `items` has one row for each row of the interval table whose case is known: `row` is its number
    in that table (from 0), `status` what became of it, `counted_days` by how much it moved the
    deadline, and the legal deadline before and after it.
    """

    frame: pl.DataFrame
    items: pl.DataFrame
    on: date
    book: LimitBook


def deadlines_of(
    cases: pl.DataFrame,
    clocks: Clocks,
    totals: Totals,
    ledger: Ledger | None,
    about: tuple[LimitBook, date, bool],
) -> Deadlines:
    book, on, coded = about
    keys = [cases[name] for name in ("case_number", "case_key") if name in cases.columns]
    frame = pl.DataFrame([*keys, *_computed(clocks, totals, book)])
    if not coded:
        frame = frame.with_columns(pl.col("limit_rule", "limit_status").cast(pl.String))
    return Deadlines(frame=frame, items=_items(ledger, keys), on=on, book=book)


def _computed(clocks: Clocks, totals: Totals, book: LimitBook) -> list[pl.Series]:
    statuses = pl.Enum([status.name.lower() for status in Status])
    dates = {
        "clock_starts_on": clocks.start,
        "base_due_on": clocks.base_due,
        "warn_due_on": clocks.warn,
        "due_plain_on": clocks.plain,
        "due_on": clocks.due,
        "open_since": totals.open_since,
    }
    *shown, since = all_on_cores(lambda name: dates_of(name, dates[name]), list(dates))
    return [
        _rules(clocks.limit, book),
        _enum("limit_status", clocks.status, statuses),
        *shown,
        pl.Series("extension_count", totals.extensions),
        pl.Series("extended_days", totals.extended),
        pl.Series("excluded_days", totals.excluded),
        since,
        since.is_not_null().alias("is_provisional"),
    ]


def _rules(limit: NDArray[np.int16], book: LimitBook) -> pl.Series:
    """The limit that governs each case; an empty cell where none does."""
    kind = pl.Enum([limit.key for limit in book.limits])
    is_byte = len(kind.categories) < _MOST_IN_A_BYTE  # so Polars stores them
    codes = np.empty(len(limit), np.uint8 if is_byte else np.uint16)
    np.maximum(limit, 0, out=codes, casting="unsafe")
    buffers = [pa.py_buffer(bits_where(limit, lambda rows: rows >= 0)), pa.py_buffer(codes)]
    stored = pa.Array.from_buffers(pa.uint8() if is_byte else pa.uint16(), len(limit), buffers)
    return pl.Series("limit_rule", stored).cat.to(kind)


def _enum(name: str, codes: NDArray[np.uint8], kind: pl.Enum) -> pl.Series:
    return pl.Series(name, codes).cat.to(kind)


def _items(ledger: Ledger | None, keys: list[pl.Series]) -> pl.DataFrame:
    if ledger is None:
        empty = pl.DataFrame([key.clear() for key in keys])
        return empty.with_columns(
            pl.lit(None, kind).alias(name) for name, kind in _ITEM_COLUMNS.items()
        )
    fates = ledger.fates
    key = keys[-1]
    own = ledger.key
    is_same = own is not None and (own.name, own.dtype) == (key.name, key.dtype)
    return pl.DataFrame(
        [
            own if is_same else key.gather(ledger.case),
            pl.Series("row", ledger.row),
            _enum("status", fates.status, _ITEM_STATUS),
            pl.Series("counted_days", fates.counted),
            dates_of("due_before_on", fates.due_before),
            dates_of("due_after_on", fates.due_after),
        ]
    )


_ITEM_STATUS = pl.Enum([status.name.lower() for status in ItemStatus])
_ITEM_COLUMNS: dict[str, pl.DataType] = {
    "row": pl.UInt32(),
    "status": _ITEM_STATUS,
    "counted_days": pl.Int32(),
    "due_before_on": pl.Date(),
    "due_after_on": pl.Date(),
}
