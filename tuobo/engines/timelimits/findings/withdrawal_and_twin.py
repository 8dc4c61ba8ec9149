"""A suit withdrawn and filed again soon after under a new number: the clock was begun anew."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def withdrawal_and_twin(court: Court) -> pl.DataFrame:
    """The same dispute, or (where none is recorded) same court, cause and amount, within days."""
    rule = court.rules["withdrawal_and_twin"]
    days = rule.thresholds["days"]
    shared = ("court", "case_word", "cause", "claim_amount", "dispute")
    withdrawn = court.cases.filter(pl.col("closing_way").is_in(rule.codes))
    later = court.table("case").select(
        *shared,
        pl.col("case_number").alias("_twin"),
        pl.col("filed_on").alias("_twin_filed_on"),
    )
    same_dispute = withdrawn.filter(pl.col("dispute").is_not_null()).join(
        later.drop("cause", "claim_amount"), on=["court", "case_word", "dispute"]
    )
    unnamed = withdrawn.filter(pl.col("dispute").is_null(), pl.col("claim_amount") > 0).join(
        later.filter(pl.col("dispute").is_null()).drop("dispute"),
        on=["court", "case_word", "cause", "claim_amount"],
    )
    gap = (pl.col("_twin_filed_on") - pl.col("closed_on")).dt.total_days()
    rows = pl.concat([same_dispute, unnamed]).filter(
        pl.col("_twin") != pl.col("case_number"), gap.is_between(0, days)
    )
    return court.report(
        rule.id,
        rows,
        table="case",
        shows=("closed_on", "closing_way", "_twin", "_twin_filed_on"),
        found=pl.format("{} {}", pl.col("_twin"), pl.col("_twin_filed_on")),
        expected=pl.lit(days),
    )
