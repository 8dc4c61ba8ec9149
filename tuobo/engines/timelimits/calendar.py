"""Working days and rest days: the package chinesecalendar, overlaid by content/…/calendars.

A year that neither knows is unknown: what touches such a day is answered with "calendar unknown",
never with a guess from the day of the week, because only the yearly notice of the State Council
says which weekdays rest and which weekends work (调休).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from chinese_calendar import constants

from tuobo.core.content import Content, unique
from tuobo.core.errors import DefinitionError
from tuobo.engines.timelimits.days import FIRST, LAST, NONE, Days, Flags, day_number, day_of
from tuobo.engines.timelimits.definitions import HolidayNotice

_SPAN = LAST - FIRST + 1
_MONDAY_OFFSET = 3  # 1970-01-01 was a Thursday
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Whether each day from 1900 to 2199 rests, and whether that is known at all."""

    rests: Flags
    known: Flags

    @classmethod
    def of(cls, content: Content) -> Calendar:
        notices = content.load("calendars", HolidayNotice)
        return cls.from_notices(unique(notices, "year"))

    @classmethod
    def from_notices(cls, notices: Sequence[HolidayNotice]) -> Calendar:
        """The package's years overlaid by the notices; a notice replaces all of its year."""
        numbers = np.arange(FIRST, LAST + 1)
        rests = (numbers + _MONDAY_OFFSET) % 7 >= _SATURDAY
        known = np.zeros(_SPAN, np.bool_)
        _lay(rests, constants.holidays, constants.workdays)
        years = {day.year for day in (*constants.holidays, *constants.workdays)}
        for notice in notices:
            off = tuple(_days_in(notice))
            _clear_year(rests, notice.year)
            _lay(rests, off, notice.worked_days)
        for notice in notices:  # a notice may speak of the days around its year
            _lay(rests, _days_in(notice), notice.worked_days)
        for year in years | {notice.year for notice in notices}:
            known[_year(year)] = True
        return cls(rests, known)

    @cached_property
    def roll(self) -> Days:
        """Day → itself or the next working day (民诉法 85, 刑诉法 105); NONE where not known."""
        rolled = np.arange(FIRST, LAST + 1, dtype=np.int32)
        rolled[~self.known] = NONE
        for at in np.flatnonzero(self.rests & self.known)[::-1]:
            rolled[at] = rolled[at + 1] if at + 1 < _SPAN else NONE
        return rolled

    @cached_property
    def _working(self) -> Days:
        return np.flatnonzero(self.known & ~self.rests).astype(np.int32)

    @cached_property
    def _unknown_until(self) -> Days:
        return np.concatenate([[0], np.cumsum(~self.known)]).astype(np.int32)

    def rolled(self, days: Days) -> Days:
        """Each day rolled forward to a working day; NONE stays NONE."""
        at = np.clip(days, FIRST, LAST) - FIRST
        return np.where(days == NONE, NONE, self.roll[at])

    def add_working_days(self, days: Days, count: Days | int) -> Days:
        """The count-th working day after each day; NONE if the way there leaves the known years."""
        at = np.clip(days, FIRST, LAST) - FIRST
        place = np.searchsorted(self._working, at, side="right") + count - 1
        inside = place < len(self._working)
        landed = self._working[np.minimum(place, len(self._working) - 1)]
        landed = np.where(np.asarray(count) == 0, at, landed)
        unsure = self._unknown_until[landed + 1] - self._unknown_until[at]
        ok = inside & (unsure == 0) & (days != NONE)
        return np.where(ok, landed + np.int32(FIRST), NONE).astype(np.int32)

    def working_days_between(self, since: Days, until: Days) -> Days:
        """Working days after `since` up to and with `until`; those of unknown years left out."""
        counted = np.concatenate([[0], np.cumsum(self.known & ~self.rests)])
        first = np.clip(since, FIRST - 1, LAST) - FIRST + 1
        last = np.clip(until, FIRST - 1, LAST) - FIRST + 1
        between: Days = np.maximum(counted[last] - counted[first], 0).astype(np.int32)
        return between

    def is_rest_day(self, day: date) -> bool | None:
        """Whether the day rests; None if its year's notice is not known."""
        at = day_number(day) - FIRST
        return bool(self.rests[at]) if self.known[at] else None

    @property
    def known_range(self) -> tuple[date | None, date | None]:
        """First and last day of the years known."""
        at = np.flatnonzero(self.known)
        return day_of(int(at[0]) + FIRST), day_of(int(at[-1]) + FIRST)


def _year(year: int) -> slice:
    return slice(
        day_number(date(year, 1, 1)) - FIRST,
        day_number(date(year + 1, 1, 1)) - FIRST,
    )


def _clear_year(rests: Flags, year: int) -> None:
    span = _year(year)
    numbers = np.arange(span.start, span.stop) + FIRST
    rests[span] = (numbers + _MONDAY_OFFSET) % 7 >= _SATURDAY


def _lay(rests: Flags, off: Iterator[date] | Sequence[date], worked: Sequence[date]) -> None:
    for day in off:
        rests[day_number(day) - FIRST] = True
    for day in worked:
        rests[day_number(day) - FIRST] = False


def _days_in(notice: HolidayNotice) -> Iterator[date]:
    for entry in notice.rest_days:
        if isinstance(entry, date):
            yield entry
            continue
        first, _, last = entry.partition("..")
        try:
            start, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError as error:
            raise DefinitionError("calendar.unreadable", year=notice.year, found=entry) from error
        for step in range((end - start).days + 1):
            yield start + timedelta(days=step)
