"""Days as whole numbers (days since 1970-01-01, as Polars and Arrow store them) and month counting.

Month arithmetic is done by look-up, because date arithmetic is a hundred times slower. A missing
or unknowable day is `NONE`. Nothing here knows holidays.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.integer[Any]]

NONE = np.int32(-(2**31))
EPOCH = date(1970, 1, 1)
FIRST_YEAR, LAST_YEAR = 1900, 2199
_PIECE = 1 << 14


def day_number(day: date) -> int:
    return (day - EPOCH).days


def day_of(number: int) -> date | None:
    """The date of a day number, None for `NONE`."""
    return None if number == NONE else EPOCH + timedelta(days=int(number))


FIRST = day_number(date(FIRST_YEAR, 1, 1))
LAST = day_number(date(LAST_YEAR, 12, 31))
LATEST_START = day_number(date(LAST_YEAR - 49, 12, 31))

_MONTHS = np.arange((FIRST_YEAR - 1970) * 12, (LAST_YEAR + 1 - 1970) * 12 + 1)
_EDGES = _MONTHS.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
_MONTH_FIRST: Days = _EDGES[:-1]
_MONTH_LENGTH: Days = np.diff(_EDGES).astype(np.int32)
_MONTH_OF: Days = np.repeat(np.arange(len(_MONTH_LENGTH), dtype=np.int32), _MONTH_LENGTH)
_DAY_OF_MONTH: Days = np.arange(FIRST, LAST + 1, dtype=np.int32) - _MONTH_FIRST[_MONTH_OF]


def in_range(days: Days) -> Flags:
    """Whether a start lies where its deadline can still be counted (1900 to 2150)."""
    return (days >= FIRST) & (days <= LATEST_START)


def add_months(days: Days, months: Whole | int, *, sticky: Flags | bool) -> Days:
    """The corresponding day some months later, the month's last day where there is none.

    With `sticky` a start on the last day of its month leads to the last day of the target month
    (刑诉解释 art. 202); otherwise 民法典 art. 202: 28 February + 1 month is 28 March.
    """
    at = days - FIRST
    from_month = _MONTH_OF[at]
    offset = _DAY_OF_MONTH[at]
    to_month = np.minimum(from_month + months, len(_MONTH_LENGTH) - 1)
    last = _MONTH_LENGTH[to_month] - 1
    ends_month = sticky & (offset == _MONTH_LENGTH[from_month] - 1)
    landed = np.where(ends_month, last, np.minimum(offset, last))
    reached: Days = (_MONTH_FIRST[to_month] + landed).astype(np.int32)
    return reached


def days_of(series: pl.Series) -> Days:
    """A date column as day numbers; empty cells become `NONE`."""
    numbers = series.cast(pl.Date).to_physical()
    if numbers.null_count():
        numbers = numbers.fill_null(int(NONE))
    filled: Days = numbers.to_numpy()
    return filled


def bits_where(numbers: Whole, test: Callable[[Whole], Flags]) -> NDArray[np.uint8]:
    """A bit for each number, as Arrow wants them; piece by piece to stay in the cache."""
    bits = np.empty(-(-len(numbers) // 8), np.uint8)
    for start in range(0, len(bits), _PIECE):
        passes = test(numbers[start * 8 : (start + _PIECE) * 8])
        bits[start : start + _PIECE] = np.packbits(passes, bitorder="little")
    return bits


def dates_of(name: str, days: Days) -> pl.Series:
    """Day numbers as a date column, without copying them; `NONE` becomes an empty cell."""
    known = bits_where(days, lambda part: part != NONE)
    buffers = [pa.py_buffer(known), pa.py_buffer(np.ascontiguousarray(days, np.int32))]
    return pl.Series(name, pa.Array.from_buffers(pa.date32(), len(days), buffers))
