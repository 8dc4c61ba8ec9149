"""More adjourned hearings than the procedure allows: two in ordinary, one in simplified cases."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def too_many_adjournments(court: Court) -> pl.DataFrame:
    """法释〔2019〕4号 3; the number stands with each limit (adjournments_most)."""
    most = {
        limit.key: limit.adjournments_most
        for limit in court.book.limits
        if limit.adjournments_most is not None
    }
    allowed = pl.col("limit_rule").replace_strict(most, default=None, return_dtype=pl.Int32)
    rows = (
        court.events.filter(pl.col("kind") == "adjournment")
        .group_by("case_number", "limit_rule", maintain_order=True)
        .agg(pl.len().alias("adjournments"), pl.col("happened_on").max().alias("last_on"))
        .with_columns(allowed.alias("_most"))
        .filter(pl.col("adjournments") > pl.col("_most"))
    )
    return court.report(
        "too_many_adjournments",
        rows,
        table="event",
        shows=("adjournments", "last_on"),
        found=pl.col("adjournments"),
        expected=pl.col("_most"),
    )
