"""What the findings look at: the fact tables joined with deadlines and the fate of intervals.

Every finding is a frame with the columns of `FINDING_COLUMNS`: the table and the row's own values
that show it (`shown`), what was found and what was expected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.columns import Frame
from tuobo.engines.timelimits.definitions import FindingRule
from tuobo.engines.timelimits.outcome import Deadlines

FINDING_COLUMNS = {
    "finding": pl.String,
    "severity": pl.String,
    "case_number": pl.String,
    "rule": pl.String,
    "table": pl.String,
    "shown": pl.String,
    "found": pl.String,
    "expected": pl.String,
}
_CASE_SIDE = (
    "case_number", "court", "case_word", "domain", "procedure", "closed_on", "cause", "dispute",
    "filed_on", "closing_way", "served_on", "claim_amount", "decided_on",
)  # fmt: skip


@dataclass(frozen=True)
class Court:
    """One set of facts with its deadlines, as the findings ask for them."""

    facts: Mapping[str, Frame]
    deadlines: Deadlines
    rules: Mapping[str, FindingRule]
    calendar: Calendar

    @property
    def book(self) -> LimitBook:
        return self.deadlines.book

    @property
    def on(self) -> pl.Expr:
        return pl.lit(self.deadlines.on, pl.Date)

    def table(self, name: str) -> pl.DataFrame:
        """A fact table with all its columns; empty if it was not brought."""
        schema = self.book.schema[name]
        if name not in self.facts:
            return schema.empty()
        return schema.conform(self.facts[name].lazy().collect())

    @cached_property
    def cases(self) -> pl.DataFrame:
        """Cases with their deadline."""
        return self.table("case").join(self._deadline, on="case_number", how="left")

    @cached_property
    def _deadline(self) -> pl.DataFrame:
        frame = self.deadlines.frame.drop("case_key", strict=False)
        return frame.with_columns(pl.col("limit_rule", "limit_status").cast(pl.String)).unique(
            "case_number", keep="last", maintain_order=True
        )

    @cached_property
    def case_side(self) -> pl.DataFrame:
        """The columns of a case that a row of another table is judged by."""
        return self.cases.select(*_CASE_SIDE, *(set(self._deadline.columns) - {"case_number"}))

    @cached_property
    def intervals(self) -> pl.DataFrame:
        """Intervals with what became of them and with their case; `row` is the row's number."""
        keys = [name for name in ("case_number", "case_key") if name in self.deadlines.items]
        fates = self.deadlines.items.drop(keys).with_columns(pl.col("status").cast(pl.String))
        rows = self.table("interval").with_row_index("row")
        return rows.join(fates, on="row", how="inner").join(
            self.case_side, on="case_number", how="left"
        )

    @cached_property
    def pauses(self) -> pl.DataFrame:
        """Exclusions and suspensions."""
        return self.intervals.filter(pl.col("kind") != "extended")

    @cached_property
    def extensions(self) -> pl.DataFrame:
        return self.intervals.filter(pl.col("kind") == "extended")

    @cached_property
    def events(self) -> pl.DataFrame:
        return self.table("event").join(self.case_side, on="case_number", how="left")

    def threshold(self, finding: str, name: str) -> int:
        return self.rules[finding].thresholds[name]

    def report(
        self,
        finding: str,
        rows: pl.DataFrame,
        *,
        table: str,
        shows: Sequence[str],
        found: pl.Expr,
        expected: pl.Expr,
    ) -> pl.DataFrame:
        """The rows as findings; `shows` are the columns that prove it."""
        rule = pl.col("limit_rule") if "limit_rule" in rows.columns else pl.lit(None)
        values = [
            pl.format("{}={}", pl.lit(name), pl.col(name).cast(pl.String).fill_null(""))
            for name in shows
        ]
        return rows.select(
            pl.lit(finding).alias("finding"),
            pl.lit(self.rules[finding].severity).alias("severity"),
            pl.col("case_number"),
            rule.cast(pl.String).alias("rule"),
            pl.lit(table).alias("table"),
            pl.concat_str(values, separator="; ").alias("shown"),
            found.cast(pl.String).fill_null("").alias("found"),
            expected.cast(pl.String).fill_null("").alias("expected"),
        )
