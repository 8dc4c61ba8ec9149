"""A mediation that lasted longer than its regime allows without a recorded consent, or in all."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court

_SIMPLIFIED = ("simplified", "small_claims")


def mediation_too_long(court: Court) -> pl.DataFrame:
    """15 days (7 in simplified cases) after filing, 30 before it; 30 more if both consent."""
    limits = court.rules["mediation_too_long"].thresholds
    began = pl.coalesce("signed_on", "consented_on", "registered_on")
    ended = pl.min_horizontal(pl.col("ended_on"), court.on)
    first = (
        pl.when(pl.col("regime") == "pre_filing")
        .then(limits["pre_filing"])
        .when(pl.col("procedure").is_in(_SIMPLIFIED))
        .then(limits["simplified"])
        .otherwise(limits["ordinary"])
    )
    consented = pl.col("extension_consented_on").is_not_null()
    capped = first + pl.when(consented).then(limits["extension"]).otherwise(0)
    allowed = pl.when(consented & (pl.col("regime") == "pre_filing")).then(None).otherwise(capped)
    rows = (
        court.table("mediation")
        .join(court.case_side.select("case_number", "procedure"), on="case_number", how="left")
        .with_columns((ended - began).dt.total_days().alias("_days"), allowed.alias("_most"))
        .filter(pl.col("_days") > pl.col("_most"))
    )
    return court.report(
        "mediation_too_long",
        rows,
        table="mediation",
        shows=(
            "mediation_number",
            "regime",
            "registered_on",
            "signed_on",
            "extension_consented_on",
            "ended_on",
        ),
        found=pl.col("_days"),
        expected=pl.col("_most"),
    )
