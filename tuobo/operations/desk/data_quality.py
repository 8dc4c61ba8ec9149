"""What the checks of the last import found: rows by sheet, and each check with its number.

Examples of found values are of the source's rows: they are left out for whoever may not see
imports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from tuobo.core.texts import Texts
from tuobo.engines.intake import DataVersion
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.keep_quarantine import KeptQuarantine, issue_name, quarantine_of


@dataclass(frozen=True, kw_only=True)
class SheetCount:
    """A sheet of the last import and what became of its rows."""

    name: str
    read: int
    kept: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class CheckCount:
    """A check: how many remarks, in which sheets, whether rows wait in quarantine for it."""

    rule: str
    name: str
    severity: str
    count: int
    sheets: tuple[str, ...]
    example: str


@dataclass(frozen=True, kw_only=True)
class DataQuality:
    """The whole account of the last import; `version` is the data version that is shown."""

    version: DataVersion
    sheets: tuple[SheetCount, ...]
    checks: tuple[CheckCount, ...]

    @property
    def read(self) -> int:
        return sum(one.read for one in self.sheets)

    @property
    def kept(self) -> int:
        return sum(one.kept for one in self.sheets)

    @property
    def rejected(self) -> int:
        return sum(one.rejected for one in self.sheets)


def data_quality(opened: OpenVersion, texts: Texts, *, with_examples: bool) -> DataQuality:
    """The account, remembered for the data version."""
    question = ("data_quality", with_examples, texts.lang)
    return opened.remembered(question, lambda: _account(opened, texts, with_examples=with_examples))


def _account(opened: OpenVersion, texts: Texts, *, with_examples: bool) -> DataQuality:
    kept = quarantine_of(opened.workspace, opened.version)
    return DataQuality(
        version=opened.version,
        sheets=tuple(
            SheetCount(
                name=name,
                read=read,
                kept=kept.rows_kept.get(name, 0),
                rejected=kept.rows_rejected.get(name, 0),
            )
            for name, read in kept.rows_read.items()
        ),
        checks=tuple(_checks(opened, kept, texts, with_examples=with_examples)),
    )


def _checks(
    opened: OpenVersion, kept: KeptQuarantine, texts: Texts, *, with_examples: bool
) -> Iterator[CheckCount]:
    """Those that keep rows out first, then the rest; within each by the name of the check."""
    grouped = kept.issues.group_by("rule", "severity", maintain_order=True).agg(
        pl.len(), pl.col("sheet").unique().drop_nulls().sort(), pl.col("column", "found").first()
    )
    for row in grouped.sort("severity", "rule").iter_rows(named=True):
        example = f"{row['column'] or ''} {row['found'] or ''}".strip() if with_examples else ""
        yield CheckCount(
            rule=row["rule"],
            name=issue_name(opened.workspace, row["rule"], texts),
            severity=row["severity"],
            count=row["len"],
            sheets=tuple(row["sheet"]),
            example=example,
        )
