"""Time not counted without the decision, entrustment or notice that it rests on."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def exclusion_without_paper(court: Court) -> pl.DataFrame:
    """Grounds that leave no paper of their own (needs_paper: false) are left out."""
    paperless = [one.id for one in court.book.grounds if not one.needs_paper]
    has_paper = pl.col("paper").fill_null("").str.strip_chars() != ""
    rows = court.pauses.filter(~has_paper & ~pl.col("ground").fill_null("").is_in(paperless))
    return court.report(
        "exclusion_without_paper",
        rows,
        table="interval",
        shows=("kind", "ground", "starts_on", "ends_on", "paper"),
        found=pl.lit(""),
        expected=pl.lit(""),
    )
