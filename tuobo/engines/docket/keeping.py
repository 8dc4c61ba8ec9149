"""Dockets on disk: one folder a data version, written aside, switched in by name, never changed.

`CURRENT` names the docket of the latest data version. Files are mapped into memory, so a folder
may be removed while others read it (their mapping lives on), and no reader waits for a writer. A
folder whose files do not have the sizes that they were written with is damaged and never opened.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import polars as pl
import pyarrow as pa

from tuobo.core.errors import StateError

CURRENT, _ABOUT, _LOCK = "CURRENT", "about.json", "LOCK"
KEPT = 4
"""So many dockets stay: the current one and those that were opened last."""


@dataclass(frozen=True, kw_only=True)
class About:
    """Which data a docket shows, and of which layout and rules it was made."""

    version: str
    as_of: date
    fingerprint: str

    @property
    def name(self) -> str:
        return f"{self.version}-{self.fingerprint[:8]}"


Stamp = tuple[int, int, int]
"""Changes whenever another docket is made current."""


def stamp_of(folder: Path) -> Stamp | None:
    """The stamp of the current docket, for the price of one look at a file; None: there is none."""
    try:
        seen = (folder / CURRENT).stat()
    except FileNotFoundError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def current_name(folder: Path) -> str:
    """The name of the current docket; empty if there is none."""
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """Holds the right to build; others wait here, and find the work done. Readers need none."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write(folder: Path, about: About, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write a docket and let it appear under its name; one that stands there gives way."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f".{about.name}.{uuid4().hex[:6]}"
    waiting.mkdir()
    try:
        sizes = {}
        for name, frame in tables.items():
            path = waiting / f"{name}.arrow"
            # One piece a column, so that rows are found by their number without looking where.
            whole = frame.rechunk()
            whole.write_ipc(path, record_batch_size=max(whole.height, 1))
            sizes[path.name] = path.stat().st_size
        told = asdict(about) | {"as_of": about.as_of.isoformat()}
        text = json.dumps({"about": told, "files": sizes}, indent=1)
        (waiting / _ABOUT).write_text(text, encoding="utf-8")
        remove(folder, about.name)
        waiting.rename(folder / about.name)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise


def make_current(folder: Path, name: str) -> None:
    """Let readers find this docket as the current one; old ones go."""
    waiting = folder / f".{CURRENT}.{uuid4().hex[:6]}"
    waiting.write_text(f"{name}\n", encoding="utf-8")
    waiting.replace(folder / CURRENT)
    _prune(folder, name)


def is_whole(folder: Path, name: str) -> bool:
    """Whether the docket of that name is there and has the sizes that it was written with."""
    try:
        _checked(folder / name)
    except StateError:
        return False
    return True


def opened(folder: Path, name: str) -> tuple[About, dict[str, pl.DataFrame]]:
    """The tables of a docket, mapped; raises StateError `docket.damaged`."""
    place = folder / name
    told = _checked(place)
    try:
        tables = {Path(file).stem: _mapped(place / file) for file in told.files}
        os.utime(place)
    except (OSError, pa.ArrowException) as error:
        raise StateError("docket.damaged", name=name, problem=str(error)) from error
    return told.about, tables


def remove(folder: Path, name: str) -> None:
    """Take a docket away at once, then delete its files; whoever has it mapped keeps it."""
    aside = folder / f".{name}.{uuid4().hex[:6]}"
    with suppress(FileNotFoundError):
        (folder / name).rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _mapped(path: Path) -> pl.DataFrame:
    # Polars itself would copy the whole file; what comes by way of pyarrow stays on disk.
    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    frame = pl.from_arrow(table, rechunk=False)
    assert isinstance(frame, pl.DataFrame)
    return frame


@dataclass(frozen=True)
class _Told:
    """What a docket says of itself: of which data it is, and the size of each file."""

    about: About
    files: dict[str, int]


def _checked(place: Path) -> _Told:
    try:
        told = json.loads((place / _ABOUT).read_text(encoding="utf-8"))
        about = told["about"]
        named = About(**(about | {"as_of": date.fromisoformat(about["as_of"])}))
        found = _Told(named, told["files"])
        sizes = {file: (place / file).stat().st_size for file in found.files}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StateError("docket.damaged", name=place.name, problem=str(error)) from error
    if sizes != found.files:
        problem = f"{sizes} ≠ {found.files}"
        raise StateError("docket.damaged", name=place.name, problem=problem)
    return found


def _prune(folder: Path, current: str) -> None:
    """Remove all but the current docket and those opened last, and what a crash left behind."""
    places = [place for place in folder.iterdir() if place.is_dir() and place.name != current]
    for place in places:
        if place.name.startswith("."):
            shutil.rmtree(place, ignore_errors=True)
    others = [place for place in places if not place.name.startswith(".")]
    others.sort(key=lambda place: place.stat().st_mtime_ns, reverse=True)
    for place in others[KEPT - 1 :]:
        remove(folder, place.name)
