"""Time excluded on a ground that the rule of the case does not know (请示 in a civil case)."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def exclusion_ground_not_in_law(court: Court) -> pl.DataFrame:
    """A notice in a simplified case is a finding of its own and not repeated here."""
    own_finding = (pl.col("ground") == "X-NOTICE") & pl.col("procedure").is_in(
        court.rules["notice_in_simplified"].codes
    )
    rows = court.pauses.filter(
        (pl.col("status") == "not_in_law") & ~own_finding.fill_null(value=False)
    )
    return court.report(
        "exclusion_ground_not_in_law",
        rows,
        table="interval",
        shows=("kind", "ground", "starts_on", "ends_on"),
        found=pl.col("ground"),
        expected=pl.col("limit_rule"),
    )
