"""Periods of a report: its default, and what it is compared with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, TypeAlias, assert_never

from tuobo.core.errors import RequestError
from tuobo.core.period import Period, month_index

Span: TypeAlias = Literal["month", "quarter", "half_year", "year_to_date"]


def default_period(span: Span, as_of: date) -> Period:
    """The latest span that is over on that day; a year so far ends with its last whole month.

    >>> str(default_period("quarter", date(2025, 8, 30)))
    '2025-04..2025-06'
    >>> str(default_period("year_to_date", date(2025, 8, 30)))
    '2025-01..2025-07'
    """
    over = month_index(as_of + timedelta(days=1)) - 1
    match span:
        case "month":
            return Period.of_months(over, over)
        case "quarter":
            last = over - (over + 1) % 3
            return Period.of_months(last - 2, last)
        case "half_year":
            last = over - (over + 1) % 6
            return Period.of_months(last - 5, last)
        case "year_to_date":
            return Period.of_months(over - over % 12, over)
        case _:
            assert_never(span)


def year_before(period: Period) -> Period:
    """The same months of the year before."""
    first, last = _months(period)
    return Period.of_months(first - 12, last - 12)


def period_before(period: Period) -> Period:
    """As many months as the period has, directly before it."""
    first, last = _months(period)
    length = last - first + 1
    return Period.of_months(first - length, first - 1)


def _months(period: Period) -> tuple[int, int]:
    if not period.is_whole_months:
        raise RequestError("compose.needs_whole_months", period=period)
    return period.months[0], period.months[-1]
