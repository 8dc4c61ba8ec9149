"""The dense surrogate `case_key` of the store: one number a case, given once and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from tuobo.core.errors import InternalError
from tuobo.engines.intake.changes import CASE_KEY, CASE_NUMBER, DATA_VERSION, ROWS_AT_ONCE, Changes

CASE = "case"
_ORDER = ("court", "filed_on", CASE_NUMBER)


def keyed(
    changes: Changes, stored: Mapping[str, pl.LazyFrame], *, next_key: int, data_version: int
) -> tuple[dict[str, pl.DataFrame], int]:
    """The rows of the changes as they are stored, and the next free key."""
    rows = {name: frame for name, frame in changes.rows.items() if not frame.is_empty()}
    keys, next_key = numbered(rows.get(CASE), changes.replaced.get(CASE), next_key)
    asked = named_elsewhere(rows, keys)
    if asked.height and CASE in stored:
        known = stored[CASE].select(CASE_NUMBER, CASE_KEY)
        found = known.join(asked.lazy(), on=CASE_NUMBER, how="semi")
        keys = pl.concat([keys, found.collect(engine="streaming")])
    whole = {
        name: stamped(name, changes.keys[name], frame, keys, data_version)
        for name, frame in rows.items()
    }
    return whole, next_key


def state_after(
    stored: Mapping[str, pl.LazyFrame], changes: Changes
) -> dict[str, pl.LazyFrame | pl.DataFrame]:
    """The facts as they would be after a commit, for showing its effect; nothing is written."""
    last = 0
    if CASE in stored:
        last = stored[CASE].select(pl.col(CASE_KEY).max()).collect().item() or 0
    added, _ = keyed(changes, stored, next_key=last + 1, data_version=changes.based_on + 1)
    after: dict[str, pl.LazyFrame | pl.DataFrame] = dict(stored)
    for name, rows in added.items():
        if name not in stored:
            after[name] = rows
            continue
        key = list(changes.keys[name])
        own = rows.lazy().select(key).unique()
        kept = stored[name].join(own, on=key, how="anti", nulls_equal=True)
        after[name] = pl.concat([kept, rows.lazy()], how="diagonal_relaxed")
    return after


def numbered(
    cases: pl.DataFrame | None, known: pl.DataFrame | None, next_key: int
) -> tuple[pl.DataFrame, int]:
    """case_number and case_key of the cases to be written; the next free key.

    New cases are numbered by court and day, so that a shuffled file gives the same keys and one
    court's rows lie together on disk.
    """
    schema = {CASE_NUMBER: pl.String, CASE_KEY: pl.Int64}
    old = pl.DataFrame(schema=schema) if known is None else known.select(CASE_NUMBER, CASE_KEY)
    if cases is None:
        return old, next_key
    new = (
        cases.select(_ORDER)
        .join(old, on=CASE_NUMBER, how="anti")
        .sort(_ORDER)
        .select(CASE_NUMBER)
        .with_row_index(CASE_KEY, offset=next_key)
        .select(CASE_NUMBER, pl.col(CASE_KEY).cast(pl.Int64))
    )
    return pl.concat([old, new]), next_key + new.height


def named_elsewhere(rows: Mapping[str, pl.DataFrame], keys: pl.DataFrame) -> pl.DataFrame:
    """Case numbers that stand in other tables and have no key yet."""
    named = [
        frame.select(CASE_NUMBER)
        for name, frame in rows.items()
        if name != CASE and CASE_NUMBER in frame.columns
    ]
    empty = pl.DataFrame(schema={CASE_NUMBER: pl.String})
    return pl.concat([empty, *named]).drop_nulls().unique().join(keys, on=CASE_NUMBER, how="anti")


def stamped(
    table: str, key: tuple[str, ...], rows: pl.DataFrame, keys: pl.DataFrame, data_version: int
) -> pl.DataFrame:
    """The rows as they are stored: case_key where the table has case numbers, data_version.

    A row of a table that is kept by case must have its case: checks rejected all others.
    """
    stamp = pl.lit(data_version, pl.Int32).alias(DATA_VERSION)
    if CASE_NUMBER not in rows.columns:
        return rows.select(stamp, *rows.columns)
    own = rows.select(CASE_NUMBER).join(keys, on=CASE_NUMBER, how="left", maintain_order="left")
    lost = own[CASE_KEY].null_count()
    if CASE_NUMBER in key and lost:
        raise InternalError("store.no_case_key", table=table, rows=lost)
    return rows.select(own[CASE_KEY], stamp, *rows.columns)


def in_pieces(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Stored rows in the order of their cases, some at a time."""
    if CASE_KEY not in rows.columns or rows[CASE_KEY].is_sorted():
        yield from rows.iter_slices(ROWS_AT_ONCE)
        return
    order = rows[CASE_KEY].arg_sort()
    for start in range(0, rows.height, ROWS_AT_ONCE):
        yield rows[order.slice(start, ROWS_AT_ONCE)]
