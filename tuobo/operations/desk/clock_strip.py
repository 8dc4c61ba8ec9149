"""The clock of a case as a strip: days that ran, did not count, were added, are left or are over.

Only intervals that really moved the deadline are drawn as pauses, as the computation sheet says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from tuobo.core.texts import Texts


class SegmentKind(StrEnum):
    """What the clock does in a stretch of days."""

    RAN = "ran"
    EXCLUDED = "excluded"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    LEFT = "left"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days that were not counted, `end` excluded; `name` says on what ground."""

    start: date
    end: date
    is_suspension: bool
    name: str


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What a strip is drawn of.

    stops_on  the day of closing, or the day of the data for an open case
    due_on    the legal deadline; None where there is none
    """

    starts_on: date
    stops_on: date
    is_closed: bool
    due_on: date | None
    is_provisional: bool
    extended_days: int
    pauses: tuple[Pause, ...]


@dataclass(frozen=True, kw_only=True)
class ClockSegment:
    """Days from `start` until `end` (excluded) with their name and number."""

    kind: SegmentKind
    start: date
    end: date
    days: int
    name: str


@dataclass(frozen=True, kw_only=True)
class ClockMark:
    """A day with its words; `kind` is start, due or today (of a closed case: closed)."""

    kind: str
    on: date
    name: str


@dataclass(frozen=True, kw_only=True)
class ClockStrip:
    """The strip, and one sentence that says the same."""

    segments: tuple[ClockSegment, ...]
    marks: tuple[ClockMark, ...]
    told: str


def clock_strip(clock: Clock, texts: Texts) -> ClockStrip:
    """The strip of a clock."""
    segments = tuple(_segments(clock, texts))
    marks = tuple(_marks(clock, texts))
    counted = {kind: sum(one.days for one in segments if one.kind is kind) for kind in SegmentKind}
    parts = [mark.name for mark in marks]
    parts += [
        texts(f"clock.told.{kind}", days=days)
        for kind, days in counted.items()
        if days and kind is not SegmentKind.LEFT
    ]
    return ClockStrip(
        segments=segments, marks=marks, told=texts("docket.or").join(parts) + texts("clock.end")
    )


def _marks(clock: Clock, texts: Texts) -> Iterator[ClockMark]:
    yield ClockMark(kind="start", on=clock.starts_on, name=texts("clock.start", on=clock.starts_on))
    if clock.due_on is not None:
        code = "clock.due_provisional" if clock.is_provisional else "clock.due"
        yield ClockMark(kind="due", on=clock.due_on, name=texts(code, on=clock.due_on))
    kind = "closed" if clock.is_closed else "today"
    yield ClockMark(kind=kind, on=clock.stops_on, name=texts(f"clock.{kind}", on=clock.stops_on))


def _segments(clock: Clock, texts: Texts) -> Iterator[ClockSegment]:
    """The days between two neighbouring cuts are all of one kind; alike neighbours are one."""
    end = max(filter(None, (clock.due_on, clock.stops_on)))
    cuts = {clock.starts_on, end, clock.stops_on}
    cuts |= {day for pause in clock.pauses for day in (pause.start, pause.end)}
    if clock.due_on is not None:
        cuts |= {clock.due_on, _added_from(clock)}
    days = sorted(day for day in cuts if clock.starts_on <= day <= end)
    found: list[tuple[SegmentKind, str, date, date]] = []
    for start, stop in pairwise(days):
        kind, name = _kind(clock, start, texts)
        if found and found[-1][:2] == (kind, name):
            found[-1] = (kind, name, found[-1][2], stop)
        else:
            found.append((kind, name, start, stop))
    for kind, name, start, stop in found:
        days_between = (stop - start).days
        told = texts("clock.segment", name=name, days=days_between)
        yield ClockSegment(kind=kind, start=start, end=stop, days=days_between, name=told)


def _kind(clock: Clock, day: date, texts: Texts) -> tuple[SegmentKind, str]:
    pause = _pause_on(clock.pauses, day)
    if pause is not None:
        kind = SegmentKind.SUSPENDED if pause.is_suspension else SegmentKind.EXCLUDED
        return kind, pause.name
    if clock.due_on is not None and day >= clock.due_on:
        kind = SegmentKind.OVER
    elif clock.due_on is not None and day >= _added_from(clock):
        kind = SegmentKind.EXTENDED
    else:
        kind = SegmentKind.RAN if day < clock.stops_on else SegmentKind.LEFT
    return kind, texts(f"clock.kind.{kind}")


def _added_from(clock: Clock) -> date:
    """The day from which the clock lives on extensions; pauses do not use them up."""
    assert clock.due_on is not None
    day, left = clock.due_on, clock.extended_days
    for pause in sorted(clock.pauses, key=lambda one: one.start, reverse=True):
        between = (day - min(pause.end, day)).days
        if between >= left:
            break
        left -= between
        day = min(day, pause.start)
    return day - timedelta(days=left)


def _pause_on(pauses: Sequence[Pause], day: date) -> Pause | None:
    return next((one for one in pauses if one.start <= day < one.end), None)
