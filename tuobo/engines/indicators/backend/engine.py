"""DuckDB behind four verbs. No other module of the product imports it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import duckdb
import numpy as np
import polars as pl

from tuobo.core.errors import DataError, InternalError, StateError

Frame: TypeAlias = pl.DataFrame | pl.LazyFrame
FactSource: TypeAlias = Frame | Path | Sequence[Path]
"""Facts in memory, or the Parquet files that hold them."""


class Engine:
    """One connection. A statement that finds the file damaged says so as a StateError."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        self._connection = connection
        self._name = name

    @classmethod
    def reading(cls, path: Path) -> Engine:
        """Opens a finished file that nobody writes any more."""
        with _damage_told(path.name):
            return cls(duckdb.connect(str(path), read_only=True), path.name)

    @classmethod
    def writing(cls, path: Path | None, *, memory: str, scratch: Path | None = None) -> Engine:
        """Opens a file to be written, or a place in memory; large sorts spill to `scratch`."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "preserve_insertion_order": True,
        }
        if scratch is not None:
            settings["temp_directory"] = str(scratch)
        name = path.name if path else "memory"
        with _damage_told(name):
            return cls(duckdb.connect(str(path) if path else ":memory:", config=settings), name)

    def another(self) -> Engine:
        """A further connection to the same data: a connection serves one thread at a time."""
        return Engine(self._connection.cursor(), self._name)

    def run(self, sql: str) -> None:
        with _damage_told(self._name):
            self._connection.execute(sql)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with _damage_told(self._name):
            return self._connection.execute(sql).fetchall()

    def number(self, sql: str) -> int:
        """The one whole number that a statement gives."""
        found = self.rows(sql)[0][0]
        if not isinstance(found, int):
            raise InternalError("indicator.not_one_number", found=found)
        return found

    def arrays(self, sql: str) -> dict[str, np.ndarray]:
        with _damage_told(self._name):
            return dict(self._connection.execute(sql).fetchnumpy())

    def frame(self, sql: str) -> pl.DataFrame:
        with _damage_told(self._name):
            return pl.DataFrame(self._connection.sql(sql).to_arrow_table())

    def show(self, name: str, source: FactSource) -> None:
        """Makes facts readable under a name."""
        if isinstance(source, Path):
            source = sorted(source.rglob("*.parquet")) if source.is_dir() else [source]
        if isinstance(source, pl.LazyFrame):
            source = source.collect()
        with _damage_told(self._name):
            if isinstance(source, pl.DataFrame):
                self._connection.register(name, source.to_arrow())
            else:
                relation = self._connection.read_parquet([str(path) for path in source])
                relation.create_view(name, replace=True)

    def hide(self, name: str) -> None:
        self._connection.unregister(name)

    def close(self) -> None:
        self._connection.close()


def text(value: str) -> str:
    """A text as a SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def insert(table: str, statement: str) -> str:
    """Puts what a statement gives into a table."""
    return f"INSERT INTO {table} {statement}"


def select(
    items: Sequence[str] | Mapping[str, str],
    source: str,
    *,
    where: Sequence[str] = (),
    group: Sequence[str] = (),
    order: Sequence[str] = (),
) -> str:
    """A SELECT statement; items by name are written as `expression AS name`."""
    if isinstance(items, Mapping):
        items = [f"{sql} AS {name}" for name, sql in items.items()]
    parts = ["SELECT", ", ".join(items), "FROM", source]
    for word, pieces, joint in (
        ("WHERE", [f"({piece})" for piece in where], " AND "),
        ("GROUP BY", group, ", "),
        ("ORDER BY", order, ", "),
    ):
        if pieces:
            parts += [word, joint.join(pieces)]
    return " ".join(parts)


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    try:
        yield
    except duckdb.ConversionException as error:
        raise DataError("indicator.unreadable_value", problem=str(error).splitlines()[0]) from error
    except (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException) as error:
        raise StateError(
            "indicator.served_damaged", file=name, problem=str(error).splitlines()[0]
        ) from error
