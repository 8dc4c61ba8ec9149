"""One temporary folder for all processes of a run, removed at its end.

What is dear to make (the sample's store, a migrated database) is made there once, by whichever
process needs it first; the others wait for it and take copies. Nobody writes to what stands there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

_NAME = "TUOBO_TEST_RUN"


def begin_run() -> Path | None:
    """Makes the folder and tells its name to the processes started from here; None within a run."""
    if _NAME in os.environ:
        return None
    folder = mkdtemp(prefix="tuobo-run-")
    os.environ[_NAME] = folder
    return Path(folder)


def end_run(folder: Path) -> None:
    """To be called by who began it, when no process of the run is left."""
    del os.environ[_NAME]
    shutil.rmtree(folder, ignore_errors=True)


def new_folder(kind: str) -> Path:
    """An empty folder that no other test has."""
    return Path(mkdtemp(prefix=f"{kind}-", dir=os.environ[_NAME]))


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name, filled by `make` if no process of the run has done it yet."""
    made = Path(os.environ[_NAME]) / name
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            # What is half made after a failure must not pass for the whole.
            half = new_folder("half")
            make(half)
            half.rename(made)
    return made
