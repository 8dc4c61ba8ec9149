"""Dates before anything that a case of today can speak of: slips of the century or of the year."""

from __future__ import annotations

import polars as pl

from tuobo.core.facts import ColumnType, Table
from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.context import CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "impossible_date"


def impossible_date(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Cells whose day lies before the earliest one."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        for column in date_columns(context.schema[name], rule.apart.get(name, ())):
            wrong = rows.filter(pl.col(column) < pl.lit(rule.earliest))
            found.append(
                issues_of(wrong, (CHECK, rule.severity), batch, column=context.title(name, column),
                          found=pl.col(column), expected=pl.lit(f"≥ {rule.earliest}"))
            )  # fmt: skip
    return together(found)


def date_columns(table: Table, apart: tuple[str, ...]) -> list[str]:
    """The date columns of a table, but for those left apart."""
    return [
        column.name
        for column in table.columns
        if column.kind is ColumnType.DATE and column.name not in apart
    ]
