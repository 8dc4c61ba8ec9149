"""Makes a rehearsed import a data version and serves it, or takes one back."""

from __future__ import annotations

import getpass
from datetime import date, datetime

from tuobo.engines.intake import DataVersion, Entry, Reference
from tuobo.operations.keep_quarantine import keep_quarantine
from tuobo.operations.rehearse_import import ImportRehearsal
from tuobo.operations.serve_version import build
from tuobo.operations.workspace import Workspace


def commit_import(
    workspace: Workspace, rehearsed: ImportRehearsal, *, at: datetime, who: str = "", note: str = ""
) -> DataVersion:
    """Append the changes as a new data version; StateError if somebody committed in between."""
    rehearsal = rehearsed.rehearsal
    entry = Entry(
        as_of=rehearsed.day,
        at=at,
        source=rehearsal.source,
        file=rehearsal.file,
        who=who or _account(),
        note=note,
    )
    version = workspace.snapshots.commit(rehearsal.changes, entry)
    finish_import(workspace, version, rehearsed)
    return version


def finish_import(workspace: Workspace, version: DataVersion, rehearsed: ImportRehearsal) -> None:
    """What follows a commit: remember the mappings, keep what waits, serve. Safe to repeat."""
    for one in rehearsed.read.proposed:
        workspace.save_mapping(one)
    keep_quarantine(workspace, version, rehearsed)
    build(workspace, version)


def undo_import(
    workspace: Workspace,
    *,
    at: datetime,
    day: date,
    to: Reference | None = None,
    who: str = "",
    note: str = "",
) -> DataVersion:
    """A new data version with the content of an earlier one; nothing is lost by it."""
    version = workspace.snapshots.undo(_entry_of_undo(day, at, who, note), to)
    build(workspace, version)
    return version


def undo_latest(workspace: Workspace, version: int, entry: Entry, *, seen: int) -> DataVersion:
    """Take back the latest version in force; `seen` was the latest when somebody looked.

    StateError "store.moved_on" if there is another one by now, as that would go with it.
    """
    undone = workspace.snapshots.undo(entry, version - 1, based_on=seen)
    build(workspace, undone)
    return undone


def _entry_of_undo(day: date, at: datetime, who: str, note: str) -> Entry:
    return Entry(as_of=day, at=at, who=who or _account(), note=note)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
