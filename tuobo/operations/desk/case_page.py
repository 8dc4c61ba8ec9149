"""The page of one case: facts, clock strip, interval ledger, computation sheet, nodes, findings.

Deadlines are computed here once more for the one case, so that every step can be told; the result
is the same as in lists, because the computation is the same. A case outside the reach is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import covers_row
from tuobo.engines.timelimits import (
    Explanation,
    NodeStatus,
    SheetLine,
    checkpoint_rows,
    explain,
    nodes_of_case,
    recorded_places,
    result_line,
    sheet_lines,
)
from tuobo.operations.desk.clock_strip import Clock, ClockStrip, Pause, clock_strip
from tuobo.operations.desk.hiding import NOTHING_HIDDEN
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words, tells_hidden

_COUNTING = frozenset({"applied", "capped", "merged"})
_EXTENDED, _SUSPENDED = "extended", "suspended"
_TABLES = ("interval", "event")


@dataclass(frozen=True, kw_only=True)
class CaseFact:
    """One column of the case; a hidden one says that it is, and nothing else."""

    name: str
    title: str
    text: str
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """An extension or pause, what became of it and by how much it moved the limit."""

    kind: str
    ground: str
    starts_on: date | None
    ends_on: date | None
    asked: str
    approved_on: date | None
    approver: str
    paper: str
    fate: str
    counts: bool
    counted_days: int
    due_after_on: date | None


@dataclass(frozen=True, kw_only=True)
class NodeLine:
    """A limit on a step inside the case and how it stands."""

    name: str
    source: str
    since_on: date | None
    due_on: date | None
    done_on: date | None
    status: NodeStatus
    status_name: str


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """A finding about the case: what was found, what was expected, on what it rests."""

    finding: str
    name: str
    severity: str
    sentence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class TableOfRows:
    """The rows of a case in one table, as text under their titles."""

    table: str
    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """The page. `result` is the outcome of the sheet in a sentence, `readings` what it rests on."""

    case_number: str
    court: str
    is_closed: bool
    lane: str
    lane_name: str
    days_left: int | None
    due_on: date | None
    is_provisional: bool
    rule: str
    rule_name: str
    facts: tuple[CaseFact, ...]
    strip: ClockStrip | None
    ledger: tuple[LedgerRow, ...]
    sheet: tuple[SheetLine, ...]
    result: str
    readings: tuple[tuple[str, str], ...]
    nodes: tuple[NodeLine, ...]
    findings: tuple[FindingLine, ...]
    events: TableOfRows
    mediations: TableOfRows
    money: TableOfRows
    as_of: date
    data_version: str


def case_page(
    opened: OpenVersion,
    reach: Reach,
    case_number: str,
    texts: Texts,
    *,
    hidden: frozenset[str] = NOTHING_HIDDEN,
) -> CasePage:
    """The page of a case within reach; RequestError desk.no_case for any other."""
    row = row_of(opened, reach, case_number)
    question = ("case", row, hidden, texts.lang)
    return opened.remembered(question, lambda: _Page(opened, row, texts, hidden).made())


def row_of(opened: OpenVersion, reach: Reach, case_number: str) -> int:
    """The row of a case, its number written in any width; RequestError desk.no_case."""
    official = opened.workspace.official(case_number)
    row = opened.docket.find(official)
    if row is None:
        row = opened.docket.find(case_number)
    if row is None or not covers_row(opened.docket, reach, row):
        raise RequestError("desk.no_case", case_number=case_number)
    return row


class _Page:
    """Puts the page of one case together."""

    def __init__(self, opened: OpenVersion, row: int, texts: Texts, hidden: frozenset[str]) -> None:
        self._opened = opened
        self._row = row
        self._hidden = hidden
        self._texts = texts
        self._words = Words(opened.workspace, texts)
        self._case: Mapping[str, Any] = opened.docket.case.row(row, named=True)

    def made(self) -> CasePage:
        opened, case = self._opened, self._case
        own = self._own_facts()
        told = self._explained(own)
        limit = told.limit
        return CasePage(
            case_number=case["case_number"],
            court=self._words.cell("court", case["court"]),
            is_closed=self._is_closed,
            lane=case["lane"] or "",
            lane_name=self._words.cell("lane", case["lane"]),
            days_left=case["days_left"],
            due_on=told.due_on or told.due_plain_on,
            is_provisional=bool(told.outcome["is_provisional"]),
            rule=limit.key if limit else "",
            rule_name=self._texts.pick(limit.names) if limit else "",
            facts=tuple(self._facts()),
            strip=self._strip(told, own["interval"]),
            ledger=tuple(self._ledger(told, own["interval"])),
            sheet=sheet_lines(told, self._texts),
            result=result_line(told, self._texts),
            readings=tuple(told.readings.items()),
            nodes=tuple(self._nodes(own)),
            findings=tuple(self._findings()),
            events=self._table("event"),
            mediations=self._table("mediation"),
            money=self._table("money"),
            as_of=opened.version.as_of,
            data_version=opened.version.id,
        )

    @property
    def _is_closed(self) -> bool:
        closed = self._case["closed_on"]
        return closed is not None and closed <= self._opened.version.as_of

    def _own_facts(self) -> dict[str, pl.DataFrame]:
        """The rows of the case in plain texts, as the time-limit engine reads them."""
        docket, schema = self._opened.docket, self._opened.workspace.schema
        number = pl.lit(self._case["case_number"]).alias("case_number")
        found = {"case": docket.case[self._row : self._row + 1]}
        for table in _TABLES:
            found[table] = docket.rows_of(table, self._row).with_columns(number)
        return {
            table: schema[table].conform(frame.with_columns(pl.col(pl.Enum).cast(pl.String)))
            for table, frame in found.items()
        }

    def _explained(self, own: Mapping[str, pl.DataFrame]) -> Explanation:
        workspace = self._opened.workspace
        return explain(
            self._case["case_number"],
            own,
            book=workspace.limits,
            calendar=workspace.calendar,
            on=self._opened.version.as_of,
        )

    def _facts(self) -> Iterator[CaseFact]:
        """All filled columns of the case in the order of their definition."""
        for column in self._opened.workspace.schema["case"].columns:
            name, value = column.name, self._case[column.name]
            if value is None:
                continue
            is_hidden = name in self._hidden
            yield CaseFact(
                name=name,
                title=self._words.title(name),
                text="" if is_hidden else self._words.cell(name, value),
                is_hidden=is_hidden,
            )

    def _strip(self, told: Explanation, intervals: pl.DataFrame) -> ClockStrip | None:
        starts = told.outcome["clock_starts_on"] or self._case["filed_on"]
        if starts is None or {"filed_on", "closed_on"} & self._hidden:
            return None
        as_of = self._opened.version.as_of
        clock = Clock(
            starts_on=starts,
            stops_on=max(self._case["closed_on"] if self._is_closed else as_of, starts),
            is_closed=self._is_closed,
            due_on=told.due_on or told.due_plain_on,
            is_provisional=bool(told.outcome["is_provisional"]),
            extended_days=told.outcome["extended_days"] or 0,
            pauses=tuple(self._pauses(told, intervals)),
        )
        return clock_strip(clock, self._texts)

    def _pauses(self, told: Explanation, intervals: pl.DataFrame) -> Iterator[Pause]:
        rows = intervals.to_dicts()
        for fate in told.fates:
            row = rows[fate.row]
            if row["kind"] == _EXTENDED or fate.status not in _COUNTING or not row["starts_on"]:
                continue
            ground = self._words.cell("ground", row["ground"], "interval")
            yield Pause(
                start=row["starts_on"],
                end=row["ends_on"] or self._opened.version.as_of,
                is_suspension=row["kind"] == _SUSPENDED,
                name=ground or self._words.cell("kind", row["kind"], "interval"),
            )

    def _ledger(self, told: Explanation, intervals: pl.DataFrame) -> Iterator[LedgerRow]:
        fates = {fate.row: fate for fate in told.fates}
        for at, row in enumerate(intervals.iter_rows(named=True)):
            fate = fates.get(at)
            said = {name: self._words.cell(name, row[name], "interval") for name in row}
            yield LedgerRow(
                kind=said["kind"],
                ground=said["ground"],
                starts_on=row["starts_on"],
                ends_on=row["ends_on"],
                asked=self._length(row["added_months"], row["added_days"]),
                approved_on=row["approved_on"],
                approver=said["approver"],
                paper=said["paper"],
                fate=self._texts(f"clock.fate.{fate.status if fate else 'no_clock'}"),
                counts=fate is not None and fate.status in _COUNTING,
                counted_days=fate.counted_days if fate else 0,
                due_after_on=fate.due_after_on if fate else None,
            )

    def _length(self, months: int | None, days: int | None) -> str:
        parts = [
            self._texts(code, number=number)
            for code, number in (("clock.months", months), ("clock.days", days))
            if number
        ]
        return "".join(parts)

    def _nodes(self, own: Mapping[str, pl.DataFrame]) -> Iterator[NodeLine]:
        book = self._opened.workspace.limits
        by_key = {f"{one.id}@{one.version}": one for one in book.checkpoints}
        docket, version = self._opened.docket, self._opened.version
        tables = {name: docket.table(name) for name in ("event", "mediation", "money")}
        recorded = self._opened.remembered(
            "recorded", lambda: recorded_places({"case": docket.case, **tables}, book)
        )
        rows = checkpoint_rows(
            self._with_more(own),
            book=book,
            calendar=self._opened.workspace.calendar,
            on=version.as_of,
            only=nodes_of_case(own, book),
            recorded=recorded,
        )
        for row in rows.iter_rows(named=True):
            node, status = by_key[row["checkpoint"]], NodeStatus(row["status"])
            yield NodeLine(
                name=self._texts.pick(node.names),
                source=" ".join(filter(None, (node.source.text, node.source.article))),
                since_on=row["since_on"],
                due_on=row["due_on"],
                done_on=row["done_on"],
                status=status,
                status_name=self._texts(f"clock.node.{status}"),
            )

    def _with_more(self, own: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """The case's rows with those of further tables that nodes count between."""
        docket, schema = self._opened.docket, self._opened.workspace.schema
        number = pl.lit(self._case["case_number"]).alias("case_number")
        more = {
            table: docket.rows_of(table, self._row).with_columns(
                pl.col(pl.Enum).cast(pl.String), number
            )
            for table in ("mediation", "money")
        }
        return {**own, **{table: schema[table].conform(rows) for table, rows in more.items()}}

    def _findings(self) -> Iterator[FindingLine]:
        rules = self._opened.workspace.finding_rules
        for row in self._opened.docket.rows_of("finding", self._row).iter_rows(named=True):
            rule = rules[row["finding"]]
            sentence = self._texts.pick(rule.sentence)
            yield FindingLine(
                finding=rule.id,
                name=self._texts.pick(rule.names),
                severity=rule.severity,
                sentence=sentence.format(found=row["found"], expected=row["expected"]),
                source=" ".join(filter(None, (rule.source.text, rule.source.article))),
            )

    def _table(self, table: str) -> TableOfRows:
        """The filled columns of the case's rows in another table."""
        words, rows = self._words, self._opened.docket.rows_of(table, self._row)
        names = [
            column.name
            for column in self._opened.workspace.schema[table].columns
            if column.name in rows.columns
            and column.name not in self._hidden
            and rows[column.name].null_count() < rows.height
        ]
        return TableOfRows(
            table=table,
            name=words.table(table),
            titles=tuple(words.title(name, table) for name in names),
            rows=tuple(
                tuple(
                    ""
                    if tells_hidden(row, name, self._hidden)
                    else words.cell(name, row[name], table)
                    for name in names
                )
                for row in rows.iter_rows(named=True)
            ),
        )
