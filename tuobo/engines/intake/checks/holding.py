"""Doubtful rows that somebody decided to hold back: they wait with the rejected ones."""

from __future__ import annotations

import polars as pl

from tuobo.core.issue import Severity
from tuobo.engines.intake.batch import Batch

CHECK = "held_back"


def held_back(batch: Batch, checks: frozenset[str]) -> Batch:
    """The batch without the rows of which one of the checks warns, each with the reason."""
    if not checks:
        return batch
    held = batch.issues.filter(
        pl.col("severity") == Severity.WARNING.value,
        pl.col("rule").is_in(list(checks)),
        pl.col("row").is_not_null(),
    )
    known = batch.issues.filter(pl.col("rule") == CHECK).select("sheet", "row")
    held = held.join(known, on=["sheet", "row"], how="anti")
    rejected = pl.lit(Severity.REJECTED.value)
    return batch.with_issues(held.with_columns(rule=pl.lit(CHECK), severity=rejected))
