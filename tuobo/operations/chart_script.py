"""Keeps the script that draws charts in browsers beside the data: made once a version, then read.

Making it takes seconds, as all of Vega is put into one file; a page never waits for it, because
charts are drawn without scripts first.
"""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from threading import Lock

from tuobo.engines.reports.charts import script_bundle, script_version

_MAKING = Lock()


def script_file(store: Path) -> Path:
    """Where the script of this version is kept, packed."""
    return store / "web" / f"charts-{script_version()}.js.gz"


def chart_script(store: Path) -> bytes:
    """The script, packed with gzip; made if it is not there yet."""
    path = script_file(store)
    if not path.is_file():
        with _MAKING:
            if not path.is_file():
                _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Written beside and moved, so that no other process reads half a script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(gzip.compress(script_bundle().encode(), mtime=0))
    draft.replace(path)
