"""Excluded or suspended time of one case that overlaps: it counts once, and someone should look."""

from __future__ import annotations

from datetime import date

import polars as pl

from tuobo.engines.intake.batch import ROW, Batch
from tuobo.engines.intake.checks.context import CASE_NUMBER, CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "interval_overlap"
_STILL_OPEN = pl.lit(date(9999, 12, 31))


def interval_overlap(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Intervals that begin before an earlier one of the same case has ended (half-open)."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        counted = rows.filter(
            pl.col("kind").is_in(list(rule.kinds)), pl.col("starts_on").is_not_null()
        ).sort(CASE_NUMBER, "starts_on", maintain_order=True)
        ends = pl.col("ends_on").fill_null(_STILL_OPEN)
        marked = counted.with_columns(
            _until=ends.cum_max().shift(1).over(CASE_NUMBER),
            _previous=pl.col(ROW).shift(1).over(CASE_NUMBER),
        ).filter(pl.col("starts_on") < pl.col("_until"))
        until = pl.when(pl.col("_until") == _STILL_OPEN).then(pl.lit("尚未结束")).otherwise(
            pl.col("_until").cast(pl.String))  # fmt: skip
        found.append(
            issues_of(marked, (CHECK, rule.severity), batch,
                      column=context.title(name, "starts_on"), found=pl.col("starts_on"),
                      expected=pl.format("不早于前一段的结束日 {}（第{}行）", until, "_previous"))
        )  # fmt: skip
    return together(found)
