"""Keeps what an import found wrong: all issues and the counts, beside the data version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from tuobo.core.texts import Texts
from tuobo.engines.intake import (
    ISSUE_SCHEMA,
    SHEET,
    DataVersion,
    Rejected,
    keep_rejected,
    kept_rejected,
    rejected_rows,
)
from tuobo.operations.rehearse_import import ImportRehearsal
from tuobo.operations.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class KeptQuarantine:
    """Rows read, kept and rejected by sheet, and every issue of one import.

    `sheets` says which sheets gave rows to a fact table; empty in imports before it was kept.
    """

    rows_read: Mapping[str, int]
    rows_kept: Mapping[str, int]
    rows_rejected: Mapping[str, int]
    issues: pl.DataFrame
    sheets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def keep_quarantine(workspace: Workspace, version: DataVersion, rehearsed: ImportRehearsal) -> None:
    """Write issues and counts of an import into the store."""
    rehearsal = rehearsed.rehearsal
    folder = _folder(workspace)
    folder.mkdir(parents=True, exist_ok=True)
    rehearsal.issues.write_parquet(folder / f"{version.number}.issues.parquet")
    counts = {
        "rows_read": dict(rehearsal.rows_read),
        "rows_kept": dict(rehearsal.rows_kept),
        "rows_rejected": dict(rehearsal.rows_rejected),
        "sheets": {
            name: frame[SHEET].unique().sort().to_list()
            for name, frame in rehearsed.read.batch.tables.items()
        },
    }
    text = json.dumps(counts, ensure_ascii=False, indent=1)
    (folder / f"{version.number}.json").write_text(text, encoding="utf-8")
    for at, rejected in enumerate(rejected_files(workspace, rehearsed)):
        keep_rejected(rejected, folder / f"{version.number}.rows" / str(at))


def rejected_files(workspace: Workspace, rehearsed: ImportRehearsal) -> Iterator[Rejected]:
    """The rejected rows of each file with their original cells; files without any are left out."""
    for source, mapping in rehearsed.read.sources:
        found = rejected_rows(source, rehearsed.read.batch, mapping, workspace.schema)
        if found.sheets:
            yield found


def kept_files(workspace: Workspace, version: DataVersion) -> tuple[Rejected, ...]:
    """The rejected rows that were kept when a version was committed."""
    folder = _folder(workspace) / f"{version.number}.rows"
    return tuple(kept_rejected(path) for path in sorted(folder.glob("*")))


def quarantine_of(workspace: Workspace, version: DataVersion) -> KeptQuarantine:
    """What the import of a version left; an undo shows that of the version it goes back to."""
    number = version.number if version.target is None else version.target
    folder = _folder(workspace)
    counts_path = folder / f"{number}.json"
    if not counts_path.is_file():
        nothing = pl.DataFrame(schema=ISSUE_SCHEMA)
        return KeptQuarantine(rows_read={}, rows_kept={}, rows_rejected={}, issues=nothing)
    counts = json.loads(counts_path.read_text(encoding="utf-8"))
    issues = pl.read_parquet(folder / f"{number}.issues.parquet")
    sheets = {name: tuple(found) for name, found in counts.pop("sheets", {}).items()}
    return KeptQuarantine(issues=issues, sheets=sheets, **counts)


def issue_name(workspace: Workspace, rule: str, texts: Texts) -> str:
    """What a check is called; those of the readers have their names among the texts."""
    known = workspace.check_rules.by_id.get(rule)
    if known is not None:
        return texts.pick(known.names)
    code = f"check.{rule}.name"
    return texts(code) if texts.has(code) else rule


def _folder(workspace: Workspace) -> Path:
    return workspace.store / "quarantine"
