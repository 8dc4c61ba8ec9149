"""A case reported closed before its judgment was pronounced or served (虚假报结)."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def closed_before_served(court: Court) -> pl.DataFrame:
    """The clock ends with pronouncement, or service on the last party (法释〔2000〕29号 10)."""
    happened = court.table("event").filter(pl.col("happened_on").is_not_null())
    pronounced = _first(happened, "pronouncement", "_pronounced_on")
    reported = _first(happened, "closing_reported", "_reported_on")
    noticed = _first(happened.filter(pl.col("method") == "notice"), "service", "_noticed_on")
    closed = pl.min_horizontal("closed_on", "_reported_on")
    ended = pl.min_horizontal("served_on", "_pronounced_on", "_noticed_on")
    rows = (
        court.cases.join(pronounced, on="case_number", how="left")
        .join(reported, on="case_number", how="left")
        .join(noticed, on="case_number", how="left")
        .filter(pl.col("closing_way").is_in(court.rules["closed_before_served"].codes))
        .filter(closed < ended)
    )
    return court.report(
        "closed_before_served",
        rows,
        table="case",
        shows=("closed_on", "closing_way", "served_on"),
        found=closed,
        expected=ended,
    )


def _first(events: pl.DataFrame, kind: str, name: str) -> pl.DataFrame:
    chosen = events.filter(pl.col("kind") == kind)
    return chosen.group_by("case_number").agg(pl.col("happened_on").min().alias(name))
