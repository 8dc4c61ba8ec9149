"""What an import would do, before it does it: new, changed, unchanged and missing rows.

Nothing is written. Rows are compared by key with the facts of one data version; rows of one key
are compared, and replaced, together. Keys that the store has and the file has not are shown as
missing and left alone: missing never means closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tuobo.core.errors import InternalError
from tuobo.core.facts import ColumnType, FactSchema, Table
from tuobo.engines.intake.batch import ROW, SHEET, Batch
from tuobo.engines.intake.changes import CASE_KEY, CASE_NUMBER, Changes, row_hashes
from tuobo.engines.intake.keying import CASE

EXAMPLES = 1000
"""At most so many changed fields, or missing keys, a table are listed; the counts are complete."""


@dataclass(frozen=True, kw_only=True)
class TableRehearsal:
    """One table of the batch against the store. Numbers are of keys unless they say rows.

    fields    column → number of changed keys in which it differs (tables with one row a key)
    examples  key, column, before, after: the first changed fields
    missing   keys of the store in the batch's courts and days that the batch does not have; the
              first of them stand in missing_keys
    """

    table: str
    rows: int
    new: pl.DataFrame
    changed: pl.DataFrame
    unchanged: int
    missing: int
    missing_keys: pl.DataFrame
    fields: Mapping[str, int]
    examples: pl.DataFrame


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What a commit of this batch would write, and what it was compared with.

    rows_read = rows_kept + rows_rejected, a sheet each; of the kept rows `rows_idle` bring
    nothing to any table (a row repeated word for word, a row without a fact).
    """

    file: str
    source: str
    based_on: int
    tables: Mapping[str, TableRehearsal]
    changes: Changes
    issues: pl.DataFrame
    rows_read: Mapping[str, int]
    rows_kept: Mapping[str, int]
    rows_rejected: Mapping[str, int]
    rows_idle: Mapping[str, int]

    @property
    def has_changes(self) -> bool:
        """False where the store already has all of it: there is nothing to commit."""
        return not self.changes.is_empty


def rehearse(
    batch: Batch, stored: Mapping[str, pl.LazyFrame], *, schema: FactSchema, based_on: int
) -> Rehearsal:
    """Compare a checked batch with the facts of the data version `based_on`."""
    idle = _rows_idle(batch)
    tables: dict[str, TableRehearsal] = {}
    rows: dict[str, pl.DataFrame] = {}
    replaced: dict[str, pl.DataFrame] = {}
    for name, frame in batch.tables.items():
        if frame.is_empty():
            continue
        compared = _Compared.of(schema[name], frame.drop(SHEET, ROW), stored.get(name))
        tables[name] = compared.rehearsed(*_missing(schema[name], batch, stored.get(name)))
        rows[name] = compared.differing(compared.rows)
        if compared.before is not None:
            replaced[name] = compared.differing(compared.before)
    return Rehearsal(
        file=batch.file,
        source=batch.source,
        based_on=based_on,
        tables=tables,
        changes=Changes(
            based_on=based_on,
            rows=rows,
            replaced=replaced,
            keys={name: schema[name].key for name in rows},
        ),
        issues=batch.issues,
        rows_read=batch.rows_read,
        rows_kept=batch.rows_kept,
        rows_rejected=batch.rows_rejected,
        rows_idle=idle,
    )


@dataclass(frozen=True, kw_only=True)
class _Compared:
    """The rows of one table, the stored rows of the same keys, and each key's status."""

    table: Table
    rows: pl.DataFrame
    before: pl.DataFrame | None
    status: pl.DataFrame

    @classmethod
    def of(cls, table: Table, rows: pl.DataFrame, stored: pl.LazyFrame | None) -> _Compared:
        key = list(table.key)
        if stored is None:
            status = rows.select(key).unique().with_columns(status=pl.lit("new"))
            return cls(table=table, rows=table.conform(rows), before=None, status=status)
        of_these = _of_keys(table, stored, rows.select(key).unique())
        whole = _completed(table, rows, of_these)
        status = _by_key(whole.lazy(), key).join(
            _by_key(_conformed(table, of_these), key), on=key, how="left", nulls_equal=True
        )
        same = (pl.col("hash") == pl.col("hash_right")) & (pl.col("n") == pl.col("n_right"))
        named = (
            pl.when(pl.col("hash_right").is_null())
            .then(pl.lit("new"))
            .when(same)
            .then(pl.lit("unchanged"))
            .otherwise(pl.lit("changed"))
        )
        status = status.select(*key, status=named)
        changed = status.filter(pl.col("status") == "changed").select(key)
        found = _of_keys(table, stored, changed).collect(engine="streaming")
        return cls(table=table, rows=whole, before=found, status=status)

    def rehearsed(self, missing: int, missing_keys: pl.DataFrame) -> TableRehearsal:
        key = list(self.table.key)
        of = self.status.partition_by("status", as_dict=True, include_key=False)
        none = self.status.select(key).clear()
        new, changed = of.get(("new",), none), of.get(("changed",), none)
        fields, examples = self._fields(changed)
        return TableRehearsal(
            table=self.table.table,
            rows=self.rows.height,
            new=new,
            changed=changed,
            unchanged=of.get(("unchanged",), none).height,
            missing=missing,
            missing_keys=missing_keys,
            fields=fields,
            examples=examples,
        )

    def differing(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Those of some rows whose key is new or changed."""
        key = list(self.table.key)
        keys = self.status.filter(pl.col("status") != "unchanged").select(key)
        if keys.height == self.status.height:
            return rows
        return rows.join(keys, on=key, how="semi", nulls_equal=True, maintain_order="left")

    def _fields(self, changed: pl.DataFrame) -> tuple[dict[str, int], pl.DataFrame]:
        """Which columns differ, how often, and examples; for tables with one row a key."""
        key = list(self.table.key)
        kinds = {name: self.table.polars_schema[name] for name in key}
        none = pl.DataFrame(
            schema=kinds | {"column": pl.String, "before": pl.String, "after": pl.String}
        )
        if changed.is_empty() or self.before is None:
            return {}, none
        now = self.rows.join(changed, on=key, how="semi", nulls_equal=True)
        if now.height > changed.height or self.before.select(key).is_duplicated().any():
            return {}, none
        both = now.join(self.before, on=key, how="inner", nulls_equal=True, suffix="_before")
        names = [name for name in self.table.by_name if name not in key]
        differ = {name: pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in names}
        counts = both.select(expr.sum().alias(name) for name, expr in differ.items()).row(0)
        fields = {name: count for name, count in zip(names, counts, strict=True) if count}
        lists = [
            both.lazy().filter(differ[name]).head(EXAMPLES).select(
                *key, pl.lit(name).alias("column"),
                pl.col(f"{name}_before").cast(pl.String).alias("before"),
                pl.col(name).cast(pl.String).alias("after"),
            )
            for name in fields
        ]  # fmt: skip
        return fields, pl.concat([none.lazy(), *lists]).head(EXAMPLES).collect()


def _of_keys(table: Table, stored: pl.LazyFrame, keys: pl.DataFrame) -> pl.LazyFrame:
    """The stored rows of some keys. By case_key, which a scan can filter before it reads on."""
    wanted = keys.lazy()
    if CASE_NUMBER not in table.key:
        return stored.join(wanted, on=list(table.key), how="semi", nulls_equal=True)
    named = stored.select(CASE_NUMBER, CASE_KEY).join(wanted, on=CASE_NUMBER, how="semi")
    case_keys = named.select(CASE_KEY).unique().collect(engine="streaming")[CASE_KEY]
    found = stored.filter(pl.col(CASE_KEY).is_in(case_keys.implode()))
    if table.key == (CASE_NUMBER,):
        return found
    return found.join(wanted, on=list(table.key), how="semi", nulls_equal=True)


def _by_key(rows: pl.LazyFrame, key: list[str]) -> pl.DataFrame:
    """The hash and the number of each key's rows, in memory that does not hold the rows."""
    names = rows.collect_schema().names()
    hashed = rows.select(*key, hash=row_hashes(names)).collect(engine="streaming")
    if not hashed.select(key).is_duplicated().any():
        return hashed.with_columns(n=pl.lit(1, pl.UInt32))
    return hashed.group_by(key).agg(pl.col("hash").sum(), pl.len().alias("n"))


def _conformed(table: Table, stored: pl.LazyFrame) -> pl.LazyFrame:
    """Stored rows with the table's present columns; a store may be older than a column."""
    have = stored.collect_schema().names()
    return stored.select(
        pl.col(name) if name in have else pl.lit(None, kind).alias(name)
        for name, kind in table.polars_schema.items()
    )


def _completed(table: Table, rows: pl.DataFrame, stored: pl.LazyFrame) -> pl.DataFrame:
    """The rows with all columns of the table.

    What the file has no column for is kept from the store, so that a source which knows less
    does not blank what another one brought.
    """
    key = list(table.key)
    have = stored.collect_schema().names()
    absent = [name for name in table.by_name if name not in rows.columns and name in have]
    if absent and not rows.select(key).is_duplicated().any():
        kept = stored.select(*key, *absent).collect(engine="streaming")
        if not kept.select(key).is_duplicated().any():
            rows = rows.join(kept, on=key, how="left", nulls_equal=True, maintain_order="left")
    return table.conform(rows)


def _missing(table: Table, batch: Batch, stored: pl.LazyFrame | None) -> tuple[int, pl.DataFrame]:
    """How many keys the store has where the batch speaks and the batch has not; the first ones.

    A batch speaks of its courts, from its first to its last day; tables kept by case, of the
    cases that it brings.
    """
    key = list(table.key)
    rows = batch.tables[table.table]
    none = pl.DataFrame(schema={name: table.polars_schema[name] for name in key})
    if stored is None:
        return 0, none
    if CASE_NUMBER in table.key and table.table != CASE:
        if CASE not in batch.tables:
            return 0, none
        cases = batch.tables[CASE].lazy().select(CASE_NUMBER)
        scope = stored.join(cases, on=CASE_NUMBER, how="semi").select(key).unique()
    else:
        scope = stored.filter(_speaks_of(table, rows)).select(key)
    brought = rows.lazy().select(key).unique()
    gone = scope.join(brought, on=key, how="anti", nulls_equal=True)
    count = int(gone.select(pl.len()).collect(engine="streaming").item())
    return count, gone.head(EXAMPLES).collect(engine="streaming") if count else none


def _speaks_of(table: Table, rows: pl.DataFrame) -> pl.Expr:
    courts = rows["court"].unique().to_list()
    day = next(
        column.name
        for column in table.columns
        if column.kind is ColumnType.DATE and column.required
    )
    within = pl.col(day).is_between(rows[day].min(), rows[day].max())
    return pl.col("court").is_in(courts) & within


def _rows_idle(batch: Batch) -> dict[str, int]:
    """Kept rows that stand in no table, a sheet each; raises InternalError if counts disagree."""
    places = [frame.select(SHEET, ROW) for frame in batch.tables.values() if frame.height]
    standing: dict[str, int] = {}
    if places:
        standing = dict(pl.concat(places).unique().group_by(SHEET).len().iter_rows())
    idle = {sheet: kept - standing.get(sheet, 0) for sheet, kept in batch.rows_kept.items()}
    wrong = {sheet: count for sheet, count in idle.items() if count < 0}
    if wrong or set(standing) - set(idle):
        raise InternalError("intake.counts_do_not_add_up", file=batch.file, sheets=wrong)
    return idle
