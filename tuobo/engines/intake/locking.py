"""One writer at a time: a lock on a file of the store, let go by the system if the process dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tuobo.core.errors import StateError


@contextmanager
def writing(root: Path, *, who: str, at: datetime) -> Iterator[None]:
    """Holds the store; raises StateError "store.locked" saying who holds it and since when."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "LOCK").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder, _, since = lock.read().partition("\t")
            raise StateError("store.locked", store=root, who=holder, since=since) from None
        lock.truncate(0)
        lock.write(f"{who}\t{at.isoformat(timespec='seconds')}")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)
