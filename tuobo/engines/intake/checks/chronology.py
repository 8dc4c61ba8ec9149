"""Dates of one row, or of a row and its case, must follow one another: the pairs are content."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.context import CASE, CASE_NUMBER, CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together
from tuobo.engines.intake.checks.rules import Pair

CHECK = "chronology"


def chronology(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Rows whose later date lies before the earlier one; a missing date breaks nothing."""
    tables = context.tables_of(batch, CHECK)
    with_case = {
        table: _with_case(tables[table], batch, context)
        for table in {pair.table for pair in context.rules[CHECK].pairs if pair.of_case}
        if table in tables
    }
    found = []
    for pair in context.rules[CHECK].pairs:
        if pair.table not in tables:
            continue
        rows = with_case[pair.table] if pair.of_case else tables[pair.table]
        found.append(_broken(pair, rows, batch, context))
    return together(found)


def _broken(pair: Pair, rows: pl.DataFrame, batch: Batch, context: CheckContext) -> pl.DataFrame:
    sides = {
        side: f"_case_{column}" if pair.of_case == side else column
        for side, column in (("earlier", pair.earlier), ("later", pair.later))
    }
    wrong = pl.col(sides["later"]) < pl.col(sides["earlier"])
    if pair.kind:
        wrong &= pl.col("kind") == pair.kind
    # The cell at fault is the one that stands in this row; in a row of its own, the later one.
    shown, other, sign = ("later", "earlier", "≥") if pair.of_case != "later" else (
        "earlier", "later", "≤")  # fmt: skip
    tables = {side: CASE if pair.of_case == side else pair.table for side in sides}
    names = {side: getattr(pair, side) for side in sides}
    return issues_of(
        rows.filter(wrong),
        (CHECK, pair.severity),
        batch,
        column=context.title(tables[shown], names[shown]),
        found=pl.col(sides[shown]),
        expected=pl.format(
            f"{sign} {context.title(tables[other], names[other])} {{}}", pl.col(sides[other])
        ),
    )


def _with_case(rows: pl.DataFrame, batch: Batch, context: CheckContext) -> pl.DataFrame:
    wanted = sorted(
        {
            pair.earlier if pair.of_case == "earlier" else pair.later
            for pair in context.rules[CHECK].pairs
            if pair.of_case
        }
    )
    numbers = rows.select(CASE_NUMBER).unique()
    cases = context.cases(batch, wanted, numbers)
    cases = cases.rename({name: f"_case_{name}" for name in wanted})
    return rows.join(cases, on=CASE_NUMBER, how="left", maintain_order="left")
