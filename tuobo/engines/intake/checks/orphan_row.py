"""A row of a case whose case is neither in the file nor in the store."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.context import CASE_NUMBER, CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "orphan_row"


def orphan_row(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Intervals, events and money without their case. Runs after rejections of cases."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        known = context.cases(batch, [], rows.select(CASE_NUMBER).unique())
        lost = rows.join(known, on=CASE_NUMBER, how="anti", maintain_order="left")
        found.append(
            issues_of(lost, (CHECK, rule.severity), batch, column=context.title(name, CASE_NUMBER),
                      found=pl.col(CASE_NUMBER), expected=pl.lit("案件表或已导入数据中有此案号"))
        )  # fmt: skip
    return together(found)
