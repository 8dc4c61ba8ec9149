"""The history of one case over the data versions: which import wrote it, what changed from → to.

Undone imports are told as such. Rows of other tables are shown as rows that came and went.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.intake import DataVersion
from tuobo.operations.desk.case_page import row_of
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.operations.desk.wording import Words, tells_hidden
from tuobo.operations.workspace import Workspace

_CASE, _KEY, _VERSION, _UNDO = "case", "case_key", "data_version", "undo"
_STORED_ONLY = {_KEY, _VERSION, "case_number"}
State = Mapping[str, frozenset[tuple[tuple[str, object], ...]]]
"""Table → the rows of a case in it, each as its filled columns."""


@dataclass(frozen=True, kw_only=True)
class HistoryChange:
    """A column from → to; of other tables than the case, a row that came (to) or went (from)."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """What one data version did to the case. `is_first`: it brought the case."""

    version: str
    number: int
    is_undo: bool
    is_first: bool
    as_of: date
    committed_at: datetime
    who: str
    file: str
    note: str
    changes: tuple[HistoryChange, ...]


def case_history(
    desk: Desk,
    opened: OpenVersion,
    reach: Reach,
    case_number: str,
    texts: Texts,
    *,
    hidden: frozenset[str] = frozenset(),
) -> tuple[HistoryEntry, ...]:
    """The data versions that changed a case within reach, the newest first."""
    row = row_of(opened, reach, case_number)
    key = int(opened.docket.case[_KEY][row])
    versions = [one for one in desk.history() if one.number <= opened.version.number]

    def found() -> tuple[HistoryEntry, ...]:
        words = Words(opened.workspace, texts)
        entries = _entries(opened.workspace, versions, key, words, hidden)
        return tuple(reversed(list(entries)))

    return opened.remembered(("case_history", key, hidden, texts.lang), found)


def _entries(
    workspace: Workspace,
    versions: list[DataVersion],
    key: int,
    words: Words,
    hidden: frozenset[str],
) -> Iterator[HistoryEntry]:
    traces = workspace.snapshots.trace(key, versions[-1].number)
    before: State = {}
    seen: dict[int, frozenset[int]] = {0: frozenset()}
    for version in versions:
        previous = seen.get(version.number - 1, frozenset())
        target = version.target
        seen[version.number] = (
            previous | {version.number} if target is None else seen.get(target, frozenset())
        )
        after = _state(workspace, traces, seen[version.number])
        if after == before:
            continue
        is_first = not before.get(_CASE)
        changes = () if is_first else tuple(_changes(before, after, words, hidden))
        if is_first or changes:
            yield HistoryEntry(
                version=version.id,
                number=version.number,
                is_undo=version.kind.value == _UNDO,
                is_first=is_first,
                as_of=version.as_of,
                committed_at=version.committed_at,
                who=version.who,
                file=version.file,
                note=version.note,
                changes=changes,
            )
        before = after


def _state(
    workspace: Workspace, traces: Mapping[str, pl.DataFrame], imports: frozenset[int]
) -> State:
    """The rows of the case that a data version sees: of each key those written last."""
    found = {}
    for table, rows in traces.items():
        key = list(workspace.schema[table].key)
        mine = rows.filter(pl.col(_VERSION).is_in(list(imports)))
        last = mine.filter(pl.col(_VERSION) == pl.col(_VERSION).max().over(key))
        columns = [name for name in workspace.schema[table].by_name if name in last.columns]
        found[table] = frozenset(
            tuple((name, value) for name, value in row.items() if value is not None)
            for row in last.select(columns).iter_rows(named=True)
        )
    return {table: rows for table, rows in found.items() if rows}


def _changes(
    before: State, after: State, words: Words, hidden: frozenset[str]
) -> Iterator[HistoryChange]:
    was, now = (dict(next(iter(state.get(_CASE, ())), ())) for state in (before, after))
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name) and name not in _STORED_ONLY | hidden:
            yield HistoryChange(
                title=words.title(name),
                before=words.cell(name, was.get(name)),
                after=words.cell(name, now.get(name)),
            )
    for table in dict.fromkeys((*before, *after)):
        if table == _CASE:
            continue
        had, has = before.get(table, frozenset()), after.get(table, frozenset())
        for row in sorted(had - has, key=repr):
            told = _told(row, table, words, hidden)
            yield HistoryChange(title=words.table(table), before=told, after="")
        for row in sorted(has - had, key=repr):
            told = _told(row, table, words, hidden)
            yield HistoryChange(title=words.table(table), before="", after=told)


def _told(
    row: tuple[tuple[str, object], ...], table: str, words: Words, hidden: frozenset[str]
) -> str:
    """A row in a line: its filled columns with their titles."""
    return words.texts("docket.then").join(
        words.texts(
            "docket.pair", title=words.title(name, table), text=words.cell(name, value, table)
        )
        for name, value in row
        if name not in _STORED_ONLY | hidden and not tells_hidden(dict(row), name, hidden)
    )
