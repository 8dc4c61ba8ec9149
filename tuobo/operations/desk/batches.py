"""The imports of a store: who brought what and when, what came of its rows, and what waits.

A data version is told with its file, counts and the hash of its rows; the rows that wait in
quarantine are listed with what is wrong with each cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from tuobo.core.texts import Texts
from tuobo.engines.intake import DataVersion
from tuobo.operations.desk.open_desk import Desk
from tuobo.operations.desk.wording import Words
from tuobo.operations.keep_quarantine import KeptQuarantine, issue_name, quarantine_of

_MOST_EXAMPLES = 500


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """One data version. `rows_hash` is the hash of all rows that it sees, not of the file.

    target  for an undo, the number of the version whose content it brings back
    """

    number: int
    id: str
    kind: str
    is_latest: bool
    target: int | None
    as_of: date
    committed_at: datetime
    who: str
    source: str
    file: str
    note: str
    rows_hash: str
    rows_read: int
    rows_kept: int
    rows_rejected: int


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One sheet of an import: read = kept + rejected."""

    sheet: str
    read: int
    kept: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class TableLine:
    """One fact table of a version: its rows in all, and those that this version wrote."""

    table: str
    name: str
    rows: int
    written: int


@dataclass(frozen=True, kw_only=True)
class IssueLine:
    """A remark of a check; `is_rejected` if its row waits in quarantine."""

    rule: str
    name: str
    is_rejected: bool
    sheet: str
    row: int | None
    column: str
    found: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class IssueCount:
    """How often a check spoke."""

    rule: str
    name: str
    is_rejected: bool
    count: int


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """One import with its sheets, tables and remarks; `issues` is a page of `all_issues`."""

    line: BatchLine
    sheets: tuple[SheetLine, ...]
    tables: tuple[TableLine, ...]
    counts: tuple[IssueCount, ...]
    issues: tuple[IssueLine, ...]
    all_issues: int
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class BatchAsked:
    """Which data version, which remarks (a check, rejected rows only), which page."""

    version: str
    rule: str = ""
    only_rejected: bool = False
    page: int = 1
    size: int = 50


def batches(desk: Desk) -> tuple[BatchLine, ...]:
    """All data versions, the newest first."""
    history = desk.history()
    return tuple(_line(desk, one, is_latest=one is history[-1]) for one in reversed(history))


def batch_page(desk: Desk, asked: BatchAsked, texts: Texts) -> BatchPage:
    """One data version; RequestError store.no_version."""
    version = desk.workspace.snapshots.version(asked.version)
    kept = quarantine_of(desk.workspace, version)
    issues = kept.issues
    if asked.rule:
        issues = issues.filter(pl.col("rule") == asked.rule)
    if asked.only_rejected:
        issues = issues.filter(pl.col("severity") == "rejected")
    size = min(max(asked.size, 1), _MOST_EXAMPLES)
    pages = max(-(-issues.height // size), 1)
    page = min(max(asked.page, 1), pages)
    latest = desk.workspace.snapshots.latest()
    return BatchPage(
        line=_line(desk, version, is_latest=version.number == latest.number),
        sheets=tuple(_sheets(kept)),
        tables=tuple(_tables(desk, version, texts)),
        counts=tuple(_counts(desk, kept, texts)),
        issues=tuple(_issues(desk, issues.slice((page - 1) * size, size), texts)),
        all_issues=issues.height,
        page=page,
        pages=pages,
    )


def _line(desk: Desk, version: DataVersion, *, is_latest: bool) -> BatchLine:
    kept = quarantine_of(desk.workspace, version)
    return BatchLine(
        number=version.number,
        id=version.id,
        kind=version.kind.value,
        is_latest=is_latest,
        target=version.target,
        as_of=version.as_of,
        committed_at=version.committed_at,
        who=version.who,
        source=version.source,
        file=version.file,
        note=version.note,
        rows_hash=f"{version.rowset:016x}",
        rows_read=sum(kept.rows_read.values()),
        rows_kept=sum(kept.rows_kept.values()),
        rows_rejected=sum(kept.rows_rejected.values()),
    )


def _sheets(kept: KeptQuarantine) -> Iterator[SheetLine]:
    for sheet, read in kept.rows_read.items():
        yield SheetLine(
            sheet=sheet,
            read=read,
            kept=kept.rows_kept.get(sheet, 0),
            rejected=kept.rows_rejected.get(sheet, 0),
        )


def _tables(desk: Desk, version: DataVersion, texts: Texts) -> Iterator[TableLine]:
    words = Words(desk.workspace, texts)
    for table, rows in version.rows.items():
        yield TableLine(
            table=table,
            name=words.table(table),
            rows=rows,
            written=version.appended.get(table, 0),
        )


def _counts(desk: Desk, kept: KeptQuarantine, texts: Texts) -> Iterator[IssueCount]:
    """How often each check spoke, the rejecting ones first, else by name of the check."""
    counted = kept.issues.group_by("severity", "rule").len().sort("severity", "rule")
    for severity, rule, count in counted.iter_rows():
        yield IssueCount(
            rule=rule,
            name=issue_name(desk.workspace, rule, texts),
            is_rejected=severity == "rejected",
            count=count,
        )


def _issues(desk: Desk, issues: pl.DataFrame, texts: Texts) -> Iterator[IssueLine]:
    for row in issues.iter_rows(named=True):
        yield IssueLine(
            rule=row["rule"],
            name=issue_name(desk.workspace, row["rule"], texts),
            is_rejected=row["severity"] == "rejected",
            sheet=row["sheet"] or row["file"],
            row=row["row"],
            column=row["column"] or "",
            found=row["found"] or "",
            expected=row["expected"] or "",
        )
