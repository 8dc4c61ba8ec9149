"""How many findings of each kind the cases of a place have: prompts to look, never a score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, select_rows
from tuobo.operations.desk.open_desk import OpenVersion

_FINDING = "finding"


@dataclass(frozen=True, kw_only=True)
class FindingCount:
    """A kind of finding: how many, and in how many cases."""

    id: str
    name: str
    severity: str
    findings: int
    cases: int


def findings_counts(opened: OpenVersion, place: Place, texts: Texts) -> tuple[FindingCount, ...]:
    """The kinds that occur, in the order of their definitions; rights are asked before."""
    question = ("findings_counts", place, texts.lang)
    return opened.remembered(question, lambda: _counted(opened, place, texts))


def _counted(opened: OpenVersion, place: Place, texts: Texts) -> tuple[FindingCount, ...]:
    docket = opened.docket
    found = docket.table(_FINDING)
    if found.is_empty():
        return ()
    rows = select_rows(docket, Reach((place,)), CaseFilter())
    mine = found.filter(np.isin(found["at"].to_numpy(), rows))
    counts = {
        str(kind): (findings, cases)
        for kind, findings, cases in mine.group_by(_FINDING)
        .agg(findings=pl.len(), cases=pl.col("at").n_unique())
        .iter_rows()
    }
    return tuple(
        FindingCount(
            id=name,
            name=texts.pick(rule.names),
            severity=rule.severity,
            findings=counts[name][0],
            cases=counts[name][1],
        )
        for name, rule in opened.workspace.finding_rules.items()
        if name in counts
    )
