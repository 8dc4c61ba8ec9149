"""The calendar against its sources and at its edges."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import holidays
import numpy as np
import pytest
from chinese_calendar import is_workday

from tests.engines.timelimits.small_court import CALENDAR, NATIONAL, RULES, a_case, day, outcome
from tuobo.core.errors import DefinitionError
from tuobo.engines.timelimits import Calendar
from tuobo.engines.timelimits.days import day_number
from tuobo.engines.timelimits.definitions import HolidayNotice

SHARED = next(
    (
        parent / "shared" / "data" / "cn_holidays"
        for parent in Path(__file__).resolve().parents
        if (parent / "shared" / "data" / "cn_holidays").is_dir()
    ),
    None,
)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_the_notices_agree_with_chinesecalendar_on_every_day() -> None:
    """2004–2006 come from the package alone; 2007–2026 from the notices in content."""
    for at in every_day(date(2004, 1, 1), date(2026, 12, 31)):
        assert CALENDAR.is_rest_day(at) is not is_workday(at), at


def test_the_notices_agree_with_a_second_package_since_2010() -> None:
    china = holidays.country_holidays("CN", years=range(2010, 2027))
    for at in every_day(date(2010, 1, 1), date(2026, 12, 31)):
        assert CALENDAR.is_rest_day(at) is not china.is_working_day(at), at


@pytest.mark.shared
@pytest.mark.skipif(SHARED is None, reason="the shared data are not beside the checkout")
def test_the_notices_agree_with_the_shared_table() -> None:
    assert SHARED is not None
    path = SHARED / "cn_holidays_2007_2026.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 678
    for row in rows:
        assert CALENDAR.is_rest_day(day(row["date"])) is (row["is_off_day"] == "True"), row


def test_a_year_without_a_notice_is_unknown_and_never_guessed() -> None:
    assert CALENDAR.known_range == (date(2004, 1, 1), date(2026, 12, 31))
    assert CALENDAR.is_rest_day(date(2027, 1, 4)) is None  # a Monday
    found = outcome(a_case(filed_on="2026-09-15"))  # 15 March 2027, a Monday
    assert found["limit_status"] == "calendar_unknown"
    assert (found["due_plain_on"], found["due_on"]) == (date(2027, 3, 15), None)
    assert found["base_due_on"] is None


def test_a_limit_that_does_not_roll_needs_no_calendar() -> None:
    """In custody, accepted 1 November 2026, 3 months: 1 February 2027, whatever the notice says."""
    found = outcome(
        a_case(case_word="刑初", matter="public_prosecution", procedure="ordinary",
               accepted_on="2026-11-01", filed_on="2026-11-01", in_custody=True)
    )  # fmt: skip
    assert (found["limit_status"], found["due_on"]) == ("computed", date(2027, 2, 1))


def test_a_roll_that_leaves_the_known_years_is_unknown() -> None:
    known = CALENDAR.known_range[1]
    assert known is not None
    saturday = np.array([day_number(date(2026, 12, 26))], np.int32)
    assert CALENDAR.rolled(saturday)[0] == day_number(date(2026, 12, 28))
    beyond = CALENDAR.add_working_days(np.array([day_number(known)], np.int32), 1)
    assert beyond[0] < -(10**9)


def test_a_new_notice_makes_its_year_known() -> None:
    """A court adds a notice of 2027 in which Monday 15 March rests and Saturday the 20th works."""
    notices = NATIONAL.load("calendars", HolidayNotice)
    source = RULES["overdue"].source
    notice = HolidayNotice(
        year=2027, rest_days=("2027-03-13..2027-03-15",), worked_days=(date(2027, 3, 20),),
        papers=("a notice of the future",), source=source,
    )  # fmt: skip
    calendar = Calendar.from_notices([*notices, notice])
    assert calendar.is_rest_day(date(2027, 3, 15)) is True
    assert calendar.is_rest_day(date(2027, 3, 20)) is False
    monday = np.array([day_number(date(2027, 3, 15))], np.int32)
    assert calendar.rolled(monday)[0] == day_number(date(2027, 3, 16))


def test_an_unreadable_notice_is_refused() -> None:
    notice = HolidayNotice(
        year=2027, rest_days=("Spring Festival",), papers=(), source=RULES["overdue"].source
    )
    with pytest.raises(DefinitionError) as refused:
        Calendar.from_notices([notice])
    assert refused.value.code == "calendar.unreadable"
