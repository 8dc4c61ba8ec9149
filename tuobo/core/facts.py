"""The fact tables: their columns, types, keys and Chinese names, read from content/…/facts.

Every engine speaks of facts in these words. `key` names the columns whose rows are replaced
together when a newer import brings them again. Polars is the carrier in memory; on disk and
between processes the same tables are Parquet.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache, cached_property

import polars as pl
from pydantic import Field

from tuobo.core.content import Content, Definition, Identifier, Names, unique
from tuobo.core.errors import RequestError


class ColumnType(StrEnum):
    """What a cell holds. `money` is whole fen; `code` is an entry of the named vocabulary."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    INTEGER = "integer"
    MONEY = "money"
    FLAG = "flag"


_POLARS: dict[ColumnType, type[pl.DataType]] = {
    ColumnType.TEXT: pl.String,
    ColumnType.CODE: pl.String,
    ColumnType.DATE: pl.Date,
    ColumnType.INTEGER: pl.Int32,
    ColumnType.MONEY: pl.Int64,
    ColumnType.FLAG: pl.Boolean,
}


class Column(Definition):
    """One column of a fact table; `note` says what a clerk must know to fill it right.

    `decisive`: empty means something here (no closing date: still open), so a cell that cannot be
    read must not pass for an empty one, and its row is rejected.
    """

    name: Identifier
    kind: ColumnType = Field(alias="type")
    zh: str
    vocabulary: str = ""
    required: bool = False
    decisive: bool = False
    note: str = ""

    @property
    def polars_type(self) -> type[pl.DataType]:
        return _POLARS[self.kind]


class Table(Definition):
    """A fact table. `computed` tables are written by an engine, never imported."""

    table: Identifier
    names: Names
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    computed: bool = False
    note: str = ""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def polars_schema(self) -> dict[str, type[pl.DataType]]:
        return {column.name: column.polars_type for column in self.columns}

    def empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.polars_schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with exactly this table's columns and types; absent columns are null."""
        return frame.select(
            pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, kind).alias(name)
            for name, kind in self.polars_schema.items()
        )


class FactSchema:
    """All fact tables of the content in use."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables = {table.table: table for table in unique(tuple(tables), "table")}

    @classmethod
    def of(cls, content: Content) -> FactSchema:
        return _of(content)

    def __getitem__(self, name: str) -> Table:
        try:
            return self.tables[name]
        except KeyError:
            known = ", ".join(self.tables)
            raise RequestError("facts.no_table", table=name, known=known) from None

    @property
    def imported(self) -> tuple[Table, ...]:
        return tuple(table for table in self.tables.values() if not table.computed)


@cache
def _of(content: Content) -> FactSchema:
    return FactSchema(content.load("facts", Table))
