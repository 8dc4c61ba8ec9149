"""An appraisal or audit that runs beyond the time usually given to the expert, not chased up."""

from __future__ import annotations

import numpy as np
import polars as pl

from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.days import days_of
from tuobo.engines.timelimits.findings.court import Court


def appraisal_too_long(court: Court) -> pl.DataFrame:
    """More working days than the ground's follow_up_after (法〔2020〕202号 13: 30 or 60)."""
    usual = {
        one.id: one.follow_up_after.working_days or one.follow_up_after.days
        for one in court.book.grounds
        if one.follow_up_after
    }
    end = pl.min_horizontal(pl.col("ends_on"), pl.col("closed_on"), court.on)
    rows = court.pauses.filter(
        pl.col("ground").is_in(list(usual)), pl.col("starts_on").is_not_null()
    ).with_columns(
        end.alias("_end"),
        pl.col("ground").replace_strict(usual, default=None, return_dtype=pl.Int32).alias("_most"),
    )
    taken = _working_days(rows["starts_on"], rows["_end"], court.calendar)
    rows = rows.with_columns(taken).filter(pl.col("_working_days") > pl.col("_most"))
    return court.report(
        "appraisal_too_long",
        rows,
        table="interval",
        shows=("kind", "ground", "starts_on", "ends_on"),
        found=pl.col("_working_days"),
        expected=pl.col("_most"),
    )


def _working_days(starts: pl.Series, ends: pl.Series, calendar: Calendar) -> pl.Series:
    """Working days after the start up to the end; those of unknown years are not counted."""
    counted = calendar.working_days_between(days_of(starts), days_of(ends))
    return pl.Series("_working_days", counted.astype(np.int32))
