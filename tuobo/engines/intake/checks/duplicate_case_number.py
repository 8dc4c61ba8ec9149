"""A key may stand once in a file. Rows that say the same word for word count once."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from tuobo.core.issue import Severity
from tuobo.engines.intake.batch import ROW, SHEET, Batch
from tuobo.engines.intake.changes import row_hashes
from tuobo.engines.intake.checks.context import CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "duplicate_case_number"


def duplicate_case_number(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Rows that share a key: all of them are rejected if they differ, as none can be believed."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        key = list(context.schema[name].key)
        twice = rows.filter(rows.select(key).is_duplicated(), pl.col(key[0]).is_not_null())
        if twice.is_empty():
            continue
        place = _place(twice)
        hashed = twice.with_columns(
            _hash=row_hashes(rows.columns),
            _first=place.first().over(key),
            _at=pl.int_range(pl.len()).over(key),
        ).with_columns(_differ=pl.col("_hash").n_unique().over(key) > 1)
        other = pl.when(pl.col("_at") == 0).then(place.last().over(key)).otherwise("_first")
        hashed = hashed.with_columns(_other=other)
        shown = pl.concat_str(pl.col(key).cast(pl.String), separator=" · ", ignore_nulls=True)
        title = "、".join(context.title(name, column) for column in key)
        found += [
            issues_of(hashed.filter("_differ"), (CHECK, rule.severity), batch, column=title,
                      found=shown, expected=pl.format("只有一行；另见{}，内容不同", "_other")),
            issues_of(hashed.filter(~pl.col("_differ"), pl.col("_at") > 0),
                      (CHECK, Severity.WARNING), batch, column=title, found=shown,
                      expected=pl.format("只有一行；与{}相同，只计一次", "_first")),
        ]  # fmt: skip
    return together(found)


def _place(twice: pl.DataFrame) -> pl.Expr:
    """Where a row stands: its sheet, too, if the repetitions lie in several sheets or files."""
    if twice[SHEET].n_unique() == 1:
        return pl.format("第{}行", ROW)
    return pl.format("{}第{}行", SHEET, ROW)


def once(batch: Batch, context: CheckContext) -> Batch:
    """The batch without the repetitions of rows that stand in it word for word."""
    tables = dict(batch.tables)
    for name in context.rules[CHECK].tables:
        key = list(context.schema[name].key)
        if name in tables and tables[name].select(key).is_duplicated().any():
            tables[name] = tables[name].unique(key, keep="first", maintain_order=True)
    return replace(batch, tables=tables)
