"""A change of procedure decided after the earlier procedure's limit had run out."""

from __future__ import annotations

import polars as pl

from tuobo.engines.timelimits.compute import compute_deadlines
from tuobo.engines.timelimits.findings.court import Court


def late_conversion(court: Court) -> pl.DataFrame:
    """民诉法解释 258, 行诉解释 105: convert before the simplified limit ends.

    The earlier procedure's deadline is computed by the same kernel, with the intervals that had
    begun by the day of the conversion.
    """
    conversions = (
        court.table("event")
        .filter(pl.col("kind") == "conversion", pl.col("from_value").is_not_null())
        .with_row_index("_conversion")
        .select("_conversion", "case_number", "happened_on", "from_value", "to_value", "kind")
    )
    known = list(court.book.vocabularies["procedure"].by_code)
    conversions = conversions.filter(pl.col("from_value").is_in(known))
    if not conversions.height:
        return _report(court, conversions.with_columns(limit_rule=None, due_on=None))
    number = pl.col("_conversion").cast(pl.String).alias("case_number")
    before = conversions.join(court.table("case"), on="case_number").with_columns(
        number, pl.col("from_value").alias("procedure"), pl.lit(None, pl.Date).alias("closed_on")
    )
    begun = pl.coalesce("approved_on", "starts_on") <= pl.col("happened_on")
    intervals = conversions.join(court.table("interval"), on="case_number").filter(begun)
    earlier = compute_deadlines(
        {"case": before, "interval": intervals.with_columns(number)},
        book=court.book,
        calendar=court.calendar,
        on=court.deadlines.on,
    ).frame.select(
        pl.col("case_number").cast(pl.UInt32).alias("_conversion"), "limit_rule", "due_on"
    )
    rows = conversions.join(earlier, on="_conversion").filter(
        pl.col("happened_on") > pl.col("due_on")
    )
    return _report(court, rows)


def _report(court: Court, rows: pl.DataFrame) -> pl.DataFrame:
    return court.report(
        "late_conversion",
        rows,
        table="event",
        shows=("kind", "happened_on", "from_value", "to_value"),
        found=pl.col("happened_on"),
        expected=pl.col("due_on"),
    )
