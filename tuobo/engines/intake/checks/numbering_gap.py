"""Serial numbers of a court, a case word and a year run without gaps: a gap may hide cases."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import ROW, SHEET, Batch, no_issues
from tuobo.engines.intake.checks.context import CASE, CheckContext
from tuobo.engines.intake.checks.findings import issues_of

CHECK = "numbering_gap"
_REGISTER = ["court", "case_word", "case_year"]
_SHOWN = 20


def numbering_gap(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """One issue a register with its missing ranges; what comes before its first is not missing.

    Looks at the file together with the store, before anything is rejected. Old case words
    (before 2016) had registers of their own within one word and are left out.
    """
    rule = context.rules[CHECK]
    rows = context.tables_of(batch, CHECK).get(CASE)
    if rows is None:
        return no_issues()
    columns = [*_REGISTER, "case_serial"]
    touched = rows.select(_REGISTER).unique()
    serials = (
        context.merged(batch, CASE, columns)
        .drop_nulls()
        .filter(pl.col("case_year") >= 2016)
        .join(touched, on=_REGISTER, how="semi")
        .unique()
        .sort(columns)
    )
    before = pl.col("case_serial").shift(1).over(_REGISTER)
    span = pl.col("case_serial").max() - pl.col("case_serial").min() + 1
    dense = serials.group_by(_REGISTER).agg(share=pl.len() / span).filter(
        pl.col("share") >= rule.least_share
    )  # fmt: skip
    gaps = (
        serials.with_columns(first=before + 1, last=pl.col("case_serial") - 1)
        .filter(pl.col("first") <= pl.col("last"))
        .join(dense, on=_REGISTER, how="semi")
    )
    one = pl.col("first") == pl.col("last")
    written = pl.when(one).then(pl.col("first").cast(pl.String)).otherwise(
        pl.format("{}–{}", "first", "last"))  # fmt: skip
    found = (
        gaps.with_columns(range=written, missing=pl.col("last") - pl.col("first") + 1)
        .sort(*_REGISTER, "first")
        .group_by(_REGISTER, maintain_order=True)
        .agg(
            pl.col("range").head(_SHOWN).str.join("、"),
            pl.when(pl.len() > _SHOWN).then(pl.lit("等")).otherwise(pl.lit("")).alias("more"),
            pl.col("missing").sum(),
        )
        .with_columns(pl.lit(rows[SHEET][0]).alias(SHEET), pl.lit(None, pl.UInt32).alias(ROW))
    )
    return issues_of(
        found,
        (CHECK, rule.severity),
        batch,
        column=context.title(CASE, "case_serial"),
        found=pl.format("（{}）{}{} 缺{}号{}，共{}个", "case_year", "court", "case_word", "range",
                        "more", "missing"),
        expected=pl.lit("编号连续"),
    )  # fmt: skip
