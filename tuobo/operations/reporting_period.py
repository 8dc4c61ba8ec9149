"""The period that a court reports when nobody names one."""

from __future__ import annotations

from datetime import date

from tuobo.core.period import Period, month_index


def year_so_far(as_of: date) -> Period:
    """From 1 January to the end of the month of that day, as courts report 1月至X月."""
    return Period.of_months(as_of.year * 12, month_index(as_of))
