"""What has happened cannot have happened after the day that the data speak of."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.context import CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together
from tuobo.engines.intake.checks.impossible_date import date_columns

CHECK = "future_date"


def future_date(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Cells whose day lies after the data day; dates that may be planned are left apart."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        for column in date_columns(context.schema[name], rule.apart.get(name, ())):
            wrong = rows.filter(pl.col(column) > pl.lit(context.day))
            found.append(
                issues_of(wrong, (CHECK, rule.severity), batch, column=context.title(name, column),
                          found=pl.col(column), expected=pl.lit(f"≤ {context.day}"))
            )  # fmt: skip
    return together(found)
