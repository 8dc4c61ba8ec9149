"""The only place that asks the machine for the time. Engines take the day as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COURT_TIME = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in the court's time zone."""
    return datetime.now(COURT_TIME).date()
