"""Until which day a reminder is to be answered, unless its sender says otherwise."""

from __future__ import annotations

from datetime import date

import numpy as np

from tuobo.engines.timelimits import Calendar
from tuobo.engines.timelimits.days import day_number, day_of
from tuobo.records.supervision.rules import ReminderKind


def answer_day(calendar: Calendar, kind: ReminderKind, today: date) -> date | None:
    """So many working days after today; None where the calendar of those days is not known yet.

    Then the sender types a day, as guessing working days would be wrong around holidays.
    """
    start = np.array([day_number(today)], np.int32)
    return day_of(int(calendar.add_working_days(start, kind.answer_within_working_days)[0]))
