"""Stores made from the shared real data through the operations, once a test process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import polars as pl

from tests.run_folder import new_folder
from tuobo.core.measure import Measure
from tuobo.core.period import Period
from tuobo.engines.indicators import Question, answer
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports import HealthCheck
from tuobo.operations.check_health import HealthQuestion, check_health
from tuobo.operations.commit_import import commit_import
from tuobo.operations.rehearse_import import ImportRehearsal, rehearse_import
from tuobo.operations.serve_version import Dated, dated_version, served
from tuobo.operations.workspace import Workspace

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
Figures = dict[tuple[str, ...], Measure]


@dataclass(frozen=True, repr=False)
class RealStore:
    """A store, the rehearsals of its imports, its last version. No repr: it holds real rows."""

    workspace: Workspace
    imports: tuple[ImportRehearsal, ...]
    version: DataVersion

    @property
    def state(self) -> Dated:
        return dated_version(self.workspace, self.version)

    def health(self, period: str, court: str = "") -> HealthCheck:
        question = HealthQuestion(
            version=self.version,
            texts=self.workspace.texts(),
            at=AT,
            court=court,
            period=Period.of(period),
            with_cases=False,
        )
        return check_health(self.workspace, question).page

    def figures(self, period: str, *indicators: str, by: tuple[str, ...] = ()) -> Figures:
        """(indicator, place…) → measure."""
        question = Question(period=Period.of(period), indicators=indicators, by=by)
        with served(self.workspace, self.version) as opened:
            return {tuple(cell.at.values()): cell.measure for cell in answer(opened, question)}


@cache
def real_store(
    source: str, imports: tuple[tuple[str, ...], ...], day: date, mapping: str = ""
) -> RealStore:
    """The store after some imports of files of a source, one after the other."""
    return new_store(source, imports, day, mapping)


def new_store(
    source: str, imports: tuple[tuple[str, ...], ...], day: date, mapping: str = ""
) -> RealStore:
    workspace = Workspace.open(new_folder("real") / "store")
    done = []
    version = workspace.snapshots.latest()
    for files in imports:
        paths = [DATA / source / file for file in files]
        rehearsed = rehearse_import(workspace, paths, day=day, mapping=mapping, with_effects=False)
        version = commit_import(workspace, rehearsed, at=AT, who="clerk")
        done.append(rehearsed)
    return RealStore(workspace, tuple(done), version)


def rejected_rows(rehearsed: ImportRehearsal) -> dict[str, int]:
    """Rule → rows that it rejects; a row may break several."""
    issues = rehearsed.rehearsal.issues.filter(pl.col("severity") == "rejected")
    rows = issues.unique(["rule", "sheet", "row"])
    return dict(rows.group_by("rule").len().iter_rows())


def counts_add_up(rehearsed: ImportRehearsal) -> bool:
    told = rehearsed.rehearsal
    return all(
        read == told.rows_kept[sheet] + told.rows_rejected[sheet]
        for sheet, read in told.rows_read.items()
    )
