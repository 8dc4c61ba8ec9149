"""Writes the docket of a data version from facts, deadlines, board and findings.

Its name carries a fingerprint of the definitions that it was computed with: when a limit, a
calendar or a code list changes, the docket is made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl

from tuobo.core.content import Content
from tuobo.engines.docket import LAYOUT, About, Coding, Given, tables_of, write
from tuobo.engines.intake import DataVersion
from tuobo.engines.timelimits import Deadlines, board_of, board_rows, find_all
from tuobo.operations.workspace import Workspace

_DECISIVE = ("facts", "vocabularies", "calendars", "timelimits")
"""The definitions that a docket is computed from."""
_TABLES = ("case", "interval", "event", "mediation", "money")
_KEY = "case_key"


def docket_folder(workspace: Workspace) -> Path:
    return workspace.store / "docket"


def docket_about(workspace: Workspace, version: DataVersion) -> About:
    """What the docket of a data version is called under the definitions in use."""
    return About(
        version=version.id, as_of=version.as_of, fingerprint=_fingerprint(workspace.content)
    )


def keep_docket(
    workspace: Workspace,
    version: DataVersion,
    facts: Mapping[str, pl.DataFrame],
    deadlines: Deadlines,
) -> About:
    """Write the docket of a data version; it is found by its name, and not yet made current."""
    board = board_of(workspace.content)
    rules, calendar = workspace.finding_rules, workspace.calendar
    given = Given(
        facts={
            table: _whole(workspace, table, facts[table]) for table in _TABLES if table in facts
        },
        deadline=deadlines.frame,
        board=board_rows(facts, deadlines, board=board),
        findings=find_all(facts, deadlines, rules=rules, calendar=calendar),
        as_of=version.as_of,
    )
    orders = {"lane": [lane.id for lane in board.lanes], "finding": list(rules)}
    about = docket_about(workspace, version)
    coding = Coding(workspace.schema, workspace.vocabularies, orders)
    write(docket_folder(workspace), about, tables_of(given, coding))
    return about


def _whole(workspace: Workspace, table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table with all columns of today's definitions, also those that an old import lacked."""
    whole = workspace.schema[table].conform(frame)
    return whole.with_columns(frame[_KEY]) if _KEY in frame.columns else whole


@cache
def _fingerprint(content: Content) -> str:
    files = [path for folder in _DECISIVE for path in content.files(folder)]
    texts = [LAYOUT, *(path.read_text(encoding="utf-8") for path in files)]
    return sha256("\n".join(texts).encode()).hexdigest()[:16]
