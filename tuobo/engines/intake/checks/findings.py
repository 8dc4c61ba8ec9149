"""Rows at fault as a frame of issues: what every check returns."""

from __future__ import annotations

import polars as pl

from tuobo.core.issue import Severity
from tuobo.engines.intake.batch import ISSUE_SCHEMA, ROW, SHEET, Batch, no_issues


def issues_of(
    rows: pl.DataFrame | pl.LazyFrame,
    rule: tuple[str, Severity],
    batch: Batch,
    *,
    column: str,
    found: pl.Expr,
    expected: pl.Expr,
) -> pl.DataFrame:
    """One issue for each of the rows; `found` and `expected` are computed from their columns."""
    check, severity = rule
    return (
        rows.lazy()
        .select(
            rule=pl.lit(check),
            severity=pl.lit(severity.value),
            file=pl.lit(batch.file),
            sheet=pl.col(SHEET),
            row=pl.col(ROW),
            column=pl.lit(column),
            found=found.cast(pl.String).fill_null(""),
            expected=expected.cast(pl.String),
        )
        .select(pl.col(name).cast(kind) for name, kind in ISSUE_SCHEMA.items())
        .collect()
    )


def together(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Several issue frames as one."""
    return pl.concat(frames) if frames else no_issues()
