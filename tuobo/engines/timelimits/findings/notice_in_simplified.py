"""Service by public notice in a simplified or small-claims case, where it may not be used."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court


def notice_in_simplified(court: Court) -> pl.DataFrame:
    """民诉法解释 140, 法释〔2019〕4号 4: such a case must be converted first."""
    simplified = pl.col("procedure").is_in(court.rules["notice_in_simplified"].codes) & (
        pl.col("domain") == "civil"
    )
    intervals = court.pauses.filter(simplified & (pl.col("ground") == "X-NOTICE"))
    is_notice = (pl.col("kind") == "notice") | (pl.col("method") == "notice")
    events = court.events.filter(simplified & is_notice.fill_null(value=False))
    found, expected = pl.col("procedure"), pl.lit("ordinary")
    shows = ("kind", "ground", "starts_on", "ends_on", "procedure")
    return pl.concat(
        [
            court.report(
                "notice_in_simplified",
                intervals,
                table="interval",
                shows=shows,
                found=found,
                expected=expected,
            ),
            court.report(
                "notice_in_simplified",
                events,
                table="event",
                shows=("kind", "happened_on", "method", "procedure"),
                found=found,
                expected=expected,
            ),
        ]
    )
