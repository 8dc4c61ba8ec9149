"""A ledger as a fact table, so that indicators can count it like every other table.

Free text, files, sensitive fields and figures stay out: fact tables hold what is counted, never
what is told. A choice of many options becomes one yes/no column an option.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tuobo.core.content import Names
from tuobo.core.facts import Column, ColumnType, Table
from tuobo.engines.ledgers.definition import Field, FieldType, Ledger, UnitKind
from tuobo.engines.ledgers.frames import Frames, clock_column, due_column

_LEFT_OUT = (FieldType.TEXT, FieldType.FILE, FieldType.FIGURE)
_KINDS: dict[FieldType, ColumnType] = {
    FieldType.NUMBER: ColumnType.INTEGER,
    FieldType.DAYS: ColumnType.INTEGER,
    FieldType.MONEY: ColumnType.MONEY,
    FieldType.DATE: ColumnType.DATE,
    FieldType.FLAG: ColumnType.FLAG,
}


def fact_table(ledger: Ledger) -> Table:
    """The table of a ledger: ledger_problem, one row an entry."""
    return Table(
        table=f"ledger_{ledger.id}",
        names=Names(zh=ledger.names.zh, en=ledger.names.en),
        key=("number",),
        columns=tuple(column for column, _ in _columns(ledger)),
        computed=True,
        note=ledger.key,
    )


def fact_rows(frames: Frames) -> pl.DataFrame:
    """The entries as rows of `fact_table`; clocks are empty where the frames have none."""
    table = fact_table(frames.ledger)
    rows = frames.entries
    for name in frames.ledger.clock_by_id:
        if clock_column(name) not in rows.columns:
            rows = rows.with_columns(
                pl.lit(None, pl.String).alias(clock_column(name)),
                pl.lit(None, pl.Date).alias(due_column(name)),
            )
    made = rows.select(
        expression.alias(column.name) for column, expression in _columns(frames.ledger)
    )
    return table.conform(made)


def _columns(ledger: Ledger) -> Iterator[tuple[Column, pl.Expr]]:
    unit = "division" if ledger.kept_by is UnitKind.DIVISION else "unit"
    text = ColumnType.TEXT
    yield _column("number", text, "编号", required=True), pl.col("number")
    yield _column("court", text, "法院"), pl.col("court")
    yield _column(unit, text, "填报单位"), pl.col("unit")
    yield _column("state", text, "状态"), pl.col("state")
    yield _column("state_kind", text, "状态类别"), pl.col("state_kind")
    yield _column("created_on", ColumnType.DATE, "登记日期"), pl.col("created_on")
    yield _column("closed_on", ColumnType.DATE, "办结日期"), pl.col("closed_on")
    for one in ledger.fields:
        if not one.sensitive and one.type not in _LEFT_OUT and not one.decimals:
            yield from _of_field(one)
    for clock in ledger.clocks:
        due = _column(f"clock_{clock.id}_due_on", ColumnType.DATE, clock.zh)
        yield due, pl.col(due_column(clock.id))
        yield _column(f"clock_{clock.id}_status", text, clock.zh), pl.col(clock_column(clock.id))


def _of_field(one: Field) -> Iterator[tuple[Column, pl.Expr]]:
    if one.type is FieldType.PERIOD and not one.many:
        for end in ("from", "until"):
            name = f"{one.id}_{end}"
            yield _column(name, ColumnType.DATE, one.zh), pl.col(name)
    elif one.many and one.choices:
        for choice in one.choices:
            name = f"{one.id}_{choice.code}"
            title = f"{one.zh}：{choice.zh}"
            has = pl.col(one.id).list.contains(choice.code)
            yield _column(name, ColumnType.FLAG, title), has
    elif one.many:
        name = f"{one.id}_count"
        yield _column(name, ColumnType.INTEGER, one.zh), pl.col(one.id).list.len()
    else:
        kind = ColumnType.CODE if one.vocabulary else _KINDS.get(one.type, ColumnType.TEXT)
        column = Column(name=one.id, type=kind, zh=one.zh, vocabulary=one.vocabulary)
        yield column, pl.col(one.id)


def _column(name: str, kind: ColumnType, zh: str, *, required: bool = False) -> Column:
    return Column(name=name, type=kind, zh=zh, required=required)
