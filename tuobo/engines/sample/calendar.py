"""Days as whole numbers (since 1970-01-01) for drawing many at once, and the court's working days.

`NONE` stands for a missing day while arrays are computed; tables get nulls. Statutory counting is
not here: the time-limit engine does that. The sample only needs to stay clear of every reading.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from tuobo.engines.sample.plan import CourtPlan

Days: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

NONE = -99999
_EPOCH = date(1970, 1, 1)
_FIRST = (date(2020, 1, 1) - _EPOCH).days
_LAST = (date(2030, 1, 1) - _EPOCH).days


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def add_months(days: Days, months: int | Days) -> Days:
    """The corresponding day so many months on; the month's last day where there is none."""
    whole = days.astype("datetime64[D]")
    month = whole.astype("datetime64[M]")
    day_of_month = (whole - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.asarray(months, dtype="timedelta64[M]")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - 1
    moved: Days = np.minimum(target.astype("datetime64[D]").astype(np.int64) + day_of_month, last)
    return moved


def as_date(name: str) -> pl.Expr:
    """A column of day numbers as dates, `NONE` as null."""
    column = pl.col(name)
    return pl.when(column != NONE).then(column.cast(pl.Int32).cast(pl.Date)).alias(name)


def only_where(
    known: Flags, values: Days | Flags | npt.NDArray[np.object_], kind: type[pl.DataType]
) -> pl.Series:
    """The values of some rows, null for all others."""
    return pl.Series(
        [value if keep else None for value, keep in zip(values.tolist(), known, strict=True)],
        dtype=kind,
    )


class WorkingDays:
    """The days on which the court works: weekdays outside its closed days.

    A missing day (`NONE`) gives some day; the caller leaves it missing.
    """

    def __init__(self, plan: CourtPlan) -> None:
        numbers = np.arange(_FIRST, _LAST)
        is_open = (numbers + 3) % 7 < 5  # 1970-01-01 was a Thursday
        for start, end in plan.closed_days:
            is_open[day_number(start) - _FIRST : day_number(end) - _FIRST + 1] = False
        self._open = is_open
        open_days = np.where(is_open, numbers, 0)
        self._before: Days = np.maximum.accumulate(open_days)
        later = np.where(is_open, numbers, _LAST)
        self._after: Days = np.minimum.accumulate(later[::-1])[::-1]

    def at_or_before(self, days: Days) -> Days:
        """Each day itself, or the last working day before it."""
        found: Days = self._before[np.clip(days - _FIRST, 0, _LAST - _FIRST - 1)]
        return found

    def at_or_after(self, days: Days) -> Days:
        """Each day itself, or the next working day after it."""
        found: Days = self._after[np.clip(days - _FIRST, 0, _LAST - _FIRST - 1)]
        return found

    def between(self, start: int, end: int) -> Days:
        """All working days from `start` up to but not including `end`."""
        numbers = np.arange(start, end)
        found: Days = numbers[self._open[numbers - _FIRST]]
        return found
