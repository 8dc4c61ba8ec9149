"""Batches: the data versions of the store as the office speaks of them, with who brought them.

The history of the store is the truth, also of imports from the command line; the registry adds who
brought the files through the desk. A batch is in force if the latest version still has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.reach import Reach
from tuobo.engines.intake import DataVersion
from tuobo.operations.imports_desk.batch_names import batch_names, number_of
from tuobo.operations.keep_quarantine import KeptQuarantine, quarantine_of
from tuobo.operations.report_shelf import ReportEntry, ReportShelf
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.upload_queries import BroughtBy, FileLine, brought_by

_UNDO = "undo"


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """One batch in the list.

    kind         import, adoption or undo       who    the person, else the account that committed
    in_force     whether the latest data version has it
    can_be_undone    the latest one, or the latest in force when all later ones were taken back
    took_back    for an undo, the names of the batches that it took back
    """

    number: int
    name: str
    version: str
    kind: str
    as_of: date
    committed_at: datetime
    who: str
    files: str
    note: str
    rows: int
    in_force: bool
    can_be_undone: bool
    took_back: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """Something a check found in a batch, by its place."""

    check: str
    severity: str
    sheet: str
    row: int | None
    column: str
    found: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """A batch with its files and hashes, counts by sheet, what waits, and reports made of it."""

    line: BatchLine
    upload: int | None
    files: tuple[FileLine, ...]
    mends: str
    read: int
    kept: int
    rejected: int
    appended: tuple[tuple[str, int], ...]
    waiting: tuple[WaitingRow, ...]
    issues: int
    reports: tuple[ReportEntry, ...]
    later: tuple[BatchLine, ...]


def batches(workspace: Workspace, reach: Reach) -> tuple[BatchLine, ...]:
    """All batches of the courts that one may see, the newest first."""
    history = workspace.snapshots.history()
    brought = brought_by(one.number for one in history)
    in_force = _in_force(history)
    names, seen = batch_names(history), _seen(workspace, reach)
    return tuple(
        _line(one, history, names, brought.get(one.number), in_force)
        for one in reversed(history)
        if seen.has(brought.get(one.number))
    )


def batch_page(workspace: Workspace, reach: Reach, name: str, *, most: int = 200) -> BatchPage:
    """One batch; RequestError "import.no_batch" for one that is not there or not one's own."""
    history = workspace.snapshots.history()
    number = number_of(history, name)
    version = next(one for one in history if one.number == number)
    brought = brought_by(one.number for one in history)
    mine = brought.get(number)
    if not _seen(workspace, reach).has(mine):
        raise RequestError("import.no_batch", found=name)
    in_force, names = _in_force(history), batch_names(history)
    kept = quarantine_of(workspace, version) if version.kind != _UNDO else None
    later = [one for one in history if one.number > number]
    return BatchPage(
        line=_line(version, history, names, mine, in_force),
        upload=mine.upload if mine else None,
        files=mine.files if mine else (),
        mends=names.get(mine.mends or 0, "") if mine else "",
        read=sum(kept.rows_read.values()) if kept else 0,
        kept=sum(kept.rows_kept.values()) if kept else 0,
        rejected=sum(kept.rows_rejected.values()) if kept else 0,
        appended=tuple(version.appended.items()),
        waiting=_waiting(kept, most) if kept else (),
        issues=kept.issues.height if kept else 0,
        reports=_reports(workspace, version),
        later=tuple(_line(one, history, names, brought.get(one.number), in_force) for one in later),
    )


def standing(history: Sequence[DataVersion]) -> int:
    """The number of the import whose content the latest version has: an undo has its target's."""
    by_number = {one.number: one for one in history}
    version = history[-1]
    while version.target:
        version = by_number[version.target]
    return version.number if version.target is None else 0


def _line(
    version: DataVersion,
    history: Sequence[DataVersion],
    names: dict[int, str],
    brought: BroughtBy | None,
    in_force: frozenset[int],
) -> BatchLine:
    return BatchLine(
        number=version.number,
        name=names[version.number],
        version=version.id,
        kind=str(version.kind),
        as_of=version.as_of,
        committed_at=version.committed_at,
        who=brought.person if brought else version.who,
        files=version.file,
        note=version.note,
        rows=sum(version.appended.values()),
        in_force=version.number in in_force,
        can_be_undone=version.number in {history[-1].number, standing(history)},
        took_back=_taken_back(version, history, names),
    )


def _in_force(history: Sequence[DataVersion], at: int | None = None) -> frozenset[int]:
    """The imports whose rows a version has (the latest): an undo goes on from its target."""
    by_number = {one.number: one for one in history}
    found: set[int] = set()
    number = max(by_number, default=0) if at is None else at
    while number > 0:
        version = by_number[number]
        if version.target is None:
            found.add(number)
        number = number - 1 if version.target is None else version.target
    return frozenset(found)


def _taken_back(
    version: DataVersion, history: Sequence[DataVersion], names: dict[int, str]
) -> tuple[str, ...]:
    """Imports that were in force before an undo and are not after it."""
    if version.target is None:
        return ()
    before = _in_force(history, version.number - 1)
    after = _in_force(history, version.target)
    return tuple(names[number] for number in sorted(before - after))


@dataclass(frozen=True)
class _Seen:
    """Which batches somebody sees: those that changed only courts within reach.

    Where the registry does not know the courts of a batch (it came by the command line, or it is
    an undo) all courts of the store must be within reach.
    """

    reach: Reach
    courts: tuple[str, ...]

    def has(self, brought: BroughtBy | None) -> bool:
        courts = brought.courts if brought and brought.courts else self.courts
        return bool(self.reach) and all(self.reach.covers(court=court) for court in courts)


def _seen(workspace: Workspace, reach: Reach) -> _Seen:
    return _Seen(reach, courts_in_store(workspace))


def courts_in_store(workspace: Workspace) -> tuple[str, ...]:
    """The courts of the cases in the latest data version."""
    return _courts_of(workspace, workspace.snapshots.latest().number)


@lru_cache(maxsize=8)
def _courts_of(workspace: Workspace, version: int) -> tuple[str, ...]:
    cases = workspace.snapshots.read(version).get("case")
    if cases is None:
        return ()
    found = cases.select(pl.col("court").unique().sort()).collect(engine="streaming")
    return tuple(found["court"].drop_nulls().to_list())


def _waiting(kept: KeptQuarantine, most: int) -> tuple[WaitingRow, ...]:
    columns = ("rule", "severity", "sheet", "row", "column", "found", "expected")
    rows = kept.issues.select(columns).head(most).iter_rows()
    return tuple(
        WaitingRow(
            check=check,
            severity=severity,
            sheet=sheet or "",
            row=row,
            column=column or "",
            found=found or "",
            expected=expected or "",
        )
        for check, severity, sheet, row, column, found, expected in rows
    )


def _reports(workspace: Workspace, version: DataVersion) -> tuple[ReportEntry, ...]:
    """Reports whose figures come from this data version or a later one."""
    entries = ReportShelf(workspace.store).entries()
    return tuple(one for one in entries if _number(one.data_version) >= version.number)


def _number(version: str) -> int:
    number = version.partition("-")[0]
    return int(number) if number.isdigit() else 0
