"""A stay that waits for another case which is closed already: a hidden overrun."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def stay_linked_case_closed(court: Court) -> pl.DataFrame:
    """Not resumed within the threshold after the linked case was closed."""
    days = court.threshold("stay_linked_case_closed", "days_to_resume")
    linked = court.table("case").select(
        pl.col("case_number").alias("linked_case_number"),
        pl.col("closed_on").alias("_linked_closed_on"),
    )
    ended = pl.min_horizontal(pl.col("ends_on"), pl.col("closed_on"), court.on)
    rows = (
        court.pauses.filter(pl.col("linked_case_number").is_not_null())
        .join(linked, on="linked_case_number", how="inner")
        .filter(
            (ended - pl.col("_linked_closed_on")).dt.total_days() > days,
            pl.col("_linked_closed_on") <= court.on,
        )
    )
    return court.report(
        "stay_linked_case_closed",
        rows,
        table="interval",
        shows=("kind", "ground", "starts_on", "ends_on", "linked_case_number"),
        found=pl.col("_linked_closed_on"),
        expected=pl.col("_linked_closed_on") + pl.duration(days=days),
    )
