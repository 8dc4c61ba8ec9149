"""A pre-filing mediation number given after the filing rule of 2025 had ended such numbers."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def pre_filing_number_after_2025(court: Court) -> pl.DataFrame:
    rule = court.rules["pre_filing_number_after_2025"]
    since = pl.lit(rule.since, pl.Date)
    cases = court.cases.filter(pl.col("case_word").is_in(rule.codes), pl.col("filed_on") >= since)
    mediations = court.table("mediation").filter(
        pl.col("regime") == "pre_filing", pl.col("registered_on") >= since
    )
    return pl.concat(
        [
            court.report(
                rule.id,
                cases,
                table="case",
                shows=("case_word", "filed_on"),
                found=pl.col("filed_on"),
                expected=since,
            ),
            court.report(
                rule.id,
                mediations,
                table="mediation",
                shows=("mediation_number", "regime", "registered_on"),
                found=pl.col("registered_on"),
                expected=since,
            ),
        ]
    )
