"""Time excluded that only began after the clock had run out."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def exclusion_after_expiry(court: Court) -> pl.DataFrame:
    return court.report(
        "exclusion_after_expiry",
        court.pauses.filter(pl.col("status") == "after_expiry"),
        table="interval",
        shows=("kind", "ground", "starts_on", "ends_on"),
        found=pl.col("starts_on"),
        expected=pl.col("due_before_on"),
    )
