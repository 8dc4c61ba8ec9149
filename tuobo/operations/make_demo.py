"""The invented court from nothing to a data version: what `make run` shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuobo.engines.intake import DataVersion
from tuobo.engines.sample import sample_court, write_export
from tuobo.operations.commit_import import commit_import
from tuobo.operations.rehearse_import import ImportRehearsal, rehearse_import
from tuobo.operations.workspace import Workspace

SEED = 2025
_TABLES = {".xlsx", ".csv"}


@dataclass(frozen=True, kw_only=True)
class Demo:
    """The invented court's code, the data version with it, and what its import was like."""

    court: str
    version: DataVersion
    rehearsed: ImportRehearsal


def make_demo(
    workspace: Workspace, folder: Path, *, at: datetime, told: Callable[[str], None]
) -> Demo:
    """Write the export to `folder`, import it, and say what came of it.

    An unchanged store is left as it is: the same export brings nothing new.
    """
    told("cli.demo.sample")
    court = sample_court(SEED)
    files = [path for path in write_export(court, folder) if path.suffix in _TABLES]
    workspace.name_court(court.court, court.name)
    told("cli.demo.import")
    rehearsed = rehearse_import(workspace, files, day=court.as_of, with_effects=False)
    if not rehearsed.rehearsal.has_changes:
        latest = workspace.snapshots.latest()
        return Demo(court=court.court, version=latest, rehearsed=rehearsed)
    told("cli.demo.commit")
    version = commit_import(workspace, rehearsed, at=at)
    return Demo(court=court.court, version=version, rehearsed=rehearsed)
