"""Big Parquet files as the first content of a store: keys are added while rows stream through."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.facts import FactSchema
from tuobo.engines.intake.changes import CASE_KEY, CASE_NUMBER, DATA_VERSION
from tuobo.engines.intake.keying import CASE


def adoptable(folder: Path, schema: FactSchema, data_version: int) -> dict[str, pl.LazyFrame]:
    """The tables of a folder <table>/*.parquet as they are stored, lazily.

    Cases are numbered in the order of their files. A `case_key` that the files bring is kept:
    with it, no join over all case numbers is needed. Raises RequestError
    "store.nothing_to_adopt" if there are no cases.
    """
    found: dict[str, pl.LazyFrame] = {}
    for table in schema.imported:
        if files := sorted((folder / table.table).glob("*.parquet")):
            found[table.table] = pl.scan_parquet(files)
    if CASE not in found:
        raise RequestError("store.nothing_to_adopt", folder=folder)
    cases = found[CASE]
    if CASE_KEY not in cases.collect_schema():
        cases = cases.with_row_index(CASE_KEY, offset=1)
    found[CASE] = cases
    keys = cases.select(CASE_NUMBER, pl.col(CASE_KEY).cast(pl.Int64))
    return {
        name: _stored(rows, keys, schema[name].polars_schema, data_version)
        for name, rows in found.items()
    }


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
