"""What had to happen and did: for every unit and period due, held, late or excused. Never a score.

An entry counts once: for the period in which it falls, or, within the days of grace, for the one
before if that was short; it is then late. "Must" that was not held is overdue; "normally" and local
rules ask for a reason. A unit that existed for part of a period owes its share, rounded down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.period import Period, month_index
from tuobo.engines.ledgers.definition import Cadence, Every, NewUnits, Per
from tuobo.engines.ledgers.frames import Frames, expression


class Standing(StrEnum):
    """How a unit stands in a period.

    held, late      enough, in time or within the days of grace
    running         not yet enough, but the period goes on
    overdue         a "must" that was not held
    reason_asked    a "normally" or a local rule that was not held: a reason is asked for
    excused         not held, with a reason
    not_asked       the unit owes nothing in this period
    """

    HELD = "held"
    LATE = "late"
    RUNNING = "running"
    OVERDUE = "overdue"
    REASON_ASKED = "reason_asked"
    EXCUSED = "excused"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrence:
    """An entry that counts for somebody: unit or person ids, two of them for a pair."""

    number: str
    subject: tuple[str, ...]
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A unit, a person or a pair, from its first day (included) until its last (excluded)."""

    ids: tuple[str, ...]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Excuse:
    """Why something was not held in the period that has this day."""

    subject: tuple[str, ...]
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CadenceCell:
    """One unit in one period, with the entries that count.

    outside_window: of those in time, the ones outside the months in which it normally falls.
    """

    subject: tuple[str, ...]
    period: Period
    asked: int
    is_pro_rated: bool
    in_time: tuple[str, ...]
    late: tuple[str, ...]
    outside_window: tuple[str, ...]
    standing: Standing
    reason: str = ""

    @property
    def held(self) -> int:
        return len(self.in_time) + len(self.late)


def occurrences_in(frames: Frames, cadence: Cadence) -> tuple[Occurrence, ...]:
    """The entries of a ledger that count for a cadence."""
    names = cadence.units or ("court" if cadence.per is Per.COURT else "unit",)
    rows = frames.entries.filter(
        expression(cadence.where, frames.ledger), pl.col(cadence.counted_on).is_not_null()
    ).select("number", cadence.counted_on, *names)
    found: list[Occurrence] = []
    for number, on, *held in rows.iter_rows():
        found += [Occurrence(number=number, subject=ids, on=on) for ids in _subjects(cadence, held)]
    return tuple(found)


def _subjects(cadence: Cadence, held: Sequence[object]) -> Iterator[tuple[str, ...]]:
    """Whom one entry counts for."""
    ids = [
        [str(each) for each in one] if isinstance(one, list) else [str(one)]
        for one in held
        if one is not None
    ]
    if cadence.per is Per.PAIR:
        first = ids[0] if ids else []
        both = combinations(first, 2) if len(held) == 1 else _across(ids)
        yield from sorted({pair_of(*pair) for pair in both if pair[0] != pair[1]})
    else:
        yield from ((one,) for one in dict.fromkeys(each for one in ids for each in one))


def _across(ids: list[list[str]]) -> Iterator[tuple[str, str]]:
    if len(ids) == 2:
        yield from ((one, other) for one in ids[0] for other in ids[1])


def pair_of(one: str, other: str) -> tuple[str, str]:
    """Two persons, whoever was named first."""
    return (one, other) if one <= other else (other, one)


def held(
    cadence: Cadence,
    occurrences: Sequence[Occurrence],
    subjects: Sequence[Subject],
    span: Period,
    *,
    on: date,
    excuses: Sequence[Excuse] = (),
) -> tuple[CadenceCell, ...]:
    """Every subject (in the given order) in every period that touches the span and has begun.

    Give the occurrences from before the span too: one in the first days of a period may make up
    for the period before. Raises RequestError "ledger.excuse_without_reason".
    """
    if any(not one.reason.strip() for one in excuses):
        raise RequestError("ledger.excuse_without_reason", cadence=cadence.id)
    by_subject: dict[tuple[str, ...], list[Occurrence]] = {}
    for one in sorted(occurrences, key=lambda each: (each.on, each.number)):
        if one.on <= on:
            by_subject.setdefault(one.subject, []).append(one)
    cells: list[CadenceCell] = []
    for subject in subjects:
        reasons = [one for one in excuses if one.subject == subject.ids]
        cells += [
            _excused(cell, reasons)
            for cell in _cells(cadence, by_subject.get(subject.ids, []), subject, span, on)
            if cell.period.end > span.start and cell.period.start < span.end
        ]
    return tuple(cells)


def periods_of(every: Every, first: date, last: date) -> Iterator[Period]:
    """The calendar periods from the one with the first day to the one with the last."""
    months = every.months
    index = month_index(first) // months * months
    while index <= month_index(last):
        yield Period.of_months(index, index + months - 1)
        index += months


def _cells(
    cadence: Cadence, found: list[Occurrence], subject: Subject, span: Period, on: date
) -> Iterator[CadenceCell]:
    """The periods in their order, entries being used up from the earliest on."""
    last = min(span.last_day, on)
    if last < span.start:
        return
    # One period before the first entry: that entry may be its late one.
    first = min([span.start, *(one.on for one in found)])
    first = next(periods_of(cadence.every, first, first)).start - timedelta(days=1)
    days = [one.on for one in found]
    next_free = 0  # entries are used up in their order
    for period in periods_of(cadence.every, first, last):
        asked, is_pro_rated = asked_of(cadence, subject, period)
        end = bisect_left(days, period.end)
        grace = bisect_left(days, period.end + timedelta(days=cadence.grace_days))
        own = found[max(next_free, bisect_left(days, period.start)) : end]
        free = max(end, next_free)
        late = found[free : min(grace, free + max(asked - len(own), 0))]
        next_free = free + len(late)
        months = cadence.window.months if cadence.window else ()
        yield CadenceCell(
            subject=subject.ids,
            period=period,
            asked=asked,
            is_pro_rated=is_pro_rated,
            in_time=tuple(one.number for one in own),
            late=tuple(one.number for one in late),
            outside_window=tuple(
                one.number for one in own if months and one.on.month not in months
            ),
            standing=_standing(cadence, asked, len(own), len(late), is_over=period.end <= on),
        )


def asked_of(cadence: Cadence, subject: Subject, period: Period) -> tuple[int, bool]:
    """How many a subject owes in a period, and whether that is less than the whole."""
    start = max(period.start, subject.since or period.start)
    end = min(period.end, subject.until or period.end)
    days = max((end - start).days, 0)
    if days == 0:
        return 0, False
    if days == period.days:
        return cadence.at_least, False
    match cadence.new_units:
        case NewUnits.WHOLE:
            return cadence.at_least, False
        case NewUnits.EXEMPT:
            return 0, True
        case NewUnits.PRO_RATA:
            return cadence.at_least * days // period.days, True


def _standing(cadence: Cadence, asked: int, in_time: int, late: int, *, is_over: bool) -> Standing:
    if asked == 0:
        return Standing.NOT_ASKED
    if in_time >= asked:
        return Standing.HELD
    if in_time + late >= asked:
        return Standing.LATE
    if not is_over:
        return Standing.RUNNING
    return Standing.OVERDUE if cadence.severity == "must" else Standing.REASON_ASKED


def _excused(cell: CadenceCell, excuses: list[Excuse]) -> CadenceCell:
    short = cell.standing in {Standing.OVERDUE, Standing.REASON_ASKED, Standing.RUNNING}
    reason = next((one.reason for one in excuses if one.on in cell.period), "")
    if not (short and reason):
        return cell
    return replace(cell, standing=Standing.EXCUSED, reason=reason)
