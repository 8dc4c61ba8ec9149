"""One small sample court, exported and imported once a test process: what journeys start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tuobo.engines.intake import DataVersion
from tuobo.engines.sample import SampleCourt, sample_court, write_export
from tuobo.operations.commit_import import commit_import
from tuobo.operations.rehearse_import import rehearse_import
from tuobo.operations.workspace import Workspace

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
SIZE = 900


@dataclass(frozen=True)
class SampleStore:
    """A store with one data version; tests that write take a store of their own."""

    folder: Path
    files: tuple[Path, ...]
    court: SampleCourt
    version: DataVersion

    @property
    def workspace(self) -> Workspace:
        return Workspace.open(self.folder / "store")


@cache
def export_files() -> tuple[SampleCourt, tuple[Path, ...]]:
    court = sample_court(size=SIZE)
    written = write_export(court, Path(mkdtemp(prefix="tuobo-export-")))
    return court, tuple(path for path in written if path.suffix in {".xlsx", ".csv"})


def new_store() -> SampleStore:
    """A fresh store with the small court in it."""
    court, files = export_files()
    folder = Path(mkdtemp(prefix="tuobo-store-"))
    workspace = Workspace.open(folder / "store")
    rehearsed = rehearse_import(workspace, files, day=court.as_of, with_effects=False)
    version = commit_import(workspace, rehearsed, at=AT, who="clerk")
    workspace.name_court(court.court, court.name)
    return SampleStore(folder, files, court, version)


@cache
def shared_store() -> SampleStore:
    """The store for tests that only read."""
    return new_store()
