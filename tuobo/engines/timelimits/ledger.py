"""The interval and event tables as the kernel takes them: items in order, and days of new starts.

Rows of cases that are not in the case table are left out (intake reports orphans). The order of
rows in the tables never matters: items are sorted by case, date and then all that they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.columns import (
    NOWHERE,
    Frame,
    Positions,
    collected,
    integers_of,
    looked_up,
    positions,
)
from tuobo.engines.timelimits.days import FIRST, LAST, NONE, Days, day_number, days_of
from tuobo.engines.timelimits.sequence import EXTENDED, PAUSED, Items
from tuobo.engines.timelimits.tables import event_kinds

INTERVAL_COLUMNS = (
    "kind", "ground", "starts_on", "ends_on", "added_months", "added_days", "approved_on",
    "approver",
)  # fmt: skip
INTERVAL_CODES = ("kind", "ground", "approver")
EVENT_COLUMNS = ("kind", "happened_on", "until_on")
PLAIN_STAY = "X-STAY"
APPROVER_NOT_LISTED = 1 << 31
_MOST_MONTHS, _MOST_DAYS = 1200, 36500


@dataclass(frozen=True)
class Ledger:
    """Items sorted by case, the case row of each, and the row of the table that each came from."""

    case: Positions
    row: NDArray[np.int64]
    items: Items

    @property
    def size(self) -> int:
        return len(self.case)


@dataclass(frozen=True)
class Events:
    """Events that may move a start, with the case row and the kind's number of each."""

    case: Positions
    kind: NDArray[np.int32]
    happened: Days
    until: Days


@dataclass(frozen=True)
class LastDays:
    """The last of some days of a case, for the cases that have one."""

    case: Positions
    day: Days

    @classmethod
    def none(cls) -> LastDays:
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int32))

    @classmethod
    def of(cls, events: Events, chosen: NDArray[np.bool_]) -> LastDays:
        case, day = events.case[chosen], events.happened[chosen]
        order = np.lexsort((day, case))
        case, day = case[order], day[order]
        is_last = np.append(case[1:] != case[:-1], np.ones(len(case[:1]), np.bool_))
        return cls(case[is_last], day[is_last])

    def at(self, cases: NDArray[np.intp]) -> Days:
        """The day of each of these cases, NONE for those without."""
        if not len(self.case):
            return np.full(len(cases), NONE, np.int32)
        place = np.minimum(np.searchsorted(self.case, cases), len(self.case) - 1)
        return np.where(self.case[place] == cases, self.day[place], NONE)


def read_events(
    frame: Frame, cases: pl.DataFrame, by: str, *, book: LimitBook, kinds: frozenset[str]
) -> Events:
    """The events of the kinds that the book's limits ask for."""
    schema = _schema(book, "event", by)
    wanted = frame.lazy().filter(pl.col("kind").cast(pl.String).is_in(sorted(kinds)))
    table = collected(wanted, (by, *EVENT_COLUMNS), ("kind",), schema)
    at = positions(cases, table, by)
    kept = at != NOWHERE
    numbers = {kind: number for number, kind in enumerate(event_kinds(book))}
    return Events(
        case=at[kept],
        kind=looked_up(table["kind"], numbers, -1, -1)[kept].astype(np.int32),
        happened=days_of(table["happened_on"])[kept],
        until=days_of(table["until_on"])[kept],
    )


def read_ledger(frame: Frame, cases: pl.DataFrame, by: str, *, book: LimitBook) -> Ledger:
    table = collected(frame, (by, *INTERVAL_COLUMNS), INTERVAL_CODES, _schema(book, "interval", by))
    items = _items(table, book)
    at = positions(cases, table, by)
    order = _order(at, items)
    return Ledger(at[order], order.astype(np.int64), _taken(items, order))


def _items(table: pl.DataFrame, book: LimitBook) -> Items:
    kinds = looked_up(table["kind"], {"extended": 0, "suspended": 2}, 1, 1)
    starts = days_of(table["starts_on"])
    bits = {code: 1 << bit for bit, code in enumerate(book.vocabularies["approver"].by_code)}
    approver = looked_up(table["approver"], bits, 0, -1)
    size = table.height
    return Items(
        kind=np.where(kinds == 0, EXTENDED, PAUSED).astype(np.uint8),
        ground=_ground_versions(table["ground"], kinds == 2, starts, book),
        starts=starts,
        ends=days_of(table["ends_on"]),
        months=_within(integers_of(table["added_months"]), _MOST_MONTHS),
        days=_within(integers_of(table["added_days"]), _MOST_DAYS),
        approved=days_of(table["approved_on"]),
        approver=np.where(approver < 0, APPROVER_NOT_LISTED, approver).astype(np.uint32),
        status=np.zeros(size, np.uint8),
        counted=np.zeros(size, np.int32),
        due_before=np.full(size, NONE, np.int32),
        due_after=np.full(size, NONE, np.int32),
    )


def _ground_versions(
    cells: pl.Series, is_stay: NDArray[np.bool_], starts: Days, book: LimitBook
) -> NDArray[np.int16]:
    """The row of the ground's version in force when a period starts, -1 where there is none."""
    versions: dict[str, list[int]] = {}
    for number, ground in enumerate(book.grounds):
        versions.setdefault(ground.id, []).append(number)
    numbers = {name: number for number, name in enumerate(versions)}
    named = looked_up(cells, numbers, -2, -1)
    unnamed_stay = (named == -2) & is_stay  # a stay without a named ground is a plain stay
    named = np.maximum(np.where(unnamed_stay, numbers.get(PLAIN_STAY, -1), named), -1)
    found = np.full(len(named), -1, np.int16)
    for rank in range(max((len(rows) for rows in versions.values()), default=0)):
        nth = [rows[rank] if rank < len(rows) else -1 for rows in versions.values()]
        row = np.array([*nth, -1], np.int16)[named]
        from_day, until_day = _in_force(book)
        found = np.where((starts >= from_day[row]) & (starts < until_day[row]), row, found)
    return found


def _in_force(book: LimitBook) -> tuple[Days, Days]:
    """First day and end of each ground's version; the last entry is in force on no day."""
    spans = [ground.in_force for ground in book.grounds]
    first = [day_number(one.start) if one.start else int(NONE) for one in spans]
    end = [day_number(one.end) if one.end else LAST + 1 for one in spans]
    return np.array([*first, LAST + 1], np.int32), np.array([*end, NONE], np.int32)


def _within(numbers: Days, most: int) -> Days:
    return np.where(numbers == NONE, NONE, np.clip(numbers, 0, most))


def _order(at: Positions, items: Items) -> NDArray[np.intp]:
    """Rows by case and date; what falls on one day is ordered by all that it says."""
    kept = np.flatnonzero(at != NOWHERE)
    dates = np.where(items.kind == EXTENDED, items.approved, items.starts)
    span = LAST - FIRST + 2
    key = at * span + np.clip(dates, FIRST - 1, LAST) - (FIRST - 1)
    if len(kept) < len(key):
        key = key[kept]
    if not (key[1:] >= key[:-1]).all():
        by_key = np.argsort(key, kind="stable")
        kept, key = kept[by_key], key[by_key]
    same = key[1:] == key[:-1]
    if same.any():
        tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
        rows = kept[tied]
        said = (items.days, items.months, items.approver, items.ends, items.ground, items.kind)
        kept[tied] = rows[np.lexsort((*(column[rows] for column in said), key[tied]))]
    return kept


def _taken(items: Items, order: NDArray[np.intp]) -> Items:
    if len(order) == len(items.kind) and (order[1:] > order[:-1]).all():
        return items
    return Items(*(column[order] for column in vars(items).values()))


def _schema(book: LimitBook, table: str, by: str) -> Mapping[str, Any]:
    return {**book.schema[table].polars_schema, "case_key": pl.Int64, by: _KEY_TYPES[by]}


_KEY_TYPES: dict[str, type[pl.DataType]] = {"case_key": pl.Int64, "case_number": pl.String}
