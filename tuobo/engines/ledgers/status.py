"""The states that a clock can be in."""

from __future__ import annotations

from enum import StrEnum


class ClockStatus(StrEnum):
    """not_started: nothing to run from yet; unknown: the calendar of a needed year is not known.

    met and late are about clocks that have ended, running, paused and overdue about those that
    have not.
    """

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"
    UNKNOWN = "unknown"
