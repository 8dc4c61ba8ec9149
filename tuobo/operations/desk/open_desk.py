"""The desk of a store, held open for as long as the web process lives, by all of its threads.

`Desk.now` gives the data version to answer from: the latest that is ready, or an older one. A new
data version is noticed by one look at a file a request; until its docket is ready the one before
answers. If nobody makes it ready (a crash between commit and build), the desk does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Condition, Lock, RLock, Thread
from typing import TypeVar

import numpy as np

from tuobo.core.errors import StateError, TuoboError
from tuobo.core.texts import Texts
from tuobo.engines.docket import Docket, Stamp, current_name, stamp_of
from tuobo.engines.indicators import Served
from tuobo.engines.intake import DataVersion
from tuobo.operations.desk.keep_docket import docket_about, docket_folder
from tuobo.operations.desk.remembering import Memory
from tuobo.operations.serve_version import build, opened_with_docket
from tuobo.operations.workspace import Workspace

_Answer = TypeVar("_Answer")
_CONNECTIONS = 4
_ANSWERS = 12_000
"""About ten kilobytes each: an answer that takes more says so by its `weight`."""
_BYTES_OF_ROWS = 256 << 20
_OLDER_OPEN = 2
_SECONDS_BETWEEN_LOOKS = 5.0
_SECONDS_FOR_THE_IMPORTER = 2.0


class Connections:
    """Connections to one served build; each is lent to one thread at a time."""

    def __init__(self, first: Served, most: int) -> None:
        self._all = [first]
        self._idle = [first]
        self._most = most
        self._changed = Condition()

    @contextmanager
    def lent(self) -> Iterator[Served]:
        with self._changed:
            while not self._idle and len(self._all) == self._most:
                self._changed.wait()
            if not self._idle:
                self._all.append(self._all[0].another())
                self._idle.append(self._all[-1])
            mine = self._idle.pop()
        try:
            yield mine
        finally:
            with self._changed:
                self._idle.append(mine)
                self._changed.notify()

    def close(self) -> None:
        for one in reversed(self._all):
            one.close()


@dataclass(frozen=True, kw_only=True)
class OpenVersion:
    """A data version to answer from. Use it inside `with desk.now()`; answers may outlive it.

    newer  the id of a data version that was committed since and is not ready yet; else empty
    """

    workspace: Workspace
    version: DataVersion
    docket: Docket
    connections: Connections
    answers: Memory
    rows: Memory
    newer: str = ""

    @contextmanager
    def served(self) -> Iterator[Served]:
        """A connection to the served build, for this thread."""
        with self.connections.lent() as opened:
            yield opened

    def remembered(self, question: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer to a question about this data version, computed once."""
        return self.answers.of((self.version.id, question), make)

    def rows_of(self, question: Hashable, make: Callable[[], np.ndarray]) -> np.ndarray:
        """The same for rows of the docket, whose memory is bounded by their size."""
        return self.rows.of((self.version.id, question), make)


@dataclass
class _Held:
    """An open data version and how many threads are answering from it."""

    version: DataVersion
    docket: Docket
    connections: Connections
    users: int = 0
    is_retired: bool = False


@dataclass
class _Latest:
    """What the desk last saw of the store."""

    stamp: Stamp | None = None
    looked_at: float = 0.0
    newer: str = ""
    builder: Thread | None = field(default=None, repr=False)


class Desk:
    """A store held open for answering; safe to use from all threads of a process."""

    def __init__(self, workspace: Workspace, *, connections: int = _CONNECTIONS) -> None:
        self.workspace = workspace
        self._most = connections
        self._current: _Held | None = None
        self._older: dict[str, _Held] = {}
        self._seen = _Latest()
        self._answers = Memory(_ANSWERS, weight=_weight_of)
        self._rows = Memory(_BYTES_OF_ROWS, weight=_bytes_of)
        self._texts: dict[str, Texts] = {}
        self._lock = Lock()
        self._opening = RLock()

    @contextmanager
    def now(self, version: str = "") -> Iterator[OpenVersion]:
        """The data version to answer from; raises StateError `desk.no_data` for an empty store.

        `version` names an older one by number, id or day; RequestError `store.no_version`.
        """
        held = self._taken(version)
        try:
            yield OpenVersion(
                workspace=self.workspace,
                version=held.version,
                docket=held.docket,
                connections=held.connections,
                answers=self._answers,
                rows=self._rows,
                newer="" if version else self._seen.newer,
            )
        finally:
            self._given_back(held)

    def texts(self, lang: str = "zh") -> Texts:
        """The sentences of a language; read once, because that takes longer than a page."""
        if lang not in self._texts:
            self._texts[lang] = self.workspace.texts(lang)
        return self._texts[lang]

    def history(self) -> tuple[DataVersion, ...]:
        """All data versions, the first one first."""
        with self._lock:
            stamp = self._seen.stamp
        known: tuple[DataVersion, ...] = self._answers.of(
            ("history", stamp, self._seen.newer), self.workspace.snapshots.history
        )
        return known

    def close(self) -> None:
        """Let go of all files; nobody may be answering any more."""
        with self._lock:
            every = [*self._older.values(), *([self._current] if self._current else [])]
            self._older, self._current = {}, None
        for held in every:
            held.connections.close()

    # -- taking and giving back

    def _taken(self, version: str) -> _Held:
        self._look()
        while True:
            held = self._held(version)
            with self._lock:
                if not held.is_retired:
                    held.users += 1
                    return held

    def _given_back(self, held: _Held) -> None:
        with self._lock:
            held.users -= 1
            is_last = held.is_retired and not held.users
        if is_last:
            held.connections.close()

    def _retire(self, held: _Held) -> None:
        with self._lock:
            held.is_retired = True
            is_idle = not held.users
        if is_idle:
            held.connections.close()

    # -- which version

    def _held(self, version: str) -> _Held:
        if not version:
            assert self._current is not None
            return self._current
        meant = self.workspace.snapshots.version(version)
        current = self._current
        if current is not None and meant.id == current.version.id:
            return current
        with self._opening:
            held = self._older.pop(meant.id, None) or self._opened(meant)
            self._older[meant.id] = held
            while len(self._older) > _OLDER_OPEN:
                self._retire(self._older.pop(next(iter(self._older))))
            return held

    def _look(self) -> None:
        """Notice a new docket at once, and now and then whether one is overdue."""
        folder = docket_folder(self.workspace)
        if self._current is None or stamp_of(folder) != self._seen.stamp:
            with self._opening:
                if self._current is None or stamp_of(folder) != self._seen.stamp:
                    self._turn_to_latest()
        elif time.monotonic() - self._seen.looked_at > _SECONDS_BETWEEN_LOOKS:
            self._seen.looked_at = time.monotonic()
            self._look_for_newer()

    def _turn_to_latest(self) -> None:
        stamp = stamp_of(docket_folder(self.workspace))
        latest = self.workspace.snapshots.latest()
        if latest.number == 0:
            raise StateError("desk.no_data", store=self.workspace.store.name)
        before = self._current
        name = current_name(docket_folder(self.workspace))
        if before is None or name == docket_about(self.workspace, latest).name:
            self._current = self._opened(latest)
            stamp = stamp_of(docket_folder(self.workspace))
            if before is not None:
                self._retire(before)
        self._seen.stamp = stamp
        self._look_for_newer()

    def _opened(self, version: DataVersion) -> _Held:
        """Open a data version, making its docket and served build first where they are missing."""
        first = opened_with_docket(self.workspace, version)
        name = docket_about(self.workspace, version).name
        docket = Docket.open(docket_folder(self.workspace), name)
        return _Held(version, docket, Connections(first, self._most))

    def _look_for_newer(self) -> None:
        current = self._current
        latest = self.workspace.snapshots.latest()
        is_behind = current is not None and latest.number > current.version.number
        self._seen.newer = latest.id if is_behind else ""
        if is_behind and (self._seen.builder is None or not self._seen.builder.is_alive()):
            self._seen.builder = Thread(target=self._make_ready, args=(latest,), daemon=True)
            self._seen.builder.start()

    def _make_ready(self, version: DataVersion) -> None:
        """Build what an import should have built; whoever is at it already is waited for."""
        time.sleep(_SECONDS_FOR_THE_IMPORTER)
        # What is wrong with the build is told to whoever asks for it, not to this thread.
        with suppress(TuoboError, OSError):
            build(self.workspace, version)


def _weight_of(answer: object) -> int:
    return int(getattr(answer, "weight", 1))


def _bytes_of(rows: np.ndarray) -> int:
    return rows.nbytes + 256
