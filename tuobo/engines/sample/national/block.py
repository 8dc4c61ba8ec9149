"""Draws a block of whole courts: cases sorted by court and filing day, with their intervals.

Everything is an array over the cases of the block; text is made of codes at the very end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tuobo.engines.sample.calendar import day_number
from tuobo.engines.sample.national.shape import BITS, Shape

Codes: TypeAlias = npt.NDArray[np.int32]
Mask: TypeAlias = npt.NDArray[np.bool_]
_DRAWS = 1 << 16
MISSING = -(1 << 30)


@dataclass(frozen=True, kw_only=True)
class Block:
    """Cases of some courts; `MISSING` is a missing day, -1 a missing code.

    `register` numbers court × year × word inside the block, `courts` are places in the full list.
    """

    courts: Codes
    register: npt.NDArray[np.uint16]
    codes: Mapping[str, Codes]
    days: Mapping[str, Codes]
    numbers: Mapping[str, npt.NDArray[np.int64]]
    flags: Mapping[str, Mask]


@dataclass(frozen=True, kw_only=True)
class Stretches:
    """Intervals: `case` is the place of their case in the block, in order."""

    case: npt.NDArray[np.int64]
    kind: Codes
    ground: Codes
    starts: Codes
    ends: Codes
    months: Codes
    has_paper: Mask


class Lots:
    """Random bits of one block."""

    def __init__(self, seed: int, block: int, count: int) -> None:
        self._lots = np.random.Generator(np.random.SFC64([seed, block]))
        self._count = count

    def bits(self, width: int = BITS, count: int | None = None) -> npt.NDArray[np.uint16]:
        """Whole numbers below 2 ** width."""
        size = self._count if count is None else count
        drawn = self._lots.integers(0, _DRAWS, size, dtype=np.uint16)
        return drawn >> np.uint16(16 - width)

    def below(self, most: int | Codes, count: int | None = None) -> Codes:
        """Whole numbers from 0 up to but not including `most`."""
        drawn = self.bits(16, count).astype(np.uint32) * np.asarray(most, dtype=np.uint32)
        return (drawn >> np.uint32(16)).astype(np.int32)

    def happens(self, share: float, count: int | None = None) -> Mask:
        """True with a share."""
        return self.bits(16, count) < np.uint16(min(round(share * _DRAWS), _DRAWS - 1))


def draw_block(shape: Shape, sizes: Codes, first: int, lots: Lots) -> Block:
    """The courts `first` … with so many cases each."""
    today = day_number(shape.country.data_day)
    split = day_number(shape.country.data_day.replace(month=1, day=1))
    local = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    filed = _sorted_days(shape, local, lots)
    is_late = (filed >= split).astype(np.int32)
    kind = shape.kind_of[is_late, lots.bits()]
    word = shape.word[kind]
    register = ((local * 2 + is_late) * len(shape.names.words) + word).astype(np.uint16)
    closed = filed + shape.duration[kind, lots.bits()]
    closed[closed > today] = MISSING
    judges = np.clip(sizes // (2 * shape.country.cases_a_judge), 3, shape.country.most_judges)
    codes = {
        "kind": kind, "case_word": word, "domain": shape.domain[kind],
        "instance": shape.instance[kind], "procedure": shape.procedure[kind],
        "matter": shape.matter[kind], "cause": shape.cause[kind, lots.bits()],
        "division": shape.division[kind, lots.bits()],
        "judge": lots.below(judges.astype(np.int32)[local]),
        "closing_way": np.where(closed == MISSING, np.int32(-1), shape.way[kind, lots.bits()]),
    }  # fmt: skip
    days, flags = _followed(shape, kind, filed, closed, lots)
    days["source_due_on"] = shape.limit_end[kind, filed - day_number(shape.country.starts_on)]
    days["source_due_on"][days["source_due_on"] < 0] = MISSING
    serial = _serials(register)
    amount = shape.amount[kind].astype(np.int64) * (lots.bits(10).astype(np.int64) + 40) // 5
    return Block(
        courts=local + np.int32(first), register=register, codes=codes, days=days,
        numbers={
            "case_serial": serial,
            "case_year": shape.country.starts_on.year + is_late.astype(np.int64),
            "claim_amount": amount,
        },
        flags=flags | {"panel": lots.happens(0.2), "e_filed": lots.happens(0.45)},
    )  # fmt: skip


def _sorted_days(shape: Shape, local: Codes, lots: Lots) -> Codes:
    """Filing days, in order inside each court."""
    start = day_number(shape.country.starts_on)
    key = local * np.int32(1024) + (shape.days[lots.bits(16)] - np.int32(start))
    key.sort()
    return (key & np.int32(1023)) + np.int32(start)


def _serials(register: npt.NDArray[np.uint16]) -> npt.NDArray[np.int64]:
    """1, 2, 3 … in each register, in the order of filing."""
    order = np.argsort(register, kind="stable")
    counts = np.bincount(register)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    serial = np.empty(len(register), dtype=np.int64)
    serial[order] = np.arange(len(register)) - starts[register[order]] + 1
    return serial


def _followed(
    shape: Shape, kind: Codes, filed: Codes, closed: Codes, lots: Lots
) -> tuple[dict[str, Codes], dict[str, Mask]]:
    """What follows from closing, as far as it has happened."""
    country, today = shape.country, day_number(shape.country.data_day)
    is_closed = closed != MISSING
    trial = shape.is_trial[kind].astype(np.bool_) & is_closed

    def after(day: Codes, wait: Codes | int, keep: Mask) -> Codes:
        found = day + np.int32(wait) if isinstance(wait, int) else day + wait
        return np.where(keep & (day != MISSING) & (found <= today), found, np.int32(MISSING))

    appealed = after(closed, lots.below(12) + 3, trial & lots.happens(country.appeal))
    sent = after(appealed, lots.below(16) + 13, appealed != MISSING)
    decided = after(sent, lots.below(60) + 25, sent != MISSING)
    effective = after(closed, 16, trial & (appealed == MISSING))
    enforced = lots.happens(country.enforced)
    everyone = np.ones(len(kind), dtype=np.bool_)
    received = filed - lots.below(6)
    days = {
        "filed_on": filed, "received_on": received, "entered_on": filed, "closed_on": closed,
        "decided_on": closed, "served_on": closed, "effective_on": effective,
        "archived_on": after(closed, lots.below(65) + 20, everyone),
        "appealed_on": appealed, "appeal_sent_on": sent, "appeal_decided_on": decided,
        "enforcement_applied_on": after(effective, lots.below(150) + 20, enforced),
        "performed_on": after(effective, lots.below(50) + 5,
                              ~enforced & lots.happens(country.performed)),
        "petitioned_on": after(effective, lots.below(120) + 20, lots.happens(country.petitioned)),
    }  # fmt: skip
    flags = {
        "appeal_attributable": lots.happens(0.8),
        "enforceable": trial & lots.happens(0.7),
        "trial": trial,
    }
    return days, flags


def draw_stretches(shape: Shape, block: Block, lots: Lots) -> Stretches:
    """Excluded, suspended and extended time of the block's cases, ordered by case."""
    country, today = shape.country, day_number(shape.country.data_day)
    kind, filed = block.codes["kind"], block.days["filed_on"]
    chosen = shape.has_exclusions[kind].astype(np.bool_) & lots.happens(shape.excluded_share)
    cases = np.flatnonzero(chosen)
    numbers = np.asarray(list(country.stretches), dtype=np.int64)
    edges = np.cumsum(list(country.stretches.values()))
    each = numbers[np.searchsorted(edges, lots.bits(16, len(cases)) / _DRAWS, side="right")]
    stops = np.repeat(cases, each)
    longer = np.flatnonzero(
        shape.has_exclusions[kind].astype(np.bool_) & lots.happens(country.extended)
    )
    case = np.concatenate([stops, longer])
    is_extension = np.arange(len(case)) >= len(stops)
    order = np.argsort(case, kind="stable")
    case, is_extension = case[order], is_extension[order]
    count = len(case)
    last = np.where(block.days["closed_on"][case] == MISSING, today, block.days["closed_on"][case])
    start = filed[case] + lots.below((last - filed[case] + 1).astype(np.int32), count)
    least, most = country.stretch_days
    end = np.minimum(start + least + lots.below(most - least, count), last)
    is_open = lots.happens(country.still_open, count) & (last == today)
    ground = shape.ground[kind[case], lots.bits(count=count)]
    stay = np.isin(ground, [at for at, name in enumerate(shape.names.grounds) if "STAY" in name])
    missing = np.int32(MISSING)
    return Stretches(
        case=case,
        kind=np.where(is_extension, 2, np.where(stay, 1, 0)).astype(np.int32),
        ground=np.where(is_extension, np.int32(-1), ground),
        starts=start.astype(np.int32),
        ends=np.where(is_extension | is_open, missing, end).astype(np.int32),
        months=np.where(is_extension, 3, -1).astype(np.int32),
        has_paper=~lots.happens(country.without_paper, count),
    )
