"""Cells without which a row says nothing."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.context import CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "missing_required"


def missing_required(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Rows whose required cell is empty; a cell that could not be read has its own issue."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        for column in context.schema[name].columns:
            if column.required and rows[column.name].null_count():
                empty = rows.filter(pl.col(column.name).is_null())
                found.append(
                    issues_of(empty, (CHECK, rule.severity), batch, column=column.zh,
                              found=pl.lit(""), expected=pl.lit(f"须填{column.zh}"))
                )  # fmt: skip
    return together(found)
