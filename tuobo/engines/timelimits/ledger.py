"""The interval and event tables as the kernel takes them: items in order, and days of new starts.

Rows of cases that are not in the case table are left out (intake reports orphans). The order of
rows in the tables never matters: items are sorted by case, date and then all that they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.columns import (
    NOWHERE,
    Frame,
    LookUp,
    Positions,
    collected,
    integers_of,
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
_SPAN = LAST - FIRST + 2
_MOST_MONTHS, _MOST_DAYS = 1200, 36500


@dataclass(frozen=True)
class Fates:
    """What became of each item, in the order of a ledger."""

    status: NDArray[np.uint8]
    counted: Days
    due_before: Days
    due_after: Days

    @classmethod
    def of(cls, size: int) -> Fates:
        """Room for so many items, each of which gets its fate when its case is taken."""
        days = (np.empty(size, np.int32) for _ in range(2))
        return cls(np.empty(size, np.uint8), np.zeros(size, np.int32), *days)


@dataclass(frozen=True)
class Ledger:
    """Items by case: the case row of each (sorted), and the table row that each came from.

    Within a case `row` has the order of the table until `taken` has put it in the order of law.
    `key` is the table's own column of keys if that has the order of the ledger.
    """

    reader: ItemReader
    key: pl.Series | None
    case: Positions
    row: NDArray[np.uint32]
    fates: Fates

    @property
    def size(self) -> int:
        return len(self.case)

    def taken(self, at: slice) -> Items:
        """The items of some whole cases in the order in which they are taken."""
        items = self.reader.items(self.row[at])
        order = _order(self.case[at], items)
        if order is not None:
            self.row[at] = self.row[at][order]
            recorded = vars(items).values()
            items = Items(*(column[order] if len(column) else column for column in recorded))
        for field in fields(Fates):
            setattr(items, field.name, getattr(self.fates, field.name)[at])
        return items


@dataclass(frozen=True)
class Events:
    """Events that may move a start, with the case row and the kind's number of each."""

    case: Positions
    kind: NDArray[np.int64]
    happened: Days
    until: Days


@dataclass(frozen=True)
class CaseDays:
    """One day of some cases, sorted by case: far smaller than a column for all of them."""

    case: Positions
    day: Days

    @classmethod
    def none(cls) -> CaseDays:
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int32))

    @classmethod
    def last(cls, case: Positions, day: Days, chosen: NDArray[np.bool_]) -> CaseDays:
        """The last of the chosen days of each case."""
        case, day = case[chosen], day[chosen]
        order = np.lexsort((day, case))
        case, day = case[order], day[order]
        is_last = np.append(case[1:] != case[:-1], np.ones(len(case[:1]), np.bool_))
        return cls(case[is_last], day[is_last])

    @classmethod
    def first(cls, case: Positions, day: Days, chosen: NDArray[np.bool_]) -> CaseDays:
        """The first of the chosen days of each case."""
        found = cls.last(case, -day, chosen)
        return cls(found.case, -found.day)

    def at(self, cases: NDArray[np.intp]) -> Days:
        """The day of each of these cases, NONE for those without."""
        if not len(self.case):
            return np.full(len(cases), NONE, np.int32)
        wanted = cases.astype(self.case.dtype)  # of another type would copy all that is searched
        place = np.minimum(np.searchsorted(self.case, wanted), len(self.case) - 1)
        return np.where(self.case[place] == cases, self.day[place], NONE)

    def within(self, at: slice) -> Days:
        """The days of a block of cases, NONE for those without."""
        found = np.full(at.stop - at.start, NONE, np.int32)
        low, high = np.searchsorted(self.case, np.array([at.start, at.stop], self.case.dtype))
        found[self.case[low:high] - at.start] = self.day[low:high]
        return found


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
        kind=LookUp.of(table["kind"], numbers, -1, -1).numbers(table["kind"])[kept],
        happened=days_of(table["happened_on"])[kept],
        until=days_of(table["until_on"])[kept],
    )


def read_ledger(frame: Frame, cases: pl.DataFrame, by: str, *, book: LimitBook) -> Ledger:
    schema = _schema(book, "interval", by)
    table = collected(frame, (by, *INTERVAL_COLUMNS), INTERVAL_CODES, schema)
    at = positions(cases, table, by)
    rows = np.arange(len(at), dtype=np.uint32)
    key: pl.Series | None = table[by]
    if len(at) and at.min() == NOWHERE:
        key = None
        rows = np.flatnonzero(at != NOWHERE).astype(np.uint32)
        at = at[rows]
    if not (at[1:] >= at[:-1]).all():
        by_case = np.argsort(at, kind="stable")
        rows, at, key = rows[by_case], at[by_case], None
    return Ledger(ItemReader(table, book), key, at, rows, Fates.of(len(at)))


class ItemReader:
    """Reads rows of the interval table as items; code tables are looked up once."""

    def __init__(self, table: pl.DataFrame, book: LimitBook) -> None:
        self.table = table
        bits = {code: 1 << bit for bit, code in enumerate(book.vocabularies["approver"].by_code)}
        self._versions = _ground_versions(book)
        self._in_force = _in_force(book)
        names = {name: number for number, name in enumerate(self._versions)}
        self._plain_stay = names.get(PLAIN_STAY, -1)
        self._kind = LookUp.of(table["kind"], {"extended": 0, "suspended": 2}, 1, 1)
        self._ground = LookUp.of(table["ground"], names, -2, -1)
        self._approver = LookUp.of(table["approver"], bits, 0, APPROVER_NOT_LISTED)

    def items(self, rows: NDArray[np.uint32]) -> Items:
        is_run = len(rows) > 0 and int(rows[-1]) - int(rows[0]) + 1 == len(rows)
        part = self.table.slice(int(rows[0]), len(rows)) if is_run else self.table[rows]
        kinds = self._kind.numbers(part["kind"])
        starts = days_of(part["starts_on"])
        size = part.height
        nothing = np.empty(0, np.int32)
        return Items(
            kind=np.where(kinds == 0, EXTENDED, PAUSED).astype(np.uint8),
            ground=self._ground_rows(part["ground"], kinds == 2, starts),
            starts=starts,
            ends=days_of(part["ends_on"]),
            months=_within(part["added_months"], _MOST_MONTHS, size),
            days=_within(part["added_days"], _MOST_DAYS, size),
            approved=days_of(part["approved_on"]),
            approver=self._approver.numbers(part["approver"]).astype(np.uint32),
            status=np.empty(0, np.uint8),
            counted=nothing,
            due_before=nothing,
            due_after=nothing,
        )

    def _ground_rows(
        self, cells: pl.Series, is_stay: NDArray[np.bool_], starts: Days
    ) -> NDArray[np.int16]:
        """The row of the ground's version in force when a period starts, -1 where there is none."""
        named = self._ground.numbers(cells)
        # A stay without a named ground is a plain stay.
        named = np.maximum(np.where((named == -2) & is_stay, self._plain_stay, named), -1)
        found = np.full(len(named), -1, np.int16)
        from_day, until_day = self._in_force
        for rank in range(max((len(rows) for rows in self._versions.values()), default=0)):
            nth = [rows[rank] if rank < len(rows) else -1 for rows in self._versions.values()]
            row = np.array([*nth, -1], np.int16)[named]
            found = np.where((starts >= from_day[row]) & (starts < until_day[row]), row, found)
        return found


def _ground_versions(book: LimitBook) -> dict[str, list[int]]:
    """Ground → the rows of its versions in the book."""
    versions: dict[str, list[int]] = {}
    for row, ground in enumerate(book.grounds):
        versions.setdefault(ground.id, []).append(row)
    return versions


def _in_force(book: LimitBook) -> tuple[Days, Days]:
    """First day and end of each ground's version; the last entry is in force on no day."""
    spans = [ground.in_force for ground in book.grounds]
    first = [day_number(one.start) if one.start else int(NONE) for one in spans]
    end = [day_number(one.end) if one.end else LAST + 1 for one in spans]
    return np.array([*first, LAST + 1], np.int32), np.array([*end, NONE], np.int32)


def _within(cells: pl.Series, most: int, size: int) -> Days:
    if cells.null_count() == size:
        return np.full(size, NONE, np.int32)
    numbers = integers_of(cells)
    return np.where(numbers == NONE, NONE, np.clip(numbers, 0, most))


def _order(at: Positions, items: Items) -> NDArray[np.intp] | None:
    """The order by case and date, None if it is so already.

    What falls on one day of one case is ordered by all that it says, so that the order of rows
    in the table never matters.
    """
    dates = np.where(items.kind == EXTENDED, items.approved, items.starts)
    key = (at - at[:1]).astype(np.int64) * _SPAN + np.clip(dates, FIRST - 1, LAST) - (FIRST - 1)
    if (key[1:] > key[:-1]).all():
        return None
    order = np.argsort(key, kind="stable")
    key = key[order]
    same = key[1:] == key[:-1]
    if same.any():
        tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
        rows = order[tied]
        said = (items.days, items.months, items.approver, items.ends, items.ground, items.kind)
        order[tied] = rows[np.lexsort((*(column[rows] for column in said), key[tied]))]
    return order


def _schema(book: LimitBook, table: str, by: str) -> Mapping[str, Any]:
    return {**book.schema[table].polars_schema, "case_key": pl.Int64, by: _KEY_TYPES[by]}


_KEY_TYPES: dict[str, type[pl.DataType]] = {"case_key": pl.Int64, "case_number": pl.String}
