"""The limits of a book as arrays, one row a limit, so that a column of limits can be looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tuobo.engines.timelimits.book import STICKY_EVERYWHERE, LimitBook
from tuobo.engines.timelimits.book_checks import domains_of
from tuobo.engines.timelimits.days import FIRST, LAST, Days, Flags, day_number
from tuobo.engines.timelimits.definitions import Extension, Limit, Span

DAYS_OF_HALF_MONTH = 15  # "半个月一律按十五日计算" (刑诉解释 art. 202)
HOURS_OF_DAY = 24
NO_ROLL, ROLL, ROLL_UNLESS_CUSTODY = 0, 1, 2
_ROLLS = {"no": NO_ROLL, "yes": ROLL, "unless_custody": ROLL_UNLESS_CUSTODY}
UNBOUNDED = np.int32(1_000_000)


@dataclass(frozen=True)
class Spans:
    """Lengths of time by row; `given` is false where the definition has none."""

    given: Flags
    months: Days
    days: Days
    working_days: Days

    @classmethod
    def of(cls, spans: Iterable[Span | None], shape: tuple[int, ...]) -> Spans:
        listed = list(spans)
        given = [span is not None for span in listed]
        filled = [span or Span(days=1) for span in listed]
        return cls(
            given=np.array(given, np.bool_).reshape(shape),
            months=_ints((span.months for span in filled), shape),
            days=_ints((days_in(span) for span in filled), shape),
            working_days=_ints((span.working_days for span in filled), shape),
        )


@dataclass(frozen=True)
class Steps:
    """Extension steps by (limit, step); a step that does not exist has no uses."""

    approvers: NDArray[np.uint32]
    uses: Days
    most: Spans
    total_most: Spans


@dataclass(frozen=True)
class LimitTable:
    """What the kernel asks of a limit, by its row. `-1` is never a valid row."""

    keys: tuple[str, ...]
    has_limit: Flags
    base: Spans
    warn: Spans
    warn_from: tuple[tuple[str, ...], ...]
    start_from: tuple[tuple[str, ...], ...]
    sticky: Flags
    rolls: Days
    from_day: Days
    until_day: Days
    steps: Steps
    accepts: Flags
    caps: Spans
    caps_foreign: Spans
    restarts: Flags

    @classmethod
    def of(cls, book: LimitBook) -> LimitTable:
        limits = book.limits
        count = (len(limits),)
        return cls(
            keys=tuple(limit.key for limit in limits),
            has_limit=_flags(limits, lambda limit: limit.outcome == "limit"),
            base=Spans.of((limit.base for limit in limits), count),
            warn=Spans.of((_warn_span(limit) for limit in limits), count),
            warn_from=tuple(limit.warn_start or limit.start for limit in limits),
            start_from=tuple(limit.start or ("filed_on",) for limit in limits),
            sticky=_flags(
                limits, lambda limit: limit.month_end == "sticky" or book.reads(STICKY_EVERYWHERE)
            ),
            rolls=_ints((_ROLLS[limit.roll] for limit in limits), count),
            from_day=_ints((_first_day(limit) for limit in limits), count),
            until_day=_ints((_end_day(limit) for limit in limits), count),
            steps=_steps(limits, _code_bits(book, "approver")),
            accepts=_accepts(limits, book),
            caps=Spans.of((one.cap for one in book.grounds), (len(book.grounds),)),
            caps_foreign=Spans.of(
                (one.cap_foreign or one.cap for one in book.grounds), (len(book.grounds),)
            ),
            restarts=_restarts(limits, book),
        )


@lru_cache(maxsize=8)
def table_of(book: LimitBook) -> LimitTable:
    """The table of a book, made once."""
    return LimitTable.of(book)


def event_kinds(book: LimitBook) -> tuple[str, ...]:
    """Event kinds in the order of the columns of `LimitTable.restarts`."""
    return tuple(book.vocabularies["event_kind"].by_code)


def _warn_span(limit: Limit) -> Span | None:
    return limit.warn or (limit.base if limit.warn_start else None)


def _first_day(limit: Limit) -> int:
    return day_number(limit.in_force.start) if limit.in_force.start else FIRST


def _end_day(limit: Limit) -> int:
    return day_number(limit.in_force.end) if limit.in_force.end else LAST + 1


def days_in(span: Span) -> int:
    whole_days_of_hours = -(-span.hours // HOURS_OF_DAY)
    return span.days + span.half_months * DAYS_OF_HALF_MONTH + whole_days_of_hours


def _ints(numbers: Iterable[int], shape: tuple[int, ...]) -> Days:
    return np.array(list(numbers), np.int32).reshape(shape)


def _flags(limits: Sequence[Limit], test: Callable[[Limit], bool]) -> Flags:
    return np.array([test(limit) for limit in limits], np.bool_)


def _code_bits(book: LimitBook, vocabulary: str) -> dict[str, int]:
    return {code: 1 << bit for bit, code in enumerate(book.vocabularies[vocabulary].by_code)}


def _steps(limits: Sequence[Limit], bits: dict[str, int]) -> Steps:
    width = max((len(limit.extensions) for limit in limits), default=0) or 1
    shape = (len(limits), width)
    rows: list[Extension | None] = []
    for limit in limits:
        ordered = sorted(limit.extensions, key=lambda step: step.order)
        rows += [*ordered, *[None] * (width - len(ordered))]
    masks = [sum(bits[code] for code in step.approvers) if step else 0 for step in rows]
    uses = (0 if step is None else step.times or int(UNBOUNDED) for step in rows)
    return Steps(
        approvers=np.array(masks, np.uint32).reshape(shape),
        uses=_ints(uses, shape),
        most=Spans.of((step.most if step else None for step in rows), shape),
        total_most=Spans.of((step.total_most if step else None for step in rows), shape),
    )


def _accepts(limits: Sequence[Limit], book: LimitBook) -> Flags:
    """Limit × version of a ground; a last column, always false, is the ground nobody knows."""
    domains = [domains_of(limit, book.words) for limit in limits]
    rows = [
        [
            *(one.id in limit.exclusions and bool(reach & {*one.domains}) for one in book.grounds),
            False,
        ]
        for limit, reach in zip(limits, domains, strict=True)
    ]
    return np.array(rows, np.bool_).reshape(len(limits), len(book.grounds) + 1)


def _restarts(limits: Sequence[Limit], book: LimitBook) -> Flags:
    """Limit × event kind. A limit whose conversion restarts counts anew from a conversion."""
    rows = [
        [
            kind in limit.restarts or (kind == "conversion" and limit.conversion == "restarts")
            for kind in event_kinds(book)
        ]
        for limit in limits
    ]
    return np.array(rows, np.bool_).reshape(len(limits), len(event_kinds(book)))
