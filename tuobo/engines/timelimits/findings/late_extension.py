"""An extension approved after the clock had run out: a finding, not a cure."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def late_extension(court: Court) -> pl.DataFrame:
    """Approval must come before expiry (法释〔2000〕29号 14, 法释〔2019〕4号 1)."""
    return court.report(
        "late_extension",
        court.extensions.filter(pl.col("status") == "late"),
        table="interval",
        shows=("kind", "approved_on", "approver", "added_months", "added_days"),
        found=pl.col("approved_on"),
        expected=pl.col("due_before_on"),
    )
