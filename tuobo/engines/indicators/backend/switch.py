"""Builds by name: which one is current, how a new one takes its place, what counts as damaged.

`CURRENT` holds the file name of the current build and its size; a missing, truncated or foreign
file is never opened, it is told so that the caller builds again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tuobo.core.errors import StateError

CURRENT = "CURRENT"


@dataclass(frozen=True)
class Build:
    """A finished build."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name


@contextmanager
def started(folder: Path, version: str, fingerprint: str) -> Iterator[Path]:
    """A path to write a build to; nothing of it stays if the writing fails."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{version}-{fingerprint[:8]}-{uuid4().hex[:6]}.duckdb"
    try:
        yield path
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        shutil.rmtree(folder / "scratch", ignore_errors=True)


def finished(folder: Path, path: Path) -> Build:
    """Makes a build current; older ones go, but for the one before, which may still be read."""
    before = _named(folder)
    waiting = folder / f"{CURRENT}.{uuid4().hex[:6]}"
    waiting.write_text(f"{path.name} {path.stat().st_size}\n", encoding="utf-8")
    waiting.replace(folder / CURRENT)
    keep = {path.name, before[0] if before else ""}
    for old in folder.glob("*.duckdb"):
        if old.name not in keep:
            old.unlink(missing_ok=True)
    return Build(path)


def current(folder: Path) -> Build:
    """The current build; raises StateError if there is none or it is damaged."""
    named = _named(folder)
    if named is None:
        raise StateError("indicator.no_build", folder=folder.name)
    name, size = named
    path = folder / name
    if not path.is_file():
        raise StateError("indicator.served_damaged", file=name, problem="missing")
    if path.stat().st_size != size:
        raise StateError(
            "indicator.served_damaged", file=name, problem=f"{path.stat().st_size} ≠ {size} bytes"
        )
    return Build(path)


def _named(folder: Path) -> tuple[str, int] | None:
    try:
        name, size = (folder / CURRENT).read_text(encoding="utf-8").split()
        return name, int(size)
    except (FileNotFoundError, ValueError):
        return None
