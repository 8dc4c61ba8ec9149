"""Big Parquet files as the first content of a store.

Files that an engine wrote as the store keeps them, with case_key and data_version, are taken as
they are; others are given their keys while their rows stream through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.facts import FactSchema, Table
from tuobo.engines.intake.changes import CASE_KEY, CASE_NUMBER, DATA_VERSION
from tuobo.engines.intake.keying import CASE

_FOOTER_END = 8
"""A Parquet file ends with the length of its footer (4 bytes) and a mark (4 bytes)."""


@dataclass(frozen=True, kw_only=True)
class Adoptable:
    """One table to adopt: its rows as they are stored, lazily.

    files  the files, if they hold exactly these rows already; else empty
    """

    table: Table
    rows: pl.LazyFrame
    files: tuple[Path, ...]
    data_version: int


def adoptable(folder: Path, schema: FactSchema, data_version: int) -> dict[str, Adoptable]:
    """The tables of a folder: <table>.parquet or <table>/*.parquet.

    Cases are numbered in the order of their files, unless these bring a `case_key`. Raises
    RequestError "store.nothing_to_adopt" if there are no cases.
    """
    files = {table.table: _files_of(folder, table.table) for table in schema.imported}
    found = {name: scan(paths) for name, paths in files.items() if paths}
    if CASE not in found:
        raise RequestError("store.nothing_to_adopt", folder=folder)
    if CASE_KEY not in found[CASE].collect_schema():
        found[CASE] = found[CASE].with_row_index(CASE_KEY, offset=1)
    keys = found[CASE].select(CASE_NUMBER, pl.col(CASE_KEY).cast(pl.Int64))
    return {
        name: Adoptable(
            table=schema[name],
            rows=_stored(rows, keys, schema[name].polars_schema, data_version),
            data_version=data_version,
            files=tuple(files[name]) if _is_stored(rows, schema[name], data_version) else (),
        )
        for name, rows in found.items()
    }


def scan(files: Sequence[Path] | Sequence[str]) -> pl.LazyFrame:
    """Parquet files as one table; texts that were written as dictionaries are texts."""
    rows = pl.scan_parquet([str(file) for file in files], missing_columns="insert", glob=False)
    if any(isinstance(kind, pl.Categorical) for kind in rows.collect_schema().dtypes()):
        return rows.cast({pl.Categorical: pl.String})
    return rows


def files_hash(files: Sequence[Path]) -> int:
    """64 bits of the footers of Parquet files, which hold the counts and bounds of every column."""
    digest = hashlib.blake2b(digest_size=8)
    for file in files:
        with file.open("rb") as data:
            data.seek(-_FOOTER_END, 2)
            length = int.from_bytes(data.read(4), "little")
            data.seek(-_FOOTER_END - length, 2)
            digest.update(data.read(length))
    return int.from_bytes(digest.digest(), "big")


def _stored(
    rows: pl.LazyFrame, keys: pl.LazyFrame, kinds: dict[str, type[pl.DataType]], data_version: int
) -> pl.LazyFrame:
    have = rows.collect_schema().names()
    if CASE_NUMBER in kinds and CASE_KEY not in have:
        rows = rows.join(keys, on=CASE_NUMBER, how="left")
    key = [pl.col(CASE_KEY).cast(pl.Int64)] if CASE_NUMBER in kinds else []
    facts = [
        pl.col(name).cast(kind) if name in have else pl.lit(None, kind).alias(name)
        for name, kind in kinds.items()
    ]
    return rows.select(*key, pl.lit(data_version, pl.Int32).alias(DATA_VERSION), *facts)


def _is_stored(rows: pl.LazyFrame, table: Table, data_version: int) -> bool:
    """Whether the rows have all columns of the store, in its types, and this data version."""
    wanted: dict[str, type[pl.DataType]] = {**table.polars_schema, DATA_VERSION: pl.Int32}
    if CASE_NUMBER in wanted:
        wanted[CASE_KEY] = pl.Int64
    have = rows.collect_schema()
    if any(have.get(name) != kind for name, kind in wanted.items()):
        return False
    bounds = rows.select(low=pl.col(DATA_VERSION).min(), high=pl.col(DATA_VERSION).max())
    return bounds.collect().row(0) == (data_version, data_version)


def _files_of(folder: Path, table: str) -> list[Path]:
    single = folder / f"{table}.parquet"
    return [single] if single.is_file() else sorted((folder / table).glob("*.parquet"))
