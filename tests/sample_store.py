"""One small sample court, exported and imported once a run: what journeys start from."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.run_folder import made_once, new_folder
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
    """The small court and the files of its export, which are to be read only."""
    folder = made_once("export", _exported)
    court, names = pickle.loads((folder / "court.pickle").read_bytes())
    return court, tuple(folder / "files" / name for name in names)


def new_store() -> SampleStore:
    """A fresh store with the small court in it."""
    court, files = export_files()
    folder = new_folder("store")
    shutil.copytree(made_once("sample", _imported), folder / "store")
    workspace = Workspace.open(folder / "store")
    return SampleStore(folder, files, court, workspace.snapshots.latest())


@cache
def shared_store() -> SampleStore:
    """The store for tests that only read."""
    return new_store()


def _exported(folder: Path) -> None:
    court = sample_court(size=SIZE)
    written = write_export(court, folder / "files")
    names = [path.name for path in written if path.suffix in {".xlsx", ".csv"}]
    (folder / "court.pickle").write_bytes(pickle.dumps((court, names)))


def _imported(folder: Path) -> None:
    court, files = export_files()
    workspace = Workspace.open(folder)
    rehearsed = rehearse_import(workspace, files, day=court.as_of, with_effects=False)
    commit_import(workspace, rehearsed, at=AT, who="clerk")
    workspace.name_court(court.court, court.name)
