"""Extensions, exclusions and suspensions, applied one after another within each case.

The law makes the order matter: a period counts as excluded only if it began while the clock still
ran, and an extension approved after expiry cures nothing (法释〔2000〕29号 art. 14). So items are
sorted by case and date and taken rank by rank: the first item of all cases, then the second …

Our reading: "while the clock still ran" means on or before the legal deadline of that moment,
rolled to a working day where the rule rolls. Extensions lengthen the months before excluded days
are added; overlapping periods are counted once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tuobo.engines.timelimits.days import FIRST, LAST, NONE, Days, Flags, add_months
from tuobo.engines.timelimits.kernel import Counting

At = NDArray[np.intp]
EXTENDED, PAUSED = 0, 1
APPROVER_UNSTATED = np.uint32(0)
FAR = np.int32(2**30)


class ItemStatus(IntEnum):
    """What became of an extension or an excluded period."""

    APPLIED = 0
    CAPPED = 1
    MERGED = 2
    LATE = 3
    AFTER_EXPIRY = 4
    NOT_IN_LAW = 5
    NO_STEP = 6
    NO_APPROVAL = 7
    NO_DATE = 8
    BEFORE_START = 9
    SUPERSEDED = 10
    AFTER_CLOSING = 11
    NOT_YET = 12
    NO_CLOCK = 13


COUNTING_STATUSES = (ItemStatus.APPLIED, ItemStatus.CAPPED, ItemStatus.MERGED)


@dataclass
class Items:
    """Rows of the interval table in the order in which they are taken; results are filled in."""

    kind: NDArray[np.uint8]
    ground: NDArray[np.int16]
    starts: Days
    ends: Days
    months: Days
    days: Days
    approved: Days
    approver: NDArray[np.uint32]
    status: NDArray[np.uint8]
    counted: Days
    due_before: Days
    due_after: Days


@dataclass
class Progress:
    """The clock of each case that has items, as it stands after the items taken so far."""

    limit: NDArray[np.int16]
    running: Flags
    rolls: Flags
    foreign: Flags
    start: Days
    closed: Days
    converted: Days
    lengthened: Days
    more_months: Days
    more_days: Days
    excluded: Days
    covered: Days
    open_since: Days
    extensions: Days
    used: Days
    expires: Days

    @property
    def plain(self) -> Days:
        return np.where(self.running, self.lengthened + self.excluded, NONE)


@dataclass(frozen=True)
class Sequence:
    """Takes the items of a block of cases in order. `on` is the day of the computation."""

    counting: Counting
    on: np.int32
    inclusive: bool
    expiry_is_plain: bool

    def run(self, cases: Progress, items: Items, first: At, count: At) -> None:
        active = np.flatnonzero(count > 0)
        cases.expires[active] = self._expires(cases, active)
        rank = 0
        while active.size:
            at = first[active] + rank
            items.due_before[at] = cases.expires[active]
            extends = items.kind[at] == EXTENDED
            for chosen, take in ((extends, self._extend), (~extends, self._pause)):
                if chosen.any():
                    take(cases, items, active[chosen], at[chosen])
            after = self._expires(cases, active)
            items.due_after[at] = cases.expires[active] = after
            rank += 1
            active = active[count[active] > rank]

    def _expires(self, cases: Progress, who: At) -> Days:
        """The legal last day so far; the plain one where C-16 says so or no calendar is known."""
        plain = cases.lengthened[who] + cases.excluded[who]
        if self.expiry_is_plain:
            return np.where(cases.running[who], plain, NONE)
        legal = self.counting.legal(plain, cases.rolls[who])
        found = np.where(legal == NONE, plain, legal)
        return np.where(cases.running[who], found, NONE)

    def _pause(self, cases: Progress, items: Items, who: At, at: At) -> None:
        limits = self.counting.limits
        starts, ends, ground = items.starts[at], items.ends[at], items.ground[at]
        horizon = np.minimum(cases.closed[who], self.on)
        is_open = ends == NONE
        until = np.where(is_open, np.maximum(horizon, starts), np.minimum(ends, LAST))
        capped_at = self._cap(cases, who, ground, starts)
        is_capped = until > capped_at
        until = np.minimum(until, capped_at)
        since = np.maximum(starts - int(self.inclusive), cases.start[who])
        status = np.select(
            [
                ~cases.running[who],
                ~limits.accepts[cases.limit[who], ground],
                (starts == NONE) | (~is_open & (ends < starts)),
                starts > self.on,
                starts > cases.closed[who],
                starts > items.due_before[at],
                ~is_open & (until <= since) & (starts <= cases.start[who]),
                is_capped,
                since < cases.covered[who],
            ],
            [
                ItemStatus.NO_CLOCK, ItemStatus.NOT_IN_LAW, ItemStatus.NO_DATE, ItemStatus.NOT_YET,
                ItemStatus.AFTER_CLOSING, ItemStatus.AFTER_EXPIRY, ItemStatus.BEFORE_START,
                ItemStatus.CAPPED, ItemStatus.MERGED,
            ],
            ItemStatus.APPLIED,
        )  # fmt: skip
        counts = status <= ItemStatus.MERGED
        gained = np.maximum(until - np.maximum(since, cases.covered[who]), 0)
        gained = np.where(counts, gained, 0).astype(np.int32)
        items.status[at], items.counted[at] = status, gained
        cases.excluded[who] += gained
        moved = np.where(counts, np.maximum(until, cases.covered[who]), cases.covered[who])
        cases.covered[who] = moved
        still_open = counts & is_open & ~is_capped & (cases.closed[who] > self.on)
        since_open = np.where(still_open, starts, FAR).astype(np.int32)
        cases.open_since[who] = np.minimum(cases.open_since[who], since_open)

    def _cap(self, cases: Progress, who: At, ground: NDArray[np.int16], starts: Days) -> Days:
        """The last day of a period that its ground lets count; far away where it has no cap."""
        limits = self.counting.limits
        has_cap = np.append(limits.caps_foreign.given, False)[ground] & (starts != NONE)
        capped = np.full(len(ground), FAR, np.int32)
        begin = np.clip(starts, FIRST, LAST)
        sticky = limits.sticky[cases.limit[who]]
        foreign = cases.foreign[who]
        for caps, mine in ((limits.caps, ~foreign), (limits.caps_foreign, foreign)):
            here = np.flatnonzero(has_cap & mine & np.append(caps.given, False)[ground])
            of = ground[here]
            months = add_months(begin[here], caps.months[of], sticky=sticky[here])
            capped[here] = months + caps.days[of]
        return capped - np.int32(self.inclusive)

    def _extend(self, cases: Progress, items: Items, who: At, at: At) -> None:
        approved = items.approved[at]
        step, has_step = self._step(cases, items.approver[at], who)
        most = self.counting.limits.steps.most
        place = (cases.limit[who], step)
        stated = (items.months[at] != NONE) | (items.days[at] != NONE)
        status = np.select(
            [
                ~cases.running[who],
                approved == NONE,
                approved > self.on,
                approved > cases.closed[who],
                approved < cases.start[who],
                approved < cases.converted[who],
                approved > items.due_before[at],
                ~has_step,
                ~stated & ~most.given[place],
            ],
            [
                ItemStatus.NO_CLOCK, ItemStatus.NO_APPROVAL, ItemStatus.NOT_YET,
                ItemStatus.AFTER_CLOSING, ItemStatus.BEFORE_START, ItemStatus.SUPERSEDED,
                ItemStatus.LATE, ItemStatus.NO_STEP, ItemStatus.NO_DATE,
            ],
            ItemStatus.APPLIED,
        )  # fmt: skip
        counts = status == ItemStatus.APPLIED
        items.status[at] = status
        if counts.any():
            self._lengthen(cases, items, (who[counts], at[counts]), step[counts])

    def _step(
        self, cases: Progress, approver: NDArray[np.uint32], who: At
    ) -> tuple[NDArray[np.intp], Flags]:
        """The first step that this approver may grant and that is not used up yet."""
        steps = self.counting.limits.steps
        may = (steps.approvers[cases.limit[who]] & approver[:, None]) != 0
        may |= (approver == APPROVER_UNSTATED)[:, None]
        free = may & (cases.used[who] < steps.uses[cases.limit[who]])
        return free.argmax(axis=1), free.any(axis=1)

    def _lengthen(
        self, cases: Progress, items: Items, pair: tuple[At, At], step: NDArray[np.intp]
    ) -> None:
        who, at = pair
        steps, limit = self.counting.limits.steps, cases.limit[who]
        place = (limit, step)
        asked = _zero_if_none(items.months[at]), _zero_if_none(items.days[at])
        most = steps.most.months[place], steps.most.days[place]
        by_most = self._lengthened(cases, who, *most)
        by_asked = self._lengthened(cases, who, *asked)
        unstated = (items.months[at] == NONE) & (items.days[at] == NONE)
        is_capped = steps.most.given[place] & (by_asked > by_most)
        use_most = is_capped | unstated
        months = np.where(use_most, most[0], asked[0]) + cases.more_months[who]
        days = np.where(use_most, most[1], asked[1]) + cases.more_days[who]
        reached = np.where(use_most, by_most, by_asked)
        months, days, reached, over = self._total(cases, (who, step), (months, days, reached))
        before = cases.lengthened[who]
        items.status[at] = np.where(is_capped | over, ItemStatus.CAPPED, ItemStatus.APPLIED)
        items.counted[at] = reached - before
        cases.more_months[who], cases.more_days[who] = months, days
        cases.lengthened[who] = reached
        cases.extensions[who] += 1
        cases.used[who, step] += 1

    def _lengthened(self, cases: Progress, who: At, months: Days, days: Days) -> Days:
        base = self.counting.limits.base
        ends = self.counting.ends(
            base, cases.limit[who], cases.start[who], cases.more_months[who] + months
        )
        return (ends + cases.more_days[who] + days).astype(np.int32)

    def _total(
        self, cases: Progress, place: tuple[At, NDArray[np.intp]], found: tuple[Days, Days, Days]
    ) -> tuple[Days, Days, Days, Flags]:
        """Base and extensions together may not pass the step's total."""
        (who, step), (months, days, reached) = place, found
        limits, limit = self.counting.limits, cases.limit[who]
        total = limits.steps.total_most
        here = (limit, step)
        sticky = limits.sticky[limit]
        ceiling = add_months(cases.start[who], total.months[here], sticky=sticky) + total.days[here]
        ceiling = np.maximum(ceiling, cases.lengthened[who])
        over = total.given[here] & (reached > ceiling)
        more_months = np.where(over, total.months[here] - limits.base.months[limit], months)
        more_days = np.where(over, total.days[here] - limits.base.days[limit], days)
        return more_months, more_days, np.where(over, ceiling, reached).astype(np.int32), over


def _zero_if_none(numbers: Days) -> Days:
    return np.where(numbers == NONE, 0, numbers)
