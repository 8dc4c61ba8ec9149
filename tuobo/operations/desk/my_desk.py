"""What one judge sees of their own cases: deadlines, paused clocks, hearings, findings, counts.

Nothing here is about colleagues, and nothing compares. The counts are figures like any other, with
their definitions, of the judge's own cases alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from tuobo.core.content import Content, Definition, Source
from tuobo.core.errors import DefinitionError
from tuobo.core.evidence import Evidence
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, CaseSort, CaseState, Rows, select_rows, sorted_rows
from tuobo.engines.indicators import Question, answer
from tuobo.engines.reports import Figure
from tuobo.operations.desk.limit_board import BoardRow, board_rows_at
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import scope_of
from tuobo.operations.desk.wording import Words
from tuobo.operations.indicator_lines import figure_of
from tuobo.operations.reporting_period import year_so_far

_HEARINGS = ("hearing", "pronouncement")


class MyDeskRules(Definition):
    """Which figures the desk shows, and how many rows of each list."""

    figures: tuple[str, ...]
    rows_shown: int
    source: Source

    @classmethod
    def of(cls, content: Content) -> MyDeskRules:
        found = content.load("my_desk", cls)
        if not found:
            raise DefinitionError("desk.no_my_desk")
        return found[-1]


@dataclass(frozen=True, kw_only=True)
class MyFigure:
    """One count of one's own cases, with its name, definition and evidence."""

    id: str
    name: str
    figure: Figure
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class MyHearing:
    """A hearing on the day of the data or after it, as far as the case system has entered it."""

    on: date
    case_number: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class MyFinding:
    """A finding about one's own case."""

    case_number: str
    name: str
    severity: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Some:
    """The first rows of the board and how many there are in all."""

    rows: tuple[BoardRow, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class MyDesk:
    """The desk of one judge."""

    judge: str
    period: Period
    deadlines: Some
    paused: Some
    hearings: tuple[MyHearing, ...]
    findings: tuple[MyFinding, ...]
    all_findings: int
    figures: tuple[MyFigure, ...]
    as_of: date
    data_version: str


def my_desk(
    opened: OpenVersion, own: Reach, texts: Texts, *, period: Period | None = None
) -> MyDesk:
    """The desk of the judge whom a reach names; whoever is named nowhere has an empty one."""
    meant = period or year_so_far(opened.version.as_of)
    mine = Reach(tuple(place for place in own if place.judge))
    question = ("my_desk", mine, meant, texts.lang)
    return opened.remembered(question, lambda: _made(opened, mine, meant, texts))


def _made(opened: OpenVersion, mine: Reach, period: Period, texts: Texts) -> MyDesk:
    rules = MyDeskRules.of(opened.workspace.content)
    docket = opened.docket
    rows = select_rows(docket, mine, CaseFilter(state=CaseState.OPEN))
    limited = docket.case["alert_on"].gather(rows).is_not_null().to_numpy()
    open_since = docket.case["open_since"].gather(rows).is_not_null().to_numpy()
    words = Words(opened.workspace, texts)
    findings = _findings(opened, rows, words)
    return MyDesk(
        judge=next((place.judge for place in mine), ""),
        period=period,
        deadlines=_some(opened, rows[limited], "days_left", rules, texts),
        paused=_some(opened, rows[open_since], "active_on", rules, texts),
        hearings=_hearings(opened, rows, words),
        findings=findings[: rules.rows_shown],
        all_findings=len(findings),
        figures=tuple(
            one for place in mine for one in _figures(opened, place, period, rules, texts)
        ),
        as_of=opened.version.as_of,
        data_version=opened.version.id,
    )


def _some(opened: OpenVersion, rows: Rows, by: str, rules: MyDeskRules, texts: Texts) -> Some:
    ordered = sorted_rows(opened.docket, rows, CaseSort(column=by))
    shown = board_rows_at(opened, ordered[: rules.rows_shown], texts)
    return Some(rows=tuple(shown), total=len(rows))


def _of_rows(opened: OpenVersion, table: str, rows: Rows) -> pl.DataFrame:
    """The rows of another table for some cases, with their case numbers."""
    whole = opened.docket.table(table)
    if whole.is_empty():
        return whole
    mine = whole.filter(np.isin(whole["at"].to_numpy(), rows))
    return mine.with_columns(opened.docket.case["case_number"].gather(mine["at"]))


def _hearings(opened: OpenVersion, rows: Rows, words: Words) -> tuple[MyHearing, ...]:
    events = _of_rows(opened, "event", rows)
    if events.is_empty():
        return ()
    to_come = events.filter(
        pl.col("kind").cast(pl.String).is_in(_HEARINGS),
        pl.col("happened_on") >= opened.version.as_of,
    )
    return tuple(
        MyHearing(
            on=row["happened_on"],
            case_number=row["case_number"],
            kind=words.cell("kind", row["kind"], "event"),
        )
        for row in to_come.sort("happened_on", "case_number").iter_rows(named=True)
    )


def _findings(opened: OpenVersion, rows: Rows, words: Words) -> tuple[MyFinding, ...]:
    rules = opened.workspace.finding_rules
    found = _of_rows(opened, "finding", rows)
    return tuple(
        MyFinding(
            case_number=row["case_number"],
            name=words.texts.pick(rules[row["finding"]].names),
            severity=rules[row["finding"]].severity,
            sentence=words.texts.pick(rules[row["finding"]].sentence).format(
                found=row["found"], expected=row["expected"]
            ),
        )
        for row in found.iter_rows(named=True)
    )


def _figures(
    opened: OpenVersion, place: Place, period: Period, rules: MyDeskRules, texts: Texts
) -> tuple[MyFigure, ...]:
    """The figures of a judge at a place; none of a judge who has no case there."""
    docket = opened.docket
    if docket.code("judge", place.judge) is None:
        return ()
    with opened.served() as served:
        ready = {name: served.pack.find(name, period) for name in rules.figures}
        asked = tuple(one.key for one in ready.values())
        question = Question(period=period, indicators=asked, scope=scope_of(place))
        cells = {cell.at["indicator"]: cell for cell in answer(served, question)}
    return tuple(
        MyFigure(
            id=name,
            name=texts.pick(one.definition.names),
            figure=figure_of(one, cells[name]),
            evidence=cells[name].evidence,
        )
        for name, one in ready.items()
    )
