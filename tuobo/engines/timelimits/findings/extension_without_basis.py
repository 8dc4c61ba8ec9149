"""An extension without approval on record, or that the case's rule does not know."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.findings.court import Court

_UNAPPROVED = pl.col("approved_on").is_null() | pl.col("approver").is_null()


def extension_without_basis(court: Court) -> pl.DataFrame:
    """No date or name of an approval, or no step of the rule that this approver may still grant."""
    has_rule = pl.col("limit_rule").is_not_null()
    rows = court.extensions.filter(
        has_rule & (_UNAPPROVED | pl.col("status").is_in(["no_step", "no_date"]))
    )
    return court.report(
        "extension_without_basis",
        rows,
        table="interval",
        shows=("kind", "approved_on", "approver", "paper", "added_months", "added_days"),
        found=pl.when(_UNAPPROVED).then(pl.lit("unapproved")).otherwise(pl.col("status")),
        expected=pl.lit(""),
    )
