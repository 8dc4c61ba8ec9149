"""Waiting rows as marked workbooks: of a check that was made, or of a batch that was committed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.intake import DataVersion, Rejected, kept_rejected, write_marked_workbook
from tuobo.operations.imports_desk.check_result import rejected_folder
from tuobo.operations.keep_quarantine import kept_files
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import Actor, record_alone


def waiting_of_upload(workspace: Workspace, upload: int) -> tuple[Rejected, ...]:
    """The rejected rows of the last check, a file each."""
    folder = rejected_folder(workspace, upload)
    return tuple(kept_rejected(path) for path in sorted(folder.glob("*")))


def waiting_of_batch(workspace: Workspace, version: DataVersion) -> tuple[Rejected, ...]:
    """The rejected rows that wait since a batch was committed, a file each."""
    return kept_files(workspace, version)


def write_waiting(waiting: Iterable[Rejected], number: int, path: Path, texts: Texts) -> str:
    """Write the workbook of the file with that number; the name to give it."""
    files = list(waiting)
    if number >= len(files):
        raise RequestError("import.nothing_waits")
    write_marked_workbook(files[number], path, texts)
    stem = files[number].file.split(".")[0]
    return texts("import.marked_name", file=stem)


def told_marked(subject: str, rows: int, *, actor: Actor, at: datetime) -> None:
    """Rows with their original cells leave the desk: the log says so."""
    record_alone("import.marked", actor=actor, at=at, subject=subject, rows=rows)
