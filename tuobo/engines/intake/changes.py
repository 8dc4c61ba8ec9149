"""What an import would change: rows to append, stored rows that they replace, and row hashes.

Rows of one key are replaced together. A key that the import does not bring is left as it is:
missing never means closed or deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

CASE_KEY = "case_key"
DATA_VERSION = "data_version"
CASE_NUMBER = "case_number"
ROWS_AT_ONCE = 100_000
"""Rows that are copied at a time, so that a big import needs little more than its own memory."""
STORED_ONLY: dict[str, type[pl.DataType]] = {CASE_KEY: pl.Int64, DATA_VERSION: pl.Int32}


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Rows of new and changed keys, against the data version that they were compared with.

    based_on  number of that data version; a store that has moved on refuses the commit
    rows      table → all rows of the new and changed keys, columns of the fact table
    replaced  table → the stored rows of the same keys, with case_key and data_version
    keys      table → its key columns
    """

    based_on: int
    rows: Mapping[str, pl.DataFrame]
    replaced: Mapping[str, pl.DataFrame]
    keys: Mapping[str, tuple[str, ...]]

    @property
    def is_empty(self) -> bool:
        return all(frame.is_empty() for frame in self.rows.values())


def row_hashes(columns: Sequence[str]) -> pl.Expr:
    """One hash a row over the facts of a table, whatever the order of its columns.

    Equal within one release of Polars only, which is enough for an id: the store keeps the ids.
    """
    facts = sorted(name for name in columns if name not in STORED_ONLY and name[0] != "_")
    return pl.struct(facts).hash(seed=0)


def rowset_hash(table: str, rows: pl.DataFrame | pl.LazyFrame) -> int:
    """The sum of the row hashes, so that order does not matter and rows can be taken out again."""
    if isinstance(rows, pl.DataFrame):
        pieces = rows.iter_slices(ROWS_AT_ONCE)
        return sum(rowset_hash(table, piece.lazy()) for piece in pieces) % 2**64
    named = pl.struct(row_hashes(rows.collect_schema().names()), pl.lit(table)).hash(seed=1)
    total = rows.select(named.sum()).collect(engine="streaming").item()
    return int(total or 0)
