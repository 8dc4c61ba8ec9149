"""Periods of a report: its default, what it is compared with, and how they are said in Chinese."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, TypeAlias, assert_never

from tuobo.core.errors import RequestError
from tuobo.core.period import Period, month_index

Span: TypeAlias = Literal["month", "quarter", "half_year", "year_to_date"]
_NAMED = {
    (0, 12): "",
    (0, 6): "上半年",
    (6, 6): "下半年",
    (0, 3): "第一季度",
    (3, 3): "第二季度",
    (6, 3): "第三季度",
    (9, 3): "第四季度",
}


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


def said(period: Period) -> str:
    """A period as official texts say it.

    >>> said(Period.of("2025H1")), said(Period.of("2025Q3")), said(Period.of("2025-01..2025-08"))
    ('2025年上半年', '2025年第三季度', '2025年1月至8月')
    """
    if not period.is_whole_months:
        return f"{said_day(period.start)}至{said_day(period.last_day)}"
    first, last = period.months[0], period.months[-1]
    year, month, length = first // 12, first % 12, last - first + 1
    if length == 1:
        return f"{year}年{month + 1}月"
    if last // 12 != year:
        return f"{year}年{month + 1}月至{last // 12}年{last % 12 + 1}月"
    if (month, length) in _NAMED:
        return f"{year}年{_NAMED[month, length]}"
    return f"{year}年{month + 1}月至{last % 12 + 1}月"


def said_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _months(period: Period) -> tuple[int, int]:
    if not period.is_whole_months:
        raise RequestError("compose.needs_whole_months", period=period)
    return period.months[0], period.months[-1]
