"""Makes a data version answerable: deadlines, findings, served build and docket, when missing.

The build of the latest version stays on disk and is opened; an older version is built in memory,
so that any printed figure can be recomputed as of the version that it came from. The docket is
written first and named last: pages that find it find its served build too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from tuobo.core.errors import StateError
from tuobo.engines.docket import building, current_name, is_whole, make_current
from tuobo.engines.indicators import DataVersion as ServedVersion
from tuobo.engines.indicators import Served, build_served
from tuobo.engines.intake import DataVersion
from tuobo.engines.timelimits import Deadlines, compute_deadlines, find_all
from tuobo.operations.desk.keep_docket import docket_about, docket_folder, keep_docket
from tuobo.operations.workspace import Workspace

_OLDER, _OLDER_KEPT = "older", 3
Facts = Mapping[str, pl.LazyFrame | pl.DataFrame]
_CURE_BY_BUILDING = {
    "indicator.no_build",
    "indicator.served_damaged",
    "indicator.other_definitions",
}


@dataclass(frozen=True)
class Dated:
    """The facts of a state with the deadlines and findings of the day that they speak of."""

    facts: dict[str, pl.DataFrame]
    deadlines: Deadlines
    on: date

    @property
    def with_deadlines(self) -> Facts:
        return {**self.facts, "deadline": self.deadlines.frame}

    def findings(self, workspace: Workspace) -> pl.DataFrame:
        rules = workspace.finding_rules
        return find_all(self.facts, self.deadlines, rules=rules, calendar=workspace.calendar)


def dated(workspace: Workspace, facts: Facts, on: date) -> Dated:
    """Compute the deadlines of all cases of a state on a day."""
    tables = {table.table: table.empty() for table in workspace.schema.imported}
    for name, frame in facts.items():
        tables[name] = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    deadlines = compute_deadlines(tables, book=workspace.limits, calendar=workspace.calendar, on=on)
    return Dated(tables, deadlines, on)


def dated_version(workspace: Workspace, version: DataVersion) -> Dated:
    """The facts of a data version with deadlines on the day that it speaks of."""
    return dated(workspace, workspace.snapshots.read(version.number), version.as_of)


def build(workspace: Workspace, version: DataVersion) -> None:
    """Write docket and served build of the latest data version and switch them in.

    One process builds; another that asks for the same meanwhile waits and finds it done.
    """
    folder = docket_folder(workspace)
    with building(folder):
        if is_served(workspace, version):
            return
        state = dated_version(workspace, version)
        docket = keep_docket(workspace, version, state.facts, state.deadlines)
        build_at(served_folder(workspace), workspace, version, state)
        make_current(folder, docket.name)


def build_at(folder: Path, workspace: Workspace, version: DataVersion, state: Dated) -> None:
    """Write the served build of a data version into a folder."""
    named = ServedVersion(id=version.id, as_of=version.as_of)
    build_served(folder, workspace.indicators, state.with_deadlines, named)


def is_served(workspace: Workspace, version: DataVersion) -> bool:
    """Whether docket and served build of the latest data version are there and whole."""
    opened = _opened_current(workspace, version)
    if opened is not None:
        opened.close()
    return opened is not None


def opened_with_docket(workspace: Workspace, version: DataVersion) -> Served:
    """The open build of any data version, its docket standing beside it; made where missing.

    What is made for an older version stays on disk for a while, because who looks at one figure
    as of a day looks at more of them.
    """
    if version.number != workspace.snapshots.latest().number:
        return _opened_beside(workspace, version) or _older_with_docket(workspace, version)
    opened = _opened_current(workspace, version)
    if opened is None:
        build(workspace, version)
        opened = _opened_beside(workspace, version)
    return opened or _older_with_docket(workspace, version)


def _opened_current(workspace: Workspace, version: DataVersion) -> Served | None:
    """The open build of the latest data version if its docket is the current one."""
    if current_name(docket_folder(workspace)) != docket_about(workspace, version).name:
        return None
    return _opened_beside(workspace, version)


def _opened_beside(workspace: Workspace, version: DataVersion) -> Served | None:
    """The build in place if it is of this data version and its docket is whole."""
    if not is_whole(docket_folder(workspace), docket_about(workspace, version).name):
        return None
    return _opened_if(served_folder(workspace), workspace, version)


def _older_with_docket(workspace: Workspace, version: DataVersion) -> Served:
    folder, name = docket_folder(workspace), docket_about(workspace, version).name
    place = served_folder(workspace) / _OLDER / version.id
    with building(folder):
        opened = _opened_if(place, workspace, version)
        if opened is not None and is_whole(folder, name):
            return opened
        state = dated_version(workspace, version)
        if not is_whole(folder, name):
            keep_docket(workspace, version, state.facts, state.deadlines)
        if opened is None:
            build_at(place, workspace, version, state)
            _forget_older(place)
            opened = Served.open(place, workspace.indicators)
        return opened


def _forget_older(kept: Path) -> None:
    """Remove the builds of older versions that were made longest ago."""
    others = sorted(kept.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for one in [one for one in others if one != kept][_OLDER_KEPT - 1 :]:
        shutil.rmtree(one, ignore_errors=True)


def _opened_if(folder: Path, workspace: Workspace, version: DataVersion) -> Served | None:
    """The build in a folder if it is of this data version and of the definitions in use."""
    try:
        opened = Served.open(folder, workspace.indicators)
    except StateError as error:
        if error.code not in _CURE_BY_BUILDING:
            raise
        return None
    if opened.version.id == version.id:
        return opened
    opened.close()
    return None


def served_folder(workspace: Workspace) -> Path:
    return workspace.store / "served"


@contextmanager
def served(workspace: Workspace, version: DataVersion) -> Iterator[Served]:
    """The open build of a data version, built now if it is missing, damaged or out of date."""
    if version.number != workspace.snapshots.latest().number:
        state = dated_version(workspace, version)
        named = ServedVersion(id=version.id, as_of=version.as_of)
        opened = Served.in_memory(workspace.indicators, state.with_deadlines, named)
    else:
        opened = _current(workspace, version)
    try:
        yield opened
    finally:
        opened.close()


def _current(workspace: Workspace, version: DataVersion) -> Served:
    opened = _opened_if(served_folder(workspace), workspace, version)
    if opened is None:
        build(workspace, version)
        opened = Served.open(served_folder(workspace), workspace.indicators)
    return opened
