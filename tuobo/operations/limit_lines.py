"""The running time limits of a state, by lane, each with the account of how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.reports import Lane, LimitLine
from tuobo.engines.timelimits import board_of, board_rows
from tuobo.operations.serve_version import Dated
from tuobo.operations.workspace import Workspace


@dataclass(frozen=True)
class LimitBoard:
    """Lanes in the order of the content, with the number of their cases, and all lines."""

    lanes: tuple[Lane, ...]
    lines: tuple[LimitLine, ...]


def limit_board(workspace: Workspace, state: Dated, texts: Texts, court: str = "") -> LimitBoard:
    """All running limits; those of a court only, if one is named."""
    board = board_of(workspace.content)
    frame = board_rows(state.facts, state.deadlines, board=board)
    if court:
        frame = frame.filter(pl.col("court") == court)
    counts = dict(frame.group_by("lane").len().iter_rows())
    lanes = tuple(
        Lane(code=one.id, name=texts.pick(one.names), count=counts.get(one.id, 0))
        for one in board.lanes
    )
    return LimitBoard(lanes, tuple(_lines(frame, workspace.vocabularies, texts)))


def _lines(frame: pl.DataFrame, vocabularies: Vocabularies, texts: Texts) -> Iterator[LimitLine]:
    for row in frame.iter_rows(named=True):
        procedure = row["procedure"] or ""
        yield LimitLine(
            lane=row["lane"],
            case_number=row["case_number"],
            division=row["division"] or "",
            judge=row["judge"] or "",
            procedure=vocabularies.label("procedure", procedure, texts.lang) if procedure else "",
            filed_on=row["filed_on"],
            due_plain_on=row["due_plain_on"],
            due_on=row["due_on"],
            days_left=row["days_left"],
            is_provisional=bool(row["is_provisional"]),
            rule=row["limit_rule"] or "",
            account="；".join(account(row, texts)),
        )


def account(row: Mapping[str, object], texts: Texts) -> Sequence[str]:
    """How a deadline came about, in a line: start, limit, extensions, exclusions, roll."""
    told = [
        texts("limits.account.rule", rule=row["limit_rule"], start=_day(row["clock_starts_on"]))
    ]
    if row["extended_days"] or row["excluded_days"]:
        told.append(texts("limits.account.base", due=_day(row["base_due_on"])))
    if row["extended_days"]:
        told.append(
            texts(
                "limits.account.extended",
                count=row["extension_count"],
                days=row["extended_days"],
            )
        )
    if row["excluded_days"]:
        code = "limits.account.excluded_open" if row["open_since"] else "limits.account.excluded"
        told.append(texts(code, days=row["excluded_days"], since=_day(row["open_since"])))
    told.append(texts("limits.account.plain", due=_day(row["due_plain_on"])))
    if row["due_on"] and row["due_on"] != row["due_plain_on"]:
        told.append(texts("limits.account.rolled", due=_day(row["due_on"])))
    return told


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else "—"
