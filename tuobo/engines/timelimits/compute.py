"""Deadlines of all cases of a set of facts: the one implementation, for one case or the country.

Cases are taken in blocks that fit the processor's cache, on all cores. First every case gets its
base (`kernel`), then the cases that have intervals or a new start are taken again (`sequence`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tuobo.core.errors import RequestError
from tuobo.engines.timelimits import columns
from tuobo.engines.timelimits.book import EXPIRY_IS_PLAIN, INCLUSIVE_COUNTING, LimitBook
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.clock_table import ClockTables, is_worth_a_table
from tuobo.engines.timelimits.columns import Frame, Positions
from tuobo.engines.timelimits.cores import on_all_cores, slices
from tuobo.engines.timelimits.days import NONE, Days, Flags, day_number, days_of, in_range
from tuobo.engines.timelimits.kernel import BasePass, Block, Clocks, Counting, Status
from tuobo.engines.timelimits.ledger import CaseDays, Events, Ledger, read_events, read_ledger
from tuobo.engines.timelimits.matching import matcher_for, selecting_columns
from tuobo.engines.timelimits.outcome import Deadlines, Totals, deadlines_of
from tuobo.engines.timelimits.sequence import FAR, Progress, Sequence
from tuobo.engines.timelimits.tables import event_kinds, table_of

_ALWAYS = ("closed_on", "in_custody", "foreign_related")
_TABLE_FIRST = day_number(date(2000, 1, 1))
_BLOCK = 1 << 18


def compute_deadlines(
    facts: Mapping[str, Frame],
    *,
    book: LimitBook,
    calendar: Calendar,
    on: date,
    coded: bool = False,
) -> Deadlines:
    """The deadline of every case as it stands on a day, with what became of each interval.

    `coded` leaves limit_rule and limit_status as Enum columns, which large callers want.
    """
    if "case" not in facts:
        raise RequestError("limits.no_cases", tables="、".join(facts))
    run = _Run(facts, book, calendar, day_number(on))
    run.base_pass()
    ledger = run.sequence_pass()
    return deadlines_of(run.cases, run.clocks, run.totals, ledger, (book, on, coded))


@dataclass(frozen=True)
class _Touched:
    """The cases of a block that have items or new starts, with the place of their items in it."""

    case: NDArray[np.intp]
    first: NDArray[np.intp]
    count: NDArray[np.intp]


class _Run:
    """One computation: its arrays are as long as the case table."""

    def __init__(
        self, facts: Mapping[str, Frame], book: LimitBook, calendar: Calendar, on: int
    ) -> None:
        self.book, self.facts, self.on = book, facts, np.int32(on)
        self.counting = Counting(table_of(book), calendar)
        self.by = columns.alignment(facts["case"], facts.get("interval"), facts.get("event"))
        sources = {*self.counting.limits.start_from, *self.counting.limits.warn_from}
        self.sources = tuple(dict.fromkeys(name for names in sources for name in names))
        self.cases = self._read_cases()
        self.events = self._read_events()
        self.event_days = {
            name: _event_days(name, self.events, book)
            for name in self.sources
            if name.startswith("event.")
        }
        self.clocks = Clocks.unset(self.cases.height)
        self.totals = Totals.unset(self.cases.height)

    def _read_cases(self) -> pl.DataFrame:
        coded = selecting_columns(self.book)
        present = self.facts["case"].lazy().collect_schema()
        keys = [name for name in ("case_number", "case_key") if name in present]
        plain = [name for name in self.sources if not name.startswith("event.")]
        names = dict.fromkeys([*keys, *coded, *plain, *_ALWAYS])
        schema = {**self.book.schema["case"].polars_schema, "case_key": pl.Int64}
        return columns.collected(self.facts["case"], names, coded, schema)

    def _read_events(self) -> Events | None:
        kinds = event_kinds(self.book)
        asked = {name.split(".")[1] for name in self.sources if name.startswith("event.")}
        restarting = self.counting.limits.restarts.any(axis=0)
        asked |= {kinds[number] for number in np.flatnonzero(restarting)}
        if "event" not in self.facts:
            return None
        wanted = frozenset({*asked, "conversion"})
        return read_events(self.facts["event"], self.cases, self.by, book=self.book, kinds=wanted)

    def base_pass(self) -> None:
        matcher = matcher_for(self.cases, self.book)
        plain = [name for name in self.sources if columns.is_filled(self.cases, name)]
        events = {name: days for name, days in self.event_days.items() if len(days.case)}
        work = BasePass.of(self.counting, (), {*plain, *events})
        tables = self._tables(work, plain)

        def block(at: slice) -> None:
            part = self.cases[at]
            dates = {name: days_of(part[name]) for name in plain}
            dates |= {name: days.within(at) for name, days in events.items()}
            groups = matcher.group_of(part)
            found = Block(groups, dates, columns.flags_of(part["in_custody"]))
            known = tuple(matcher.groups)
            counted = tables.covering(known) if tables else work.among(known)
            counted.run(found, self.clocks.part(at))
            self.totals.clear(at)

        on_all_cores(block, slices(self.cases.height, _BLOCK))

    def _tables(self, work: BasePass, names: list[str]) -> ClockTables | None:
        """Tables of clocks where there are enough cases to make them worth while.

        Days outside them, such as an impossible year that a source brought, are counted singly.
        """
        dates = [self.cases[name] for name in names]
        edges = [edge for column in dates for edge in (column.min(), column.max())]
        known = [day_number(edge) for edge in edges if isinstance(edge, date)]
        if not known:
            return None
        first, last = max(min(known), _TABLE_FIRST), min(max(known), int(self.on))
        if not is_worth_a_table(self.counting, self.cases.height, first, last):
            return None
        return ClockTables(work, first, last)

    def sequence_pass(self) -> Ledger | None:
        ledger = None
        if "interval" in self.facts:
            ledger = read_ledger(self.facts["interval"], self.cases, self.by, book=self.book)
        restarts, conversions = self._new_starts()
        also = np.union1d(restarts.case, conversions.case)
        if not len(also) and (ledger is None or not ledger.size):
            return ledger
        sequence = Sequence(
            self.counting,
            self.on,
            self.book.reads(INCLUSIVE_COUNTING),
            self.book.reads(EXPIRY_IS_PLAIN),
        )

        def block(at: slice) -> None:
            span = slice(0, 0) if ledger is None else _within(at, ledger.case)
            own = also[:0] if ledger is None else ledger.case[span]
            touched = _touched(own, also[_within(at, also)])
            if not len(touched.case):
                return
            progress = self._progress(at, touched.case, restarts, conversions)
            base = progress.lengthened.copy()
            if ledger is not None and len(own):
                sequence.run(progress, ledger.taken(span), touched.first, touched.count)
            self._write_back(touched.case, progress, base)

        on_all_cores(block, slices(self.cases.height, _BLOCK))
        return ledger

    def _new_starts(self) -> tuple[CaseDays, CaseDays]:
        """The last day that begins a case's limit anew, and its last conversion that does not."""
        if self.events is None or not len(self.events.case):
            return CaseDays.none(), CaseDays.none()
        events, limits = self.events, self.counting.limits
        closed = days_of(self.cases["closed_on"])[events.case]
        in_time = (events.happened <= self.on) & ((closed == NONE) | (events.happened <= closed))
        usable = in_time & in_range(events.happened) & (events.kind >= 0)
        governed = self.clocks.limit[events.case] >= 0
        restart = limits.restarts[self.clocks.limit[events.case], events.kind] & usable & governed
        is_conversion = events.kind == event_kinds(self.book).index("conversion")
        kept = is_conversion & usable & governed & ~restart
        return (
            CaseDays.last(events.case, events.happened, restart),
            CaseDays.last(events.case, events.happened, kept),
        )

    def _progress(
        self, at: slice, cases: NDArray[np.intp], restarts: CaseDays, conversions: CaseDays
    ) -> Progress:
        """The clocks of some cases of a block before any of their items is taken."""
        clocks = self.clocks
        limit, status = clocks.limit[cases], clocks.status[cases]
        running = (status == Status.COMPUTED) | (status == Status.CALENDAR_UNKNOWN)
        running &= clocks.plain[cases] != NONE
        closed, in_custody, foreign = self._always(at, cases)
        rolls = self.counting.rolls(limit, in_custody)
        self._restart(cases, running, rolls, restarts)
        zeros = (np.zeros(len(cases), np.int32) for _ in range(4))
        more_months, more_days, excluded, extensions = zeros
        return Progress(
            limit=limit,
            running=running,
            rolls=rolls,
            foreign=foreign,
            start=clocks.start[cases],
            closed=np.where(closed == NONE, FAR, closed).astype(np.int32),
            converted=conversions.at(cases),
            lengthened=clocks.plain[cases],
            more_months=more_months,
            more_days=more_days,
            excluded=excluded,
            covered=np.full(len(cases), NONE, np.int32),
            open_since=np.full(len(cases), FAR, np.int32),
            extensions=extensions,
            expires=np.full(len(cases), NONE, np.int32),
            used=np.zeros((len(cases), self.counting.limits.steps.uses.shape[1]), np.int32),
        )

    def _always(self, at: slice, cases: NDArray[np.intp]) -> tuple[Days, Flags, Flags]:
        """Closing day, custody and foreign element of some cases of a block."""
        # Only the block is read, because scattered rows of a column in many pieces are slow.
        part, place = self.cases[at], cases - at.start
        return (
            days_of(part["closed_on"])[place],
            columns.flags_of(part["in_custody"])[place],
            columns.flags_of(part["foreign_related"])[place],
        )

    def _restart(
        self,
        cases: NDArray[np.intp],
        running: NDArray[np.bool_],
        rolls: NDArray[np.bool_],
        restarts: CaseDays,
    ) -> None:
        if not len(restarts.case):
            return
        anew = restarts.at(cases)
        here = running & (anew > self.clocks.start[cases])
        if not here.any():
            return
        at, starts = cases[here], anew[here]
        limit, limits = self.clocks.limit[at], self.counting.limits
        plain = self.counting.ends(limits.base, limit, starts)
        self.clocks.start[at] = self.clocks.warn_start[at] = starts
        self.clocks.plain[at] = plain
        self.clocks.base_due[at] = self.counting.legal(plain, rolls[here])
        warned = limits.warn.given[limit]
        self.clocks.warn[at[warned]] = self.counting.ends(
            limits.warn, limit[warned], starts[warned]
        )

    def _write_back(self, cases: NDArray[np.intp], progress: Progress, base: Days) -> None:
        clocks, limits, totals = self.clocks, self.counting.limits, self.totals
        plain = progress.plain
        due = self.counting.legal(plain, progress.rolls)
        clocks.plain[cases], clocks.due[cases] = plain, due
        running = progress.running
        found = np.where(due == NONE, Status.CALENDAR_UNKNOWN, Status.COMPUTED)
        clocks.status[cases] = np.where(running, found, clocks.status[cases])
        warned = running & (clocks.warn[cases] != NONE)
        at = cases[warned]
        warn = self.counting.ends(
            limits.warn, clocks.limit[at], clocks.warn_start[at], progress.more_months[warned]
        )
        clocks.warn[at] = warn + progress.more_days[warned] + progress.excluded[warned]
        totals.extensions[cases] = progress.extensions
        totals.extended[cases] = np.where(running, progress.lengthened - base, 0)
        totals.excluded[cases] = progress.excluded
        is_open = progress.open_since != FAR
        totals.open_since[cases] = np.where(is_open, progress.open_since, NONE)


def _event_days(name: str, events: Events | None, book: LimitBook) -> CaseDays:
    """`event.KIND`: the first such day of each case; `event.KIND.until_on`: the last."""
    if events is None:
        return CaseDays.none()
    _, kind, *until = name.split(".")
    is_kind = events.kind == event_kinds(book).index(kind)
    if until:
        return CaseDays.last(events.case, events.until, is_kind & (events.until != NONE))
    return CaseDays.first(events.case, events.happened, is_kind & (events.happened != NONE))


def _within(at: slice, cases: Positions) -> slice:
    """Where the cases of a block lie among some sorted ones."""
    low, high = np.searchsorted(cases, np.array([at.start, at.stop], cases.dtype))
    return slice(int(low), int(high))


def _touched(own: Positions, also: Positions) -> _Touched:
    is_first = np.ones(len(own), np.bool_)
    is_first[1:] = own[1:] != own[:-1]
    first = np.flatnonzero(is_first)
    count = np.diff(np.append(first, len(own)))
    cases = own[first].astype(np.intp)
    if not len(also):
        return _Touched(cases, first, count)
    every = np.union1d(cases, also)
    place = np.searchsorted(every, cases)
    counts = np.zeros(len(every), np.intp)
    counts[place] = count
    return _Touched(every, np.cumsum(counts) - counts, counts)
