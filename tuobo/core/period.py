"""Half-open periods of whole days and the months they are made of.

A `Period` holds its first day and not its end: `Period.of("2025-03")` is [2025-03-01, 2025-04-01).
Court people write 2025, 2025-03, 2025Q1, 2025H1 or 2025-01..2025-06; all are read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tuobo.core.errors import RequestError

_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_YEAR = re.compile(r"^(\d{4})$")
_QUARTER = re.compile(r"^(\d{4})Q([1-4])$", re.IGNORECASE)
_HALF = re.compile(r"^(\d{4})H([12])$", re.IGNORECASE)
_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def month_index(day: date) -> int:
    """Months since year 0: a dense integer that orders months and can be subtracted.

    >>> month_index(date(2025, 3, 31)) - month_index(date(2024, 12, 1))
    3
    """
    return day.year * 12 + day.month - 1


def month_start(index: int) -> date:
    """First day of the month with that index."""
    return date(index // 12, index % 12 + 1, 1)


def month_label(index: int) -> str:
    """A month as 2025-03."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """The days from `start` up to but not including `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise RequestError("period.empty", start=self.start, end=self.end)

    @classmethod
    def of(cls, text: str) -> Period:
        """Read 2025, 2025-03, 2025Q1, 2025H1, a day, or two of them joined by '..'.

        >>> str(Period.of("2025Q1"))
        '2025-01..2025-03'
        """
        first, joined, last = text.strip().partition("..")
        if joined:
            return cls(_one(first).start, _one(last).end)
        return _one(first)

    @classmethod
    def of_months(cls, first: int, last: int) -> Period:
        """The months from index `first` to index `last`, both included."""
        return cls(month_start(first), month_start(last + 1))

    @property
    def months(self) -> range:
        """Indices of the months that begin inside; exact only if `is_whole_months`."""
        return range(month_index(self.start), month_index(self.end - timedelta(days=1)) + 1)

    @property
    def is_whole_months(self) -> bool:
        return self.start.day == 1 and self.end.day == 1

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        if not self.is_whole_months:
            return f"{self.start.isoformat()}..{self.last_day.isoformat()}"
        first, last = self.months[0], self.months[-1]
        return month_label(first) if first == last else f"{month_label(first)}..{month_label(last)}"


def _one(text: str) -> Period:
    text = text.strip()
    try:
        if found := _YEAR.match(text):
            year = int(found[1])
            return Period.of_months(year * 12, year * 12 + 11)
        if found := _QUARTER.match(text):
            first = int(found[1]) * 12 + (int(found[2]) - 1) * 3
            return Period.of_months(first, first + 2)
        if found := _HALF.match(text):
            first = int(found[1]) * 12 + (int(found[2]) - 1) * 6
            return Period.of_months(first, first + 5)
        if found := _MONTH.match(text):
            index = month_index(date(int(found[1]), int(found[2]), 1))
            return Period.of_months(index, index)
        if found := _DAY.match(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return Period(day, day + timedelta(days=1))
    except ValueError:
        pass
    raise RequestError("period.unreadable", text=text)
