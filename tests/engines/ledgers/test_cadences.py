"""Who held what when: worked out by hand, and held against a slow count by properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.ledgers.small_ledgers import EDITOR, VISITS, made
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.engines.ledgers import (
    Cadence,
    CadenceCell,
    Entry,
    Every,
    Excuse,
    Occurrence,
    Raw,
    Standing,
    Subject,
    asked_of,
    frames_of,
    held,
    occurrences_in,
    periods_of,
)

YEAR = Period.of("2026")
ON = date(2027, 1, 31)
UNIT = ("d1",)


def _cadence(**settings: object) -> Cadence:
    given = {
        "id": "c", "zh": "频次", "en": "Cadence", "at_least": 1, "every": "quarter",
        "per": "division", "counted_on": "held_on", "severity": "local", **settings,
    }  # fmt: skip
    return Cadence.model_validate(given)


def _on(*days: date, subject: tuple[str, ...] = UNIT) -> list[Occurrence]:
    return [
        Occurrence(number=f"n{at}", subject=subject, on=day) for at, day in enumerate(days, start=1)
    ]


def _held(
    cadence: Cadence, found: list[Occurrence], subject: Subject | None = None, on: date = ON
) -> tuple[CadenceCell, ...]:
    return held(cadence, found, [subject or Subject(ids=UNIT)], YEAR, on=on)


def _standings(cells: tuple[CadenceCell, ...]) -> list[str]:
    return [cell.standing.value for cell in cells]


def test_each_quarter_stands_for_itself() -> None:
    cells = _held(_cadence(), _on(date(2026, 2, 1), date(2026, 3, 31), date(2026, 10, 1)))
    assert _standings(cells) == ["held", "reason_asked", "reason_asked", "held"]
    assert [cell.in_time for cell in cells] == [("n1", "n2"), (), (), ("n3",)]
    assert [cell.held for cell in cells] == [2, 0, 0, 1]


def test_a_must_is_overdue_where_a_normally_asks_for_a_reason() -> None:
    assert _standings(_held(_cadence(severity="must"), []))[0] == "overdue"
    assert _standings(_held(_cadence(severity="normally"), []))[0] == "reason_asked"


def test_a_period_that_goes_on_is_running_and_one_to_come_is_not_there() -> None:
    cells = _held(_cadence(severity="must"), [], on=date(2026, 5, 2))
    assert _standings(cells) == ["overdue", "running"]


def test_what_happens_after_the_day_asked_for_is_not_seen() -> None:
    cells = _held(_cadence(), _on(date(2026, 2, 1)), on=date(2026, 1, 15))
    assert _standings(cells) == ["running"]


def test_within_the_days_of_grace_an_entry_makes_up_for_the_period_before() -> None:
    """3 April makes up for the first quarter, so the second still owes its own."""
    cells = _held(_cadence(grace_days=10), _on(date(2026, 4, 3)))
    assert _standings(cells) == ["late", "reason_asked", "reason_asked", "reason_asked"]
    assert cells[0].late == ("n1",)


def test_an_entry_is_late_only_if_the_period_before_was_short() -> None:
    cells = _held(_cadence(grace_days=10), _on(date(2026, 1, 20), date(2026, 4, 3)))
    assert _standings(cells)[:2] == ["held", "held"]


def test_one_entry_never_makes_up_for_two_periods() -> None:
    days = [date(2026, 4, 3), date(2026, 7, 4)]
    assert _standings(_held(_cadence(grace_days=10), _on(*days)))[:3] == [
        "late", "late", "reason_asked",
    ]  # fmt: skip


def test_the_entry_of_the_year_before_counts_there() -> None:
    """5 January 2026 makes up for the last quarter of 2025, which is outside the span."""
    cells = _held(_cadence(grace_days=10), _on(date(2026, 1, 5)))
    assert _standings(cells)[0] == "reason_asked"
    assert _standings(_held(_cadence(grace_days=10),
                            _on(date(2025, 11, 1), date(2026, 1, 5))))[0] == "held"  # fmt: skip


@pytest.mark.parametrize(
    ("new_units", "asked", "pro_rated"),
    [("pro_rata", 0, True), ("whole", 3, False), ("exempt", 0, True)],
)
def test_a_unit_that_began_late_owes_its_share(
    new_units: str, asked: int, *, pro_rated: bool
) -> None:
    """Three a year, begun on 1 October: 3 × 92 ÷ 365 = 0.76, rounded down to none."""
    cadence = _cadence(at_least=3, every="year", new_units=new_units)
    subject = Subject(ids=UNIT, since=date(2026, 10, 1))
    assert asked_of(cadence, subject, YEAR) == (asked, pro_rated)


def test_the_share_is_counted_in_days() -> None:
    """Twelve a year, existing from 1 July: 12 × 184 ÷ 365 = 6.05; until 1 July: 12 × 181 ÷ 365."""
    cadence = _cadence(at_least=12, every="year")
    assert asked_of(cadence, Subject(ids=UNIT, since=date(2026, 7, 1)), YEAR) == (6, True)
    assert asked_of(cadence, Subject(ids=UNIT, until=date(2026, 7, 1)), YEAR) == (5, True)


def test_before_it_began_and_after_it_ended_a_unit_owes_nothing() -> None:
    subject = Subject(ids=UNIT, since=date(2026, 4, 1), until=date(2026, 10, 1))
    cells = _held(_cadence(severity="must"), [], subject)
    assert _standings(cells) == ["not_asked", "overdue", "overdue", "not_asked"]
    assert [cell.is_pro_rated for cell in cells] == [False] * 4


def test_an_excuse_needs_a_reason_and_covers_its_own_period_only() -> None:
    excuse = Excuse(subject=UNIT, on=date(2026, 5, 1), reason="班子空缺，已报上级")
    cells = held(_cadence(), [], [Subject(ids=UNIT)], YEAR, on=ON, excuses=[excuse])
    assert _standings(cells) == ["reason_asked", "excused", "reason_asked", "reason_asked"]
    assert cells[1].reason == "班子空缺，已报上级"
    with pytest.raises(RequestError) as caught:
        held(_cadence(), [], [], YEAR, on=ON, excuses=[replace(excuse, reason="  ")])
    assert caught.value.code == "ledger.excuse_without_reason"


def test_what_was_held_needs_no_excuse() -> None:
    excuse = Excuse(subject=UNIT, on=date(2026, 2, 1), reason="忙")
    cells = held(_cadence(), _on(date(2026, 2, 1)), [Subject(ids=UNIT)], YEAR, on=ON,
                 excuses=[excuse])  # fmt: skip
    assert (cells[0].standing, cells[0].reason) == (Standing.HELD, "")


def test_outside_its_window_it_counts_with_a_remark() -> None:
    """组织生活会 once a year, normally in the fourth quarter: one in May counts, and is named."""
    cadence = _cadence(every="year", window={"months": [10, 11, 12]})
    (cell,) = _held(cadence, _on(date(2026, 5, 3), date(2026, 11, 3)))
    assert (cell.standing, cell.outside_window) == (Standing.HELD, ("n1",))


def _visit(number: str, act_unit: str, **raw: Raw) -> Entry:
    entry = made({"subject": "看望", "kind": "村", **raw}, EDITOR, VISITS)
    return replace(entry, number=number, unit=act_unit, state="held")


def test_the_entries_of_a_ledger_count_for_the_unit_that_keeps_them() -> None:
    visits = [
        _visit("走访1", "d1", held_on="2026-02-01"),
        _visit("走访2", "d2", held_on="2026-02-01"),
        replace(_visit("走访3", "d2", held_on="2026-05-01"), state="planned"),
    ]
    found = occurrences_in(frames_of(VISITS, visits), VISITS.cadence_by_id["quarterly"])
    assert [(one.number, one.subject) for one in found] == [("走访1", ("d1",)), ("走访2", ("d2",))]


def test_a_talk_among_three_is_a_talk_of_each_pair() -> None:
    visit = _visit("走访1", "d1", held_on="2026-02-01", people="丙某、甲某、乙某")
    found = occurrences_in(frames_of(VISITS, [visit]), VISITS.cadence_by_id["talks"])
    assert [one.subject for one in found] == [("p1", "p2"), ("p1", "p3"), ("p2", "p3")]


_DAYS = st.lists(st.dates(date(2025, 6, 1), date(2026, 12, 31)), max_size=25)
_EVERY = st.sampled_from(list(Every))


@given(days=_DAYS, every=_EVERY, at_least=st.integers(1, 4), grace=st.integers(0, 40))
def test_every_entry_counts_at_most_once(
    days: list[date], every: Every, at_least: int, grace: int
) -> None:
    cadence = _cadence(every=every, at_least=at_least, grace_days=grace)
    cells = _held(cadence, _on(*days))
    counted = [number for cell in cells for number in (*cell.in_time, *cell.late)]
    assert len(counted) == len(set(counted))
    for cell in cells:
        assert len(cell.late) <= max(cell.asked - len(cell.in_time), 0)


@given(days=_DAYS, every=_EVERY, at_least=st.integers(1, 4))
def test_without_grace_every_entry_counts_in_its_own_period(
    days: list[date], every: Every, at_least: int
) -> None:
    """Against the plain count of the days in each period."""
    cells = _held(_cadence(every=every, at_least=at_least), _on(*days))
    assert len(cells) == 12 // every.months
    for cell in cells:
        plain = sum(day in cell.period for day in days)
        assert cell.held == plain
        assert (cell.standing is Standing.HELD) == (plain >= at_least)


@given(days=_DAYS, every=_EVERY, grace=st.integers(0, 40), more=st.dates(YEAR.start, YEAR.last_day))
def test_one_more_entry_never_makes_it_worse(
    days: list[date], every: Every, grace: int, more: date
) -> None:
    """Without grace between periods: what was held stays held."""
    cadence = _cadence(every=every)
    before = _held(cadence, _on(*days))
    after = _held(cadence, _on(*days, more))
    for old, new in zip(before, after, strict=True):
        assert new.held >= old.held
    del grace


@given(
    since=st.dates(date(2025, 1, 1), date(2027, 1, 1)), length=st.integers(1, 700),
    at_least=st.integers(1, 12), every=_EVERY,
)  # fmt: skip
def test_never_more_is_asked_than_the_share_of_the_days(
    since: date, length: int, at_least: int, every: Every
) -> None:
    subject = Subject(ids=UNIT, since=since, until=since + timedelta(days=length))
    for period in periods_of(every, YEAR.start, YEAR.last_day):
        asked, _ = asked_of(_cadence(every=every, at_least=at_least), subject, period)
        days = sum(since <= period.start + timedelta(days=at) < since + timedelta(days=length)
                   for at in range(period.days))  # fmt: skip
        assert asked <= at_least * days / period.days < asked + 1 or asked == at_least


@given(days=_DAYS, grace=st.integers(0, 40), every=_EVERY)
def test_the_board_of_a_part_is_a_part_of_the_board(
    days: list[date], grace: int, every: Every
) -> None:
    """Asking for half a year gives the same cells as asking for the year."""
    cadence = _cadence(every=every, grace_days=grace)
    whole = _held(cadence, _on(*days))
    half = held(cadence, _on(*days), [Subject(ids=UNIT)], Period.of("2026H2"), on=ON)
    assert set(half) <= set(whole)
