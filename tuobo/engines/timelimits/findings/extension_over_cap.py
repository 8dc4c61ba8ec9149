"""An extension longer than its step allows, or than the length that is only pointed out."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court

_DAYS_OF_MONTH = 31
_AS_DAYS = pl.col("added_months").fill_null(0) * _DAYS_OF_MONTH + pl.col("added_days").fill_null(0)


def extension_over_cap(court: Court) -> pl.DataFrame:
    """Cut to what the law allows (status capped), or over a contested length (C-2, C-3, C-10)."""
    soft = _soft_caps(court)
    rows = court.extensions.join(soft, on=("limit_rule", "approver"), how="left").filter(
        (pl.col("status") == "capped") | (pl.col("_soft_days") < _AS_DAYS)
    )
    return court.report(
        "extension_over_cap",
        rows,
        table="interval",
        shows=("kind", "approved_on", "approver", "added_months", "added_days"),
        found=pl.format(
            "{}+{}", pl.col("added_months").fill_null(0), pl.col("added_days").fill_null(0)
        ),
        expected=pl.when(pl.col("status") == "capped")
        .then(pl.col("counted_days"))
        .otherwise(pl.col("_soft_days")),
    )


def _soft_caps(court: Court) -> pl.DataFrame:
    """Rule and approver → the length in days beyond which a grant is pointed out."""
    caps = [
        (limit.key, approver, step.warn_most.months * _DAYS_OF_MONTH + step.warn_most.days)
        for limit in court.book.limits
        for step in limit.extensions
        if step.warn_most
        for approver in step.approvers
    ]
    schema = {"limit_rule": pl.String, "approver": pl.String, "_soft_days": pl.Int32}
    frame = pl.DataFrame(caps, schema=schema, orient="row")
    return frame.unique(["limit_rule", "approver"], keep="first", maintain_order=True)
