"""Clocks of an entry on a day: when they are due and why, what they remind of, to whom they go.

A clock is worked out from the entry alone (its dates and its steps), never kept: so it cannot be
forgotten when a state changes. What still lies ahead moves by the days of a pause; a pause that
begins after the due day changes nothing. Where the calendar of a year is not known, a due day in
working days is unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tuobo.core.period import month_index, month_start
from tuobo.engines.ledgers.definition import CREATE, CREATED, Clock, Ledger
from tuobo.engines.ledgers.entry import Entry
from tuobo.engines.ledgers.holding import holds
from tuobo.engines.ledgers.sentence import Sentence, say
from tuobo.engines.ledgers.status import ClockStatus

_DAY = timedelta(days=1)


class WorkingDays(Protocol):
    """A calendar that knows which days rest."""

    def is_rest_day(self, day: date) -> bool | None:
        """Whether a day rests; None if the calendar of its year is not known."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """Days that do not count: from `start`, until `end` (not included), None while it goes on."""

    start: date
    end: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """A day on which somebody is told: a reminder before the due day, or an escalation after it.

    `right` is empty for a reminder, which goes to those whom the entry concerns.
    """

    on: date
    days: int
    right: str = ""


@dataclass(frozen=True, kw_only=True)
class ClockReading:
    """One clock on one day. `is_provisional`: a pause goes on, so that the due day still moves."""

    clock: Clock
    status: ClockStatus
    on: date
    started_on: date | None = None
    due_on: date | None = None
    ended_on: date | None = None
    is_provisional: bool = False
    pauses: tuple[Pause, ...] = ()
    why: tuple[Sentence, ...] = ()

    @property
    def days_left(self) -> int | None:
        """Days until the due day; negative once it has passed; None if there is nothing due."""
        if self.due_on is None or self.ended_on is not None:
            return None
        return (self.due_on - self.on).days

    @property
    def is_live(self) -> bool:
        """Whether it is still going on."""
        return self.status in {ClockStatus.RUNNING, ClockStatus.PAUSED, ClockStatus.OVERDUE}

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Reminders before and escalations after the due day while it goes on, by their days."""
        if self.due_on is None or self.status not in {ClockStatus.RUNNING, ClockStatus.OVERDUE}:
            return ()
        return tuple(_alerts(self.clock, self.due_on))

    def alerts_due(self, since: date) -> tuple[Alert, ...]:
        """Alerts that fell due after `since` and up to the day of the reading.

        `since` is the day up to which alerts were sent before, so none is sent twice.
        """
        return tuple(one for one in self.alerts if since < one.on <= self.on)


def clock_readings(
    ledger: Ledger, entry: Entry, on: date, calendar: WorkingDays
) -> tuple[ClockReading, ...]:
    """All clocks of an entry that apply to it, on a day, also on one that is past."""
    then = entry.as_of(on)
    return tuple(
        read_clock(ledger, then, clock, on, calendar)
        for clock in ledger.clocks
        if holds(clock.when, then.values, ledger=ledger, state=then.state)
    )


def next_due(readings: tuple[ClockReading, ...]) -> ClockReading | None:
    """The live clock that falls due first: what a list shows."""
    live = [one for one in readings if one.is_live and one.due_on is not None]
    return min(live, key=lambda one: one.due_on or date.max, default=None)


def read_clock(
    ledger: Ledger, entry: Entry, clock: Clock, on: date, calendar: WorkingDays
) -> ClockReading:
    """One clock of an entry on a day."""
    entry = entry.as_of(on)
    started_on = _started_on(entry, clock)
    if started_on is None:
        said = say("ledger.clock.not_started", clock=clock.names, start=_start(ledger, clock))
        return ClockReading(clock=clock, status=ClockStatus.NOT_STARTED, on=on, why=(said,))
    ended_on = _ended_on(ledger, entry, clock, started_on)
    if ended_on is not None and ended_on > on:
        ended_on = None
    # A typed deadline has no start of its own: whatever pause came before it moves it.
    running_since = started_on if clock.within else entry.created_on or started_on
    pauses = tuple(_pauses(entry, clock, running_since, ended_on or on))
    due_on, why = _due(clock, started_on, pauses, ended_on or on, calendar)
    if clock.within:
        why = (say("ledger.clock.start", start=_start(ledger, clock), day=started_on), *why)
    pause = next((one for one in pauses if one.end is None and ended_on is None), None)
    status = _status(due_on, ended_on, on, is_paused=pause is not None)
    return ClockReading(
        clock=clock, status=status, on=on, started_on=started_on, due_on=due_on,
        ended_on=ended_on, pauses=pauses, why=why,
        is_provisional=bool(pause and due_on and pause.start <= due_on),
    )  # fmt: skip


def _status(
    due_on: date | None, ended_on: date | None, on: date, *, is_paused: bool
) -> ClockStatus:
    if due_on is None:
        return ClockStatus.UNKNOWN
    if ended_on is not None:
        return ClockStatus.MET if ended_on <= due_on else ClockStatus.LATE
    if is_paused:
        return ClockStatus.PAUSED
    return ClockStatus.OVERDUE if on > due_on else ClockStatus.RUNNING


def _started_on(entry: Entry, clock: Clock) -> date | None:
    """The day it runs from: for a state or an event, the last time."""
    start = clock.starts
    if start.field:
        return entry.values.day(start.field)
    for step in reversed(entry.steps):
        if (start.state and step.to_state == start.state) or step.event == start.event:
            return step.on
    return None


def _ended_on(ledger: Ledger, entry: Entry, clock: Clock, started_on: date) -> date | None:
    if clock.stops:
        return entry.values.day(clock.stops)
    ends = clock.stops_in or ledger.closed_states
    if entry.state not in ends:
        return None
    # The day on which the run of ending states began in which it is now.
    entered: date | None = None
    for step in reversed(entry.steps):
        if step.to_state not in ends:
            break
        entered = step.on
    return started_on if entered is None else entered


def _pauses(entry: Entry, clock: Clock, running_since: date, until: date) -> Iterator[Pause]:
    """The spans in pausing states while the clock ran."""
    since: date | None = None
    for step in entry.steps:
        pausing = step.to_state in clock.paused_in
        if pausing and since is None:
            since = max(step.on, running_since)
        elif not pausing and since is not None:
            if step.on > since:
                yield Pause(start=since, end=step.on)
            since = None
    if since is not None and since <= until:
        yield Pause(start=since, end=None)


def _due(
    clock: Clock, started_on: date, pauses: tuple[Pause, ...], until: date, calendar: WorkingDays
) -> tuple[date | None, tuple[Sentence, ...]]:
    """The due day, with one sentence a step; no day where the calendar is not known."""
    due, said = _plain_due(clock, started_on, pauses, until, calendar)
    if due is None:
        return None, (*said, say("ledger.clock.calendar_unknown", clock=clock.names))
    why = [*said]
    if clock.within is None or not clock.within.working_days:
        for pause in pauses:
            if pause.start > due:
                break  # it was overdue already
            days = ((pause.end or until) - pause.start).days
            due += timedelta(days=days)
            shown = pause.end or "…"
            why.append(say("ledger.clock.pause", start=pause.start, end=shown, days=days, day=due))
    if clock.roll:
        rolled = _rolled(due, calendar)
        if rolled is None:
            return None, (*why, say("ledger.clock.calendar_unknown", clock=clock.names))
        if rolled != due:
            why.append(say("ledger.clock.roll", day=due, rolled=rolled))
        due = rolled
    return due, tuple(why)


def _plain_due(
    clock: Clock, started_on: date, pauses: tuple[Pause, ...], until: date, calendar: WorkingDays
) -> tuple[date | None, tuple[Sentence, ...]]:
    span = clock.within
    if span is None:
        return started_on, (say("ledger.clock.typed", day=started_on),)
    if span.days:
        due = started_on + timedelta(days=span.days)
        return due, (say("ledger.clock.days", days=span.days, day=due),)
    if span.months:
        due = _months_later(started_on, span.months)
        return due, (say("ledger.clock.months", months=span.months, day=due),)
    due_or_none = _working_day(started_on, span.working_days, pauses, until, calendar)
    if due_or_none is None:
        return None, ()
    paused = tuple(
        say("ledger.clock.skipped", start=one.start, end=one.end or "…") for one in pauses
    )
    said = say("ledger.clock.working_days", days=span.working_days, day=due_or_none)
    return due_or_none, (said, *paused)


def _working_day(
    started_on: date, count: int, pauses: tuple[Pause, ...], until: date, calendar: WorkingDays
) -> date | None:
    """The count-th working day after the start that lies in no pause."""
    day, left = started_on, count
    while left:
        day += _DAY
        rests = calendar.is_rest_day(day)
        if rests is None:
            return None
        paused = any(one.start <= day < (one.end or until + _DAY) for one in pauses)
        left -= not rests and not paused
    return day


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    index = month_index(day) + months
    last = month_start(index + 1) - _DAY
    return last if day.day > last.day else last.replace(day=day.day)


def _rolled(day: date, calendar: WorkingDays) -> date | None:
    while True:
        rests = calendar.is_rest_day(day)
        if rests is None:
            return None
        if not rests:
            return day
        day += _DAY


def _alerts(clock: Clock, due_on: date) -> Iterator[Alert]:
    found = [Alert(on=due_on - timedelta(days=days), days=days) for days in clock.remind]
    found += [
        Alert(on=due_on + timedelta(days=one.after_days), days=one.after_days, right=one.to)
        for one in clock.escalate
    ]
    yield from sorted(found, key=lambda one: one.on)


def _start(ledger: Ledger, clock: Clock) -> object:
    """What the clock runs from, by name."""
    start = clock.starts
    if start.field:
        return ledger.field_by_id[start.field].names
    if start.state:
        return ledger.state_by_id[start.state].names
    if start.event == CREATE:
        return CREATED
    return ledger.transition_by_event[start.event].names
