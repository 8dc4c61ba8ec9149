"""The running time limits of a state, by lane, each with the account of how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.reports import Lane, LimitLine
from tuobo.engines.timelimits import board_of, board_rows, explain_all, sheet_lines
from tuobo.operations.serve_version import Dated
from tuobo.operations.workspace import Workspace


@dataclass(frozen=True)
class LimitBoard:
    """Lanes in the order of the content, with the number of their cases, and all lines."""

    lanes: tuple[Lane, ...]
    lines: tuple[LimitLine, ...]


def limit_board(
    workspace: Workspace,
    state: Dated,
    texts: Texts,
    *,
    court: str = "",
    with_steps: bool = False,
) -> LimitBoard:
    """All running limits, or those of one court; `with_steps` adds each computation sheet."""
    board = board_of(workspace.content)
    frame = board_rows(state.facts, state.deadlines, board=board)
    if court:
        frame = frame.filter(pl.col("court") == court)
    counts = dict(frame.group_by("lane").len().iter_rows())
    lanes = tuple(
        Lane(code=one.id, name=texts.pick(one.names), count=counts.get(one.id, 0))
        for one in board.lanes
    )
    steps = _steps(workspace, state, frame, texts) if with_steps else {}
    lines = tuple(_lines(frame, workspace.vocabularies, texts, steps))
    return LimitBoard(lanes, lines)


def _steps(
    workspace: Workspace, state: Dated, board: pl.DataFrame, texts: Texts
) -> dict[str, tuple[str, ...]]:
    """Case number → the sentences of its computation sheet, for all cases of the board."""
    numbers = board["case_number"].implode()
    facts = {
        name: state.facts[name].filter(pl.col("case_number").is_in(numbers))
        for name in ("case", "interval", "event")
    }
    book, calendar = workspace.limits, workspace.calendar
    return {
        one.case_number: tuple(
            f"{line.sentence}{f'（{line.article}）' if line.article else ''}"
            for line in sheet_lines(one, texts)
        )
        for one in explain_all(facts, book=book, calendar=calendar, on=state.on)
    }


def _lines(
    frame: pl.DataFrame,
    vocabularies: Vocabularies,
    texts: Texts,
    steps: Mapping[str, tuple[str, ...]],
) -> Iterator[LimitLine]:
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
            steps=steps.get(row["case_number"], ()),
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
