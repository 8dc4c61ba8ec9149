"""What reading and mapping a file yields: typed fact rows with their place, and issues.

A batch is a value: checks add issues to it, `reject` takes the rejected rows out of the tables,
and rehearsal compares it with the store. Rows and issues are frames, never lists of objects,
because one file may have a million of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from tuobo.core.issue import Issue, Severity

SHEET = "_sheet"
ROW = "_row"
PLACE_SCHEMA: dict[str, type[pl.DataType]] = {SHEET: pl.String, ROW: pl.UInt32}
ISSUE_SCHEMA: dict[str, type[pl.DataType]] = {
    "rule": pl.String,
    "severity": pl.String,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.UInt32,
    "column": pl.String,
    "found": pl.String,
    "expected": pl.String,
}


def no_issues() -> pl.DataFrame:
    """An issue frame without rows."""
    return pl.DataFrame(schema=ISSUE_SCHEMA)


def issue_frame(issues: Iterable[Issue]) -> pl.DataFrame:
    """Single issues as a frame, for file-level findings."""
    rows = [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "file": one.place.file,
            "sheet": one.place.sheet,
            "row": one.place.row,
            "column": one.place.column,
            "found": one.found,
            "expected": one.expected,
        }
        for one in issues
    ]
    return pl.DataFrame(rows, schema=ISSUE_SCHEMA)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One file read through one mapping.

    file       the file's name, as the user knows it
    source     the name of the mapping
    tables     fact table → its columns, typed, plus `_sheet` and `_row` (the row number that the
               user sees in the file); several rows, also of several tables, may share a place
    rows_read  sheet → data rows found in it (no titles, headers, blank or skipped rows);
               read = kept + rejected holds per sheet
    rows_skipped  sheet → rows that are no data: totals, and what the mapping leaves out
    issues     columns of ISSUE_SCHEMA
    """

    file: str
    source: str
    tables: Mapping[str, pl.DataFrame]
    rows_read: Mapping[str, int]
    issues: pl.DataFrame = field(default_factory=no_issues)
    rows_skipped: Mapping[str, int] = field(default_factory=dict)

    @property
    def rejected(self) -> pl.DataFrame:
        """The places (`_sheet`, `_row`) of rejected rows, each once."""
        bad = self.issues.filter(pl.col("severity") == Severity.REJECTED.value)
        return (
            bad.select(pl.col("sheet").alias(SHEET), pl.col("row").alias(ROW)).unique().drop_nulls()
        )

    @property
    def rows_rejected(self) -> dict[str, int]:
        """Sheet → number of rejected rows; every sheet that was read has an entry."""
        counts = dict(self.rejected.group_by(SHEET).len().iter_rows())
        return {sheet: counts.get(sheet, 0) for sheet in self.rows_read}

    @property
    def rows_kept(self) -> dict[str, int]:
        """Sheet → rows read that were not rejected."""
        rejected = self.rows_rejected
        return {sheet: read - rejected[sheet] for sheet, read in self.rows_read.items()}

    def with_issues(self, issues: pl.DataFrame) -> Batch:
        """The batch with further issues; rows that they reject are taken out of the tables."""
        if issues.is_empty():
            return self
        added = issues.select(pl.col(name).cast(kind) for name, kind in ISSUE_SCHEMA.items())
        return replace(self, issues=pl.concat([self.issues, added])).without_rejected()

    def without_rejected(self) -> Batch:
        """The batch whose tables hold no row of a rejected place."""
        bad = self.rejected
        if bad.is_empty():
            return self
        kept = {
            name: frame.join(bad, on=[SHEET, ROW], how="anti", maintain_order="left")
            for name, frame in self.tables.items()
        }
        return replace(self, tables=kept)
