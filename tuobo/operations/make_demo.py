"""The invented court from nothing to a data version: what `make run` shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tuobo.engines.intake import DataVersion
from tuobo.engines.sample import sample_court, write_export
from tuobo.operations.commit_import import commit_import
from tuobo.operations.rehearse_import import ImportRehearsal, rehearse_import
from tuobo.operations.workspace import Workspace

SEED = 2025
_TABLES = {".xlsx", ".csv"}


def make_demo(
    workspace: Workspace, folder: Path, *, at: datetime, told: Callable[[str], None]
) -> tuple[DataVersion, ImportRehearsal]:
    """Write the export to `folder`, import it, and return the version with its rehearsal.

    An unchanged store is left as it is: the same export brings nothing new.
    """
    told("cli.demo.sample")
    court = sample_court(SEED)
    files = [path for path in write_export(court, folder) if path.suffix in _TABLES]
    workspace.name_court(court.court, court.name)
    told("cli.demo.import")
    rehearsed = rehearse_import(workspace, files, day=court.as_of, with_effects=False)
    if not rehearsed.rehearsal.has_changes:
        return workspace.snapshots.latest(), rehearsed
    told("cli.demo.commit")
    return commit_import(workspace, rehearsed, at=at), rehearsed
