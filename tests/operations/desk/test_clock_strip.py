"""The strip of a clock, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.operations.desk.small_desk import texts
from tuobo.operations.desk.clock_strip import Clock, ClockStrip, Pause, SegmentKind, clock_strip

START = date(2025, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def strip(clock: Clock) -> ClockStrip:
    return clock_strip(clock, texts())


def parts(clock: Clock) -> list[tuple[str, int]]:
    return [(str(one.kind), one.days) for one in strip(clock).segments]


def clock(due: int | None, stops: int, extended: int = 0, pauses: tuple[Pause, ...] = ()) -> Clock:
    return Clock(
        starts_on=START,
        stops_on=day(stops),
        is_closed=False,
        due_on=None if due is None else day(due),
        is_provisional=False,
        extended_days=extended,
        pauses=pauses,
    )


def pause(first: int, end: int, *, suspended: bool = False) -> Pause:
    return Pause(start=day(first), end=day(end), is_suspension=suspended, name="鉴定")


def test_a_plain_clock_ran_and_has_time_left() -> None:
    assert parts(clock(180, 100)) == [("ran", 100), ("left", 80)]


def test_a_clock_that_is_over_says_by_how_much() -> None:
    assert parts(clock(180, 200)) == [("ran", 180), ("over", 20)]


def test_pauses_stand_where_they_were() -> None:
    """Ten days out after thirty, five after sixty more: the limit of 180 days ends on day 195."""
    found = parts(clock(195, 150, pauses=(pause(30, 40), pause(100, 105, suspended=True))))
    assert found == [
        ("ran", 30), ("excluded", 10), ("ran", 60), ("suspended", 5), ("ran", 45), ("left", 45),
    ]  # fmt: skip


def test_added_time_is_the_last_before_the_deadline() -> None:
    assert parts(clock(270, 100, extended=90)) == [("ran", 100), ("left", 80), ("extended", 90)]
    assert parts(clock(270, 200, extended=90)) == [("ran", 180), ("extended", 90)]


def test_a_pause_does_not_use_added_time_up() -> None:
    """180 days, 90 added, 10 excluded from day 200: added time begins on day 180 all the same."""
    found = parts(clock(280, 210, extended=90, pauses=(pause(200, 210),)))
    assert found == [("ran", 180), ("extended", 20), ("excluded", 10), ("extended", 70)]


def test_without_a_limit_there_is_only_what_ran() -> None:
    assert parts(clock(None, 40)) == [("ran", 40)]
    assert [one.kind for one in strip(clock(None, 40)).marks] == ["start", "today"]


def test_it_is_told_in_one_sentence() -> None:
    told = strip(clock(195, 200, pauses=(pause(30, 45),))).told
    assert told.split("、") == [
        "起算 2025-01-01", "届满 2025-07-15", "数据日 2025-07-20",
        "已用 180 天", "扣除 15 天", "超过 5 天。",
    ]  # fmt: skip


@given(
    due=st.none() | st.integers(1, 400),
    stops=st.integers(0, 500),
    extended=st.integers(0, 120),
    spans=st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60), st.booleans()), max_size=4),
)
def test_every_day_stands_once_in_the_strip(
    due: int | None, stops: int, extended: int, spans: list[tuple[int, int, bool]]
) -> None:
    pauses = tuple(pause(first, first + days, suspended=kind) for first, days, kind in spans)
    found = strip(clock(due, stops, min(extended, due or 0), pauses)).segments
    if not found:
        assert max(stops, due or 0) == 0
        return
    assert found[0].start == START
    assert found[-1].end == day(max(stops, due or 0))
    assert all(one.end == other.start for one, other in pairwise(found))
    paused = {
        number
        for first, days, _ in spans
        for number in range(first, first + days)
        if number < max(stops, due or 0)
    }
    drawn = sum(
        one.days for one in found if one.kind in {SegmentKind.EXCLUDED, SegmentKind.SUSPENDED}
    )
    assert drawn == len(paused)
