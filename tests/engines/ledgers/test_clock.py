"""Clocks: due days worked out by hand, against a slow walk day by day, and their alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.ledgers.small_ledgers import EN, LEDGER, ZH
from tuobo.engines.ledgers import (
    Alert,
    Clock,
    ClockReading,
    ClockStatus,
    Entry,
    Step,
    Values,
    clock_readings,
    next_due,
    read_clock,
)

DAY = timedelta(days=1)
START = date(2026, 7, 1)  # a Wednesday


@dataclass(frozen=True)
class Weekends:
    """Saturdays and Sundays rest; what comes after `known` is not known."""

    known: date = date(2027, 12, 31)

    def is_rest_day(self, day: date) -> bool | None:
        return None if day > self.known else day.weekday() >= 5


CALENDAR = Weekends()


def _clock(**settings: object) -> Clock:
    given = {"id": "c", "zh": "期限", "en": "Limit", "starts": {"event": "create"}, **settings}
    return Clock.model_validate(given)


def _entry(*states: tuple[str, date], **values: date) -> Entry:
    """An entry that came into states on days, the first of them by being created."""
    steps, before = [], ""
    for at, (state, on) in enumerate(states):
        event = "create" if at == 0 else f"to_{state}"
        steps.append(Step(event=event, from_state=before, to_state=state, on=on, person="p1"))
        before = state
    return Entry(
        number="1", ledger="promise", version=1, state=before, unit="d1",
        values=Values(dict(values)), steps=tuple(steps),
    )  # fmt: skip


def _read(clock: Clock, entry: Entry, on: date, calendar: Weekends = CALENDAR) -> ClockReading:
    return read_clock(LEDGER, entry, clock, on, calendar)


MADE = _entry(("made", START))


@pytest.mark.parametrize(
    ("within", "due_on"),
    [
        ({"days": 7}, date(2026, 7, 8)),
        ({"working_days": 3}, date(2026, 7, 6)),  # Thu 2, Fri 3, Mon 6
        ({"months": 2}, date(2026, 9, 1)),
    ],
)
def test_a_span_is_counted_from_the_day_after_the_start(
    within: dict[str, int], due_on: date
) -> None:
    assert _read(_clock(within=within), MADE, START).due_on == due_on


def test_a_month_without_that_day_ends_on_its_last_day() -> None:
    entry = _entry(("made", date(2026, 12, 31)))
    reading = _read(_clock(within={"months": 2}), entry, date(2027, 1, 1))
    assert reading.due_on == date(2027, 2, 28)


def test_a_rest_day_moves_to_the_next_working_day_only_where_the_clock_says_so() -> None:
    """10 days after 1 July is Saturday the 11th; the Monday is the 13th."""
    span = {"days": 10}
    assert _read(_clock(within=span), MADE, START).due_on == date(2026, 7, 11)
    rolled = _read(_clock(within=span, roll=True), MADE, START)
    assert rolled.due_on == date(2026, 7, 13)
    assert [one.text(ZH) for one in rolled.why] == [
        "自“登记”（2026-07-01）起算。",
        "加 10 日，次日起算，至 2026-07-11。",
        "2026-07-11 是休息日，顺延至 2026-07-13。",
    ]
    assert rolled.why[-1].text(EN) == "2026-07-11 is a rest day: moves to 2026-07-13."


def test_a_typed_deadline_is_the_due_day() -> None:
    clock = _clock(starts={"field": "due_on"})
    reading = _read(clock, _entry(("made", START), due_on=date(2026, 7, 20)), date(2026, 7, 15))
    assert (reading.due_on, reading.days_left, reading.status) == (
        date(2026, 7, 20), 5, ClockStatus.RUNNING,
    )  # fmt: skip


def test_a_clock_without_a_start_does_not_run() -> None:
    reading = _read(_clock(starts={"field": "due_on"}), MADE, START)
    assert (reading.status, reading.due_on, reading.days_left) == (
        ClockStatus.NOT_STARTED, None, None,
    )  # fmt: skip
    assert [one.text(ZH) for one in reading.why] == ["“期限”尚未起算：还没有“期限”。"]


def test_the_last_entering_of_a_state_starts_the_clock_anew() -> None:
    clock = _clock(starts={"state": "applied"}, within={"days": 5})
    entry = _entry(("made", START), ("applied", date(2026, 7, 3)), ("made", date(2026, 7, 4)),
                   ("applied", date(2026, 7, 10)))  # fmt: skip
    assert _read(clock, entry, date(2026, 7, 10)).due_on == date(2026, 7, 15)


def test_a_pause_moves_a_typed_deadline_too() -> None:
    """Due on the 20th; waiting from the 5th until the 9th, 4 days: the 24th."""
    clock = _clock(starts={"field": "due_on"}, paused_in=["waiting"])
    entry = _entry(("made", START), ("waiting", date(2026, 7, 5)), ("made", date(2026, 7, 9)),
                   due_on=date(2026, 7, 20))  # fmt: skip
    reading = _read(clock, entry, date(2026, 7, 15))
    assert reading.due_on == date(2026, 7, 24)


def test_a_pause_counts_from_the_start_of_the_clock() -> None:
    """20 days from 1 July are the 21st; waiting from the 5th until the 9th, 4 days: the 25th."""
    clock = _clock(within={"days": 20}, paused_in=["waiting"])
    entry = _entry(("made", START), ("waiting", date(2026, 7, 5)), ("made", date(2026, 7, 9)))
    reading = _read(clock, entry, date(2026, 7, 15))
    assert (reading.due_on, reading.days_left) == (date(2026, 7, 25), 10)
    assert reading.why[-1].text(ZH) == "2026-07-05 至 2026-07-09 前暂停 4 日，顺延至 2026-07-25。"


def test_a_pause_that_goes_on_makes_the_due_day_provisional_and_silent() -> None:
    clock = _clock(within={"days": 20}, paused_in=["waiting"], remind=[5])
    entry = _entry(("made", START), ("waiting", date(2026, 7, 5)))
    first, later = (_read(clock, entry, date(2026, 7, day)) for day in (10, 30))
    assert first.status is later.status is ClockStatus.PAUSED
    assert (first.due_on, later.due_on) == (date(2026, 7, 26), date(2026, 8, 15))
    assert first.is_provisional
    assert later.alerts == ()
    assert later.days_left == 16


def test_waiting_after_the_due_day_changes_nothing() -> None:
    """Due on the 21st, waiting from the 25th: it stays overdue since the 21st."""
    clock = _clock(within={"days": 20}, paused_in=["waiting"])
    entry = _entry(("made", START), ("waiting", date(2026, 7, 25)), ("made", date(2026, 8, 9)))
    reading = _read(clock, entry, date(2026, 8, 10))
    assert (reading.due_on, reading.status) == (date(2026, 7, 21), ClockStatus.OVERDUE)


def test_working_days_of_a_pause_do_not_count() -> None:
    """From Wed 1: Thu 2; Fri 3 to Tue 7 paused; Wed 8, Thu 9 are the second and third."""
    clock = _clock(within={"working_days": 3}, paused_in=["waiting"])
    entry = _entry(("made", START), ("waiting", date(2026, 7, 3)), ("made", date(2026, 7, 8)))
    reading = _read(clock, entry, date(2026, 7, 8))
    assert reading.due_on == date(2026, 7, 9)
    assert reading.why[-1].text(ZH) == "2026-07-03 至 2026-07-08 前暂停，不计工作日。"


def test_an_unknown_calendar_is_said_and_never_guessed() -> None:
    reading = _read(_clock(within={"working_days": 5}), MADE, START, Weekends(date(2026, 7, 3)))
    assert (reading.status, reading.due_on) == (ClockStatus.UNKNOWN, None)
    assert reading.why[-1].text(ZH) == (
        "“期限”涉及的年份还没有放假通知，届满日不能确定，请先维护日历。"
    )


@pytest.mark.parametrize(
    ("closed_on", "status"),
    [(date(2026, 7, 11), ClockStatus.MET), (date(2026, 7, 12), ClockStatus.LATE)],
)
def test_a_closed_state_ends_the_clock(closed_on: date, status: ClockStatus) -> None:
    entry = _entry(("made", START), ("closed", closed_on))
    reading = _read(_clock(within={"days": 10}), entry, date(2027, 1, 1))
    assert (reading.status, reading.ended_on, reading.days_left) == (status, closed_on, None)


def test_what_is_opened_again_runs_again() -> None:
    entry = _entry(("made", START), ("closed", date(2026, 7, 5)), ("made", date(2026, 8, 1)))
    reading = _read(_clock(within={"days": 10}), entry, date(2026, 8, 2))
    assert (reading.status, reading.due_on) == (ClockStatus.OVERDUE, date(2026, 7, 11))


def test_a_past_day_sees_the_entry_as_it_was_then() -> None:
    """Due on the 11th, closed on the 20th: on the 15th it was overdue, on the 21st it is late."""
    entry = _entry(("made", START), ("closed", date(2026, 7, 20)))
    clock = _clock(within={"days": 10})
    statuses = [_read(clock, entry, date(2026, 7, day)).status for day in (10, 15, 21)]
    assert statuses == [ClockStatus.RUNNING, ClockStatus.OVERDUE, ClockStatus.LATE]
    assert _read(clock, entry, date(2026, 6, 30)).status is ClockStatus.NOT_STARTED


def test_a_date_field_can_end_the_clock_instead() -> None:
    clock = _clock(within={"days": 10}, stops="kept_on")
    entry = _entry(("made", START), kept_on=date(2026, 7, 9))
    assert _read(clock, entry, date(2026, 8, 1)).status is ClockStatus.MET
    closed = _entry(("made", START), ("closed", date(2026, 7, 5)))
    assert _read(clock, closed, date(2026, 7, 6)).status is ClockStatus.RUNNING


def test_alerts_fall_due_once_each() -> None:
    """Due on the 11th: reminders on the 6th and 10th, escalation 3 days after, on the 14th."""
    clock = _clock(
        within={"days": 10}, remind=[5, 1], escalate=[{"after_days": 3, "to": "programme.approve"}]
    )
    reading = _read(clock, MADE, date(2026, 7, 14))
    assert reading.alerts == (
        Alert(on=date(2026, 7, 6), days=5),
        Alert(on=date(2026, 7, 10), days=1),
        Alert(on=date(2026, 7, 14), days=3, right="programme.approve"),
    )
    assert reading.alerts_due(since=date(2026, 7, 10)) == reading.alerts[2:]
    assert reading.alerts_due(since=date(2026, 7, 14)) == ()


def test_a_list_shows_the_live_clock_that_falls_due_first() -> None:
    entry = _entry(("made", START), ("applied", date(2026, 7, 2)), due_on=date(2026, 8, 1))
    steps = (*entry.steps[:-1], Step(event="apply", from_state="made", to_state="applied",
                                     on=date(2026, 7, 2), person="p1"))  # fmt: skip
    entry = Entry(number="1", ledger="promise", version=1, state="applied", unit="d1",
                  values=entry.values, steps=steps)  # fmt: skip
    first = next_due(clock_readings(LEDGER, entry, date(2026, 7, 3), CALENDAR))
    assert first
    assert (first.clock.id, first.due_on) == ("check", date(2026, 7, 9))


_PAUSES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=4)


def _life(pauses: list[tuple[int, int]]) -> tuple[Entry, list[tuple[date, date]]]:
    """An entry that waited so many days after so many, and the spans of waiting."""
    day, states, spans = START, [("made", START)], []
    for gap, length in pauses:
        begun = day + timedelta(days=gap)
        day = begun + timedelta(days=length)
        states += [("waiting", begun), ("made", day)]
        spans.append((begun, day))
    return _entry(*states), spans


def _walked(spans: list[tuple[date, date]], days: int, *, working: bool) -> date:
    """Day by day: a day in a pause does not count, nor a weekend where working days are asked."""
    day, left = START, days
    while left:
        day += DAY
        paused = any(begun <= day < ended for begun, ended in spans)
        left -= not paused and not (working and day.weekday() >= 5)
    return day


@given(_PAUSES, st.integers(1, 60))
def test_working_days_agree_with_a_walk_day_by_day(
    pauses: list[tuple[int, int]], days: int
) -> None:
    entry, spans = _life(pauses)
    clock = _clock(within={"working_days": days}, paused_in=["waiting"])
    assert _read(clock, entry, date(2027, 6, 1)).due_on == _walked(spans, days, working=True)


@given(_PAUSES, st.integers(1, 60))
def test_natural_days_are_moved_by_the_length_of_each_pause_that_began_in_time(
    pauses: list[tuple[int, int]], days: int
) -> None:
    entry, spans = _life(pauses)
    clock = _clock(within={"days": days}, paused_in=["waiting"])
    due = START + timedelta(days=days)
    for begun, ended in spans:
        if begun <= due:
            due += ended - begun
    assert _read(clock, entry, date(2027, 6, 1)).due_on == due


@given(_PAUSES, st.integers(1, 60), st.integers(0, 300))
def test_a_clock_is_overdue_exactly_after_its_due_day(
    pauses: list[tuple[int, int]], days: int, later: int
) -> None:
    entry, spans = _life(pauses)
    on = (spans[-1][1] if spans else START) + timedelta(days=later)
    reading = _read(_clock(within={"days": days}, paused_in=["waiting"]), entry, on)
    assert reading.due_on
    assert (reading.status is ClockStatus.OVERDUE) == (on > reading.due_on)
    assert reading.days_left == (reading.due_on - on).days
