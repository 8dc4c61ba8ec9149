"""A case that is open after its legal deadline, or was closed after it (法释〔2000〕29号 20-22)."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def overdue(court: Court) -> pl.DataFrame:
    """Where the calendar is not known the plain day cannot be called a breach: no finding."""
    last = pl.col("closed_on").fill_null(court.on)
    ended = pl.when(last > court.on).then(court.on).otherwise(last)
    rows = court.cases.with_columns(ended.alias("_ended")).filter(
        pl.col("_ended") > pl.col("due_on")
    )
    return court.report(
        "overdue",
        rows,
        table="case",
        shows=("filed_on", "closed_on", "procedure"),
        found=pl.col("_ended"),
        expected=pl.col("due_on"),
    )
