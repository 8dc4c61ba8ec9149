"""Entries as columns: what figures, cadences and fact tables count, without a loop an entry.

`state` is the state now; `as_of` gives it as it was on a day, from the steps. A field of many
values is a list column; a period is two days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_

import polars as pl

from tuobo.core.period import Period
from tuobo.engines.ledgers.clock import WorkingDays, clock_readings
from tuobo.engines.ledgers.definition import Condition, Field, FieldType, Ledger
from tuobo.engines.ledgers.definition.part import Scalar
from tuobo.engines.ledgers.entry import Entry
from tuobo.engines.ledgers.status import ClockStatus

_TYPES: dict[FieldType, type[pl.DataType]] = {
    FieldType.NUMBER: pl.Float64,
    FieldType.DAYS: pl.Int64,
    FieldType.MONEY: pl.Int64,
    FieldType.DATE: pl.Date,
    FieldType.FLAG: pl.Boolean,
}
_UNIT_SEPARATOR = "\x1f"  # no value holds it: reading takes control characters out
ROW = "_row"
_STEPS = {ROW: pl.UInt32, "event": pl.String, "on": pl.Date, "state": pl.String}


@dataclass(frozen=True, kw_only=True)
class Frames:
    """The entries of one ledger, a row each, and their steps in order.

    `_row` joins the two: courts number their entries alike, so a number alone does not.
    """

    ledger: Ledger
    entries: pl.DataFrame
    steps: pl.DataFrame

    def as_of(self, day: date) -> Frames:
        """The entries that there were at the end of a day, in the state that they had then.

        Fields are as they are now: the ledger keeps their history, the figures do not go by it.
        """
        states = (
            self.steps.filter(pl.col("on") <= day)
            .group_by(ROW, maintain_order=True)
            .agg(pl.col("state").last())
        )
        entries = self.entries.drop("state", "state_kind").join(
            states, on=ROW, how="inner", maintain_order="left"
        )
        kinds = {state.id: state.kind.value for state in self.ledger.states}
        kind = pl.col("state").replace_strict(kinds, default=None, return_dtype=pl.String)
        return replace(self, entries=entries.with_columns(kind.alias("state_kind")))


def frames_of(
    ledger: Ledger,
    entries: Iterable[Entry],
    *,
    on: date | None = None,
    calendar: WorkingDays | None = None,
) -> Frames:
    """Entries (of this version) as columns; with a day and a calendar also their clocks."""
    entries = tuple(entries)
    columns: dict[str, pl.Series] = {
        ROW: pl.Series(ROW, range(len(entries)), pl.UInt32),
        "number": _texts("number", [one.number for one in entries]),
        "state": _texts("state", [one.state for one in entries]),
        "state_kind": _texts("state_kind", [one.kind(ledger).value for one in entries]),
        "unit": _texts("unit", [one.unit for one in entries]),
        "court": _texts("court", [one.court for one in entries]),
        "created_on": pl.Series("created_on", [one.created_on for one in entries], pl.Date),
        "closed_on": pl.Series("closed_on", [one.closed_on(ledger) for one in entries], pl.Date),
    }
    for one in ledger.fields:
        columns |= {series.name: series for series in _columns(one, entries)}
    if on is not None and calendar is not None:
        columns |= _clocks(ledger, entries, on, calendar)
    steps = [
        (row, step.event, step.on, step.to_state)
        for row, entry in enumerate(entries)
        for step in entry.steps
    ]
    return Frames(
        ledger=ledger,
        entries=pl.DataFrame(columns),
        steps=pl.DataFrame(steps, schema=_STEPS, orient="row"),
    )


def _texts(name: str, values: Sequence[str]) -> pl.Series:
    return pl.Series(name, values, pl.String)


def _columns(one: Field, entries: Sequence[Entry]) -> list[pl.Series]:
    held = [entry.values.get(one.id) for entry in entries]
    if one.type is FieldType.PERIOD:
        periods = [value if isinstance(value, Period) else None for value in held]
        return [
            pl.Series(f"{one.id}_from", [one and one.start for one in periods], pl.Date),
            pl.Series(f"{one.id}_until", [one and one.last_day for one in periods], pl.Date),
        ]
    kind = _TYPES.get(one.type, pl.String)
    if one.type is FieldType.NUMBER:
        kind = pl.Float64 if one.decimals else pl.Int64
        held = [_number(value, one) for value in held]  # type: ignore[misc]
    if one.many:
        return [_lists(one.id, held, kind)]
    return [pl.Series(one.id, held, kind)]


def _lists(name: str, held: Sequence[object], kind: type[pl.DataType]) -> pl.Series:
    """Joined and split again: many times as fast as a Python list a row."""
    joined = [
        _UNIT_SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else None
        for value in held
    ]
    empty = pl.Series(name, [[]], pl.List(pl.String))
    split = pl.Series(name, joined, pl.String).str.split(_UNIT_SEPARATOR)
    return split.fill_null(empty.first()).cast(pl.List(kind))


def _number(value: object, one: Field) -> object:
    if isinstance(value, tuple):
        return tuple(_number(each, one) for each in value)
    if value is None:
        return None
    return float(str(value)) if one.decimals else int(str(value))


def clock_column(name: str) -> str:
    """The column with the status of a clock."""
    return f"clock.{name}"


def due_column(name: str) -> str:
    """The column with the due day of a clock."""
    return f"due.{name}"


def _clocks(
    ledger: Ledger, entries: Sequence[Entry], on: date, calendar: WorkingDays
) -> dict[str, pl.Series]:
    readings = [
        {one.clock.id: one for one in clock_readings(ledger, entry, on, calendar)}
        for entry in entries
    ]
    columns: dict[str, pl.Series] = {}
    for name in ledger.clock_by_id:
        read = [each.get(name) for each in readings]
        status = [one.status.value if one else ClockStatus.NOT_STARTED.value for one in read]
        columns[clock_column(name)] = _texts(clock_column(name), status)
        due = [one.due_on if one else None for one in read]
        columns[due_column(name)] = pl.Series(due_column(name), due, pl.Date)
    return columns


def expression(condition: Condition | None, ledger: Ledger) -> pl.Expr:
    """The condition on the columns of `Frames.entries`: true or false, never null."""
    if condition is None:
        return pl.lit(value=True)
    if condition.field:
        return _field(condition, ledger.field_by_id[condition.field])
    if condition.state:
        return pl.col("state").is_in(condition.state)
    if condition.kind:
        return pl.col("state_kind").is_in(condition.kind)
    if condition.clock:
        return pl.col(clock_column(condition.clock)).is_in([str(one) for one in condition.equals])
    parts = [expression(part, ledger) for part in condition.parts]
    return reduce(and_, parts) if condition.all else _any(condition, parts)


def _any(condition: Condition, parts: list[pl.Expr]) -> pl.Expr:
    found = reduce(or_, parts)
    return found if condition.any else ~found


def _field(condition: Condition, one: Field) -> pl.Expr:
    name = f"{one.id}_from" if one.type is FieldType.PERIOD else one.id
    column = pl.col(name)
    filled = (column.list.len() > 0) if one.many else column.is_not_null()
    if condition.filled is not None:
        return (filled if condition.filled else ~filled).fill_null(not condition.filled)
    if condition.equals:
        hits = [_equal(column, one, asked) for asked in condition.equals]
        return reduce(or_, hits).fill_null(value=False)
    ranged = pl.element() if one.many else column
    inside = pl.lit(value=True)
    if condition.at_least is not None:
        inside &= ranged >= condition.at_least
    if condition.at_most is not None:
        inside &= ranged <= condition.at_most
    found = column.list.eval(inside).list.any() if one.many else inside
    return found.fill_null(value=False)


def _equal(column: pl.Expr, one: Field, asked: Scalar) -> pl.Expr:
    if isinstance(asked, bool):
        if one.type is not FieldType.FLAG:
            return pl.lit(value=False)
        return column.fill_null(value=False) == asked
    if one.type is FieldType.FLAG:
        return pl.lit(value=False)
    numeric = one.type in {FieldType.NUMBER, FieldType.DAYS, FieldType.MONEY}
    if numeric and not str(asked).lstrip("-").isdigit():
        return pl.lit(value=False)
    value: int | str = int(asked) if numeric else str(asked)
    if one.many:
        return column.list.contains(value)
    kept = column if numeric else column.cast(pl.String)
    return kept == value
