"""Makes a data version answerable: deadlines, findings and the served build, built when missing.

The build of the latest version stays on disk and is opened; an older version is built in memory,
so that any printed figure can be recomputed as of the version that it came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from tuobo.core.errors import StateError
from tuobo.engines.indicators import DataVersion as ServedVersion
from tuobo.engines.indicators import Served, build_served
from tuobo.engines.intake import DataVersion
from tuobo.engines.timelimits import Deadlines, compute_deadlines, find_all
from tuobo.operations.workspace import Workspace

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
    """Write the served build of the latest data version and switch it in."""
    state = dated_version(workspace, version)
    folder = served_folder(workspace)
    named = ServedVersion(id=version.id, as_of=version.as_of)
    build_served(folder, workspace.indicators, state.with_deadlines, named)


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
    try:
        opened = Served.open(served_folder(workspace), workspace.indicators)
    except StateError as error:
        if error.code not in _CURE_BY_BUILDING:
            raise
    else:
        if opened.version.id == version.id:
            return opened
        opened.close()
    build(workspace, version)
    return Served.open(served_folder(workspace), workspace.indicators)
