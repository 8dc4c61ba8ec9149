"""Exclusions of one case that overlap: they are counted once, but somebody recorded them twice."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def overlapping_exclusions(court: Court) -> pl.DataFrame:
    """A row that starts before an earlier one of the same case has ended."""
    end = pl.col("ends_on").fill_null(pl.col("closed_on").fill_null(court.on))
    rows = (
        court.pauses.filter(pl.col("starts_on").is_not_null())
        .with_columns(end.alias("_end"))
        .sort("case_number", "starts_on", "_end", "row")
        .with_columns(
            pl.col("_end").cum_max().shift(1).over("case_number").alias("_earlier_end"),
        )
        .filter(pl.col("starts_on") < pl.col("_earlier_end"))
    )
    return court.report(
        "overlapping_exclusions",
        rows,
        table="interval",
        shows=("kind", "ground", "starts_on", "ends_on"),
        found=pl.col("starts_on"),
        expected=pl.col("_earlier_end"),
    )
