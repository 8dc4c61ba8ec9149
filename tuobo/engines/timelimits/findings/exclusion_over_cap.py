"""An exclusion longer than its ground lets count; the rest counts towards the limit."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def exclusion_over_cap(court: Court) -> pl.DataFrame:
    end = pl.col("ends_on").fill_null(pl.col("closed_on").fill_null(court.on))
    length = (end - pl.col("starts_on")).dt.total_days()
    return court.report(
        "exclusion_over_cap",
        court.pauses.filter(pl.col("status") == "capped"),
        table="interval",
        shows=("kind", "ground", "starts_on", "ends_on"),
        found=length,
        expected=pl.col("counted_days"),
    )
