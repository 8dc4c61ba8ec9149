"""How the service itself is: database, disk, data build, background work, backup, versions.

For whoever operates the desk, who sees no business data: no case, no figure, no file's content.
"""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.db import DatabaseError, connection

from tuobo.core.content import Content
from tuobo.core.errors import TuoboError
from tuobo.engines.docket import current_name
from tuobo.operations.desk.keep_docket import docket_about, docket_folder
from tuobo.operations.serve_version import served_folder
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.job_queries import (
    FailedJob,
    JobCounts,
    WorkerLine,
    failed_jobs,
    job_counts,
    workers,
)

_DAY = timedelta(days=1)
_FREE_LEAST, _FREE_BAD = 10 << 30, 2 << 30
_WAITING_MOST = timedelta(minutes=10)
_BACKUP_MOST = timedelta(days=2)
BACKUP_MARK = "last-backup"
"""Whoever backs the store up touches this file in it afterwards."""
_PACKAGES = ("tuobo", "django", "duckdb", "deltalake", "polars", "waitress")


class State(StrEnum):
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at; its name and what to do stand in the texts under `code`.

    shown  what was found, in no language; moments are told apart, as pages show them
    """

    code: str
    state: State
    shown: str = ""
    moment: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceHealth:
    """All checks, and the work in the background."""

    checks: tuple[Check, ...]
    jobs: JobCounts
    failed: tuple[FailedJob, ...]
    workers: tuple[WorkerLine, ...]
    versions: tuple[tuple[str, str], ...]

    @property
    def state(self) -> State:
        states = {one.state for one in self.checks}
        return next((one for one in (State.BAD, State.WARN) if one in states), State.GOOD)


def service_health(workspace: Workspace, *, at: datetime) -> ServiceHealth:
    """Look at everything now."""
    counts, alive = job_counts(since=at - _DAY), workers(at)
    return ServiceHealth(
        checks=(
            _database(),
            _disk(workspace.store),
            *_data(workspace),
            _worker(alive),
            _queue(counts, at),
            _failures(counts),
            _backup(workspace.store, at),
        ),
        jobs=counts,
        failed=failed_jobs(),
        workers=alive,
        versions=_versions(workspace.content),
    )


def is_answering() -> bool:
    """Whether the database answers; for a probe that may know nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _database() -> Check:
    name = connection.vendor
    if not is_answering():
        return Check(code="database", state=State.BAD, shown=name)
    shown = ".".join(str(part) for part in _server_version())
    return Check(code="database", state=State.GOOD, shown=f"{name} {shown}")


def _server_version() -> tuple[int, ...]:
    found = connection.get_database_version()
    return tuple(found) if isinstance(found, tuple) else ()


def _disk(store: Path) -> Check:
    usage = shutil.disk_usage(store if store.is_dir() else store.parent)
    state = State.GOOD
    if usage.free < _FREE_LEAST:
        state = State.BAD if usage.free < _FREE_BAD else State.WARN
    shown = f"{usage.free / 2**30:,.1f} / {usage.total / 2**30:,.1f} GB"
    return Check(code="disk", state=state, shown=shown)


def _data(workspace: Workspace) -> tuple[Check, ...]:
    """The latest data version, and whether pages are served from it."""
    try:
        latest = workspace.snapshots.latest()
    except (TuoboError, OSError) as error:
        return (Check(code="data", state=State.BAD, shown=type(error).__name__),)
    if latest.number == 0:
        return (Check(code="data", state=State.WARN),)
    data = Check(code="data", state=State.GOOD, shown=latest.id, moment=latest.committed_at)
    docket = current_name(docket_folder(workspace))
    is_current = docket == docket_about(workspace, latest).name
    built = served_folder(workspace)
    moment = _changed_at(built) if built.is_dir() else None
    state = State.GOOD if is_current and moment else State.BAD
    return data, Check(code="build", state=state, shown=docket, moment=moment)


def _worker(found: tuple[WorkerLine, ...]) -> Check:
    alive = [one for one in found if one.is_alive]
    seen = found[0].seen_at if found else None
    state = State.GOOD if alive else State.BAD
    return Check(code="worker", state=state, shown=str(len(alive)), moment=seen)


def _queue(counts: JobCounts, at: datetime) -> Check:
    oldest = counts.oldest_waiting_at
    is_late = oldest is not None and at - oldest > _WAITING_MOST
    return Check(
        code="queue",
        state=State.WARN if is_late else State.GOOD,
        shown=f"{counts.waiting} / {counts.running}",
        moment=oldest,
    )


def _failures(counts: JobCounts) -> Check:
    state = State.WARN if counts.failed else State.GOOD
    return Check(code="failures", state=state, shown=str(counts.failed))


def _backup(store: Path, at: datetime) -> Check:
    mark = store / BACKUP_MARK
    if not mark.is_file():
        return Check(code="backup", state=State.WARN)
    moment = _changed_at(mark)
    state = State.GOOD if at - moment <= _BACKUP_MOST else State.WARN
    return Check(code="backup", state=state, moment=moment)


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@cache
def _versions(content: Content) -> tuple[tuple[str, str], ...]:
    found = [("Python", platform.python_version())]
    found += [(name, _version_of(name)) for name in _PACKAGES]
    return (*found, ("definitions", _fingerprint(content)))


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "—"


def _fingerprint(content: Content) -> str:
    """Short hash of all definitions in use, the court's own ones included."""
    digest = sha256()
    for root in content.roots:
        for path in sorted(root.rglob("*.yaml")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
