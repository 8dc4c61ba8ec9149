"""The time-limit board: lanes with their counts, the cases of a lane, and the meeting list.

Every row says how its deadline came about. Paused cases come by the days since anything was last
recorded of them, all others by the days that are left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import polars as pl

from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, CaseSort, Rows, select_rows, sorted_rows
from tuobo.engines.timelimits import board_of
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.desk.hiding import NOTHING_HIDDEN, seen_filter, seen_sort
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words
from tuobo.operations.limit_lines import account

_CODED = ("court", "division", "judge", "procedure", "cause", "case_word", "paused_ground", "lane")
_ACCOUNT = (
    "limit_rule", "clock_starts_on", "base_due_on", "extension_count", "extended_days",
    "excluded_days", "open_since", "due_plain_on", "due_on",
)  # fmt: skip
_DAYS = ("filed_on", "days_left", "is_provisional", "active_on", "findings")
_LIST = (
    "lane", "case_number", "division", "judge", "procedure", "cause", "filed_on", "due_on",
    "days_left", "paused_ground", "idle_days", "account",
)  # fmt: skip
_SIGNATURE = "signature"
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, kw_only=True)
class BoardAsked:
    """Which lane (empty: all), which cases, in which order (none: the lane's own), which page."""

    lane: str = ""
    filter: CaseFilter = field(default_factory=CaseFilter)
    sort: CaseSort = field(default_factory=CaseSort)
    page: int = 1
    size: int = 20


@dataclass(frozen=True, kw_only=True)
class BoardLane:
    """A lane and the number of its cases under the filter."""

    code: str
    name: str
    count: int
    is_overdue: bool
    is_paused: bool


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """A running limit. Labels are words; `account` says how the deadline came about.

    idle_days  since anything was last recorded of the case, to the day of the data
    """

    lane: str
    lane_name: str
    case_number: str
    court: str
    division: str
    judge: str
    procedure: str
    cause: str
    filed_on: date | None
    due_on: date | None
    due_plain_on: date | None
    days_left: int | None
    is_provisional: bool
    open_since: date | None
    paused_ground: str
    idle_days: int | None
    findings: int
    rule: str
    account: str


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """The board: all lanes, and a page of the chosen one."""

    lanes: tuple[BoardLane, ...]
    lane: str
    rows: tuple[BoardRow, ...]
    total: int
    page: int
    pages: int
    size: int
    as_of: date
    data_version: str


def limit_board(
    opened: OpenVersion,
    reach: Reach,
    asked: BoardAsked,
    texts: Texts,
    *,
    hidden: frozenset[str] = NOTHING_HIDDEN,
) -> BoardPage:
    """The board of the running cases within reach."""
    asked = _seen(asked, hidden)
    lanes = _lanes(opened, reach, asked.filter, texts)
    rows = _rows(opened, reach, asked)
    size = max(asked.size, 1)
    pages = max(-(-len(rows) // size), 1)
    page = min(max(asked.page, 1), pages)
    shown = rows[(page - 1) * size : page * size]
    return BoardPage(
        lanes=lanes,
        lane=asked.lane,
        rows=tuple(board_rows_at(opened, shown, texts, hidden=hidden)),
        total=len(rows),
        page=page,
        pages=pages,
        size=size,
        as_of=opened.version.as_of,
        data_version=opened.version.id,
    )


def meeting_list(
    opened: OpenVersion,
    reach: Reach,
    asked: BoardAsked,
    texts: Texts,
    *,
    hidden: frozenset[str] = NOTHING_HIDDEN,
) -> Iterator[BoardRow]:
    """All rows of a lane, to be printed for a meeting."""
    rows = _rows(opened, reach, _seen(asked, hidden))
    return board_rows_at(opened, rows, texts, hidden=hidden)


def export_board(
    opened: OpenVersion,
    reach: Reach,
    asked: BoardAsked,
    texts: Texts,
    *,
    hidden: frozenset[str] = NOTHING_HIDDEN,
) -> Export:
    """The meeting list as a workbook, with a column to sign in."""
    asked = _seen(asked, hidden)
    words = Words(opened.workspace, texts)
    columns = [name for name in _LIST if name not in hidden]
    lane = words.label("lane", asked.lane) if asked.lane else texts("docket.all")
    rows = meeting_list(opened, reach, asked, texts, hidden=hidden)
    return Export(
        title=texts("desk.board.title"),
        criteria=(
            (texts("docket.column.lane"), lane),
            (texts("docket.as_of"), opened.version.as_of.isoformat()),
            (texts("docket.data_version"), opened.version.id),
            (texts("docket.total"), f"{len(_rows(opened, reach, asked)):,}"),
        ),
        titles=(*(words.title(name) for name in columns), words.title(_SIGNATURE)),
        rows=((*(_exported(row, name) for name in columns), "") for row in rows),
    )


def _seen(asked: BoardAsked, hidden: frozenset[str]) -> BoardAsked:
    """The question without anything about hidden columns."""
    chosen, sort = seen_filter(asked.filter, hidden), seen_sort(asked.sort, hidden)
    return replace(asked, filter=chosen, sort=sort)


def board_rows_at(
    opened: OpenVersion, rows: Rows, texts: Texts, *, hidden: frozenset[str] = NOTHING_HIDDEN
) -> Iterator[BoardRow]:
    """Rows of the docket as rows of the board."""
    words = Words(opened.workspace, texts)
    names = dict.fromkeys(("case_number", *_CODED, *_ACCOUNT, *_DAYS))
    frame = opened.docket.case.select(list(names))
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = frame[rows[start : start + _ROWS_AT_ONCE]]
        for row in part.iter_rows(named=True):
            yield _row(row, words, opened.version.as_of, hidden)


def _row(row: dict[str, object], words: Words, as_of: date, hidden: frozenset[str]) -> BoardRow:
    shown = {name: None if name in hidden else value for name, value in row.items()}
    active = row["active_on"]
    labels = {name: words.cell(name, shown[name]) for name in _CODED if name != "lane"}
    return BoardRow(
        lane=str(row["lane"] or ""),
        lane_name=words.cell("lane", row["lane"]),
        case_number=str(row["case_number"]),
        court=labels["court"],
        division=labels["division"],
        judge=labels["judge"],
        procedure=labels["procedure"],
        cause=labels["cause"],
        filed_on=_day(shown["filed_on"]),
        due_on=_day(row["due_on"]),
        due_plain_on=_day(row["due_plain_on"]),
        days_left=_number(row["days_left"]),
        is_provisional=bool(row["is_provisional"]),
        open_since=_day(row["open_since"]),
        paused_ground=labels["paused_ground"],
        idle_days=(as_of - active).days if isinstance(active, date) else None,
        findings=_number(row["findings"]) or 0,
        rule=str(row["limit_rule"] or ""),
        account=words.texts("docket.then").join(account(row, words.texts)),
    )


def _exported(row: BoardRow, name: str) -> Value:
    value = getattr(row, "lane_name" if name == "lane" else name)
    return "" if value is None else value


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _lanes(
    opened: OpenVersion, reach: Reach, chosen: CaseFilter, texts: Texts
) -> tuple[BoardLane, ...]:
    codes = opened.docket.case["lane"].gather(_running(opened, reach, chosen))
    counts = dict(codes.value_counts().iter_rows())
    return tuple(
        BoardLane(
            code=one.id,
            name=texts.pick(one.names),
            count=counts.get(one.id, 0),
            is_overdue=one.overdue,
            is_paused=one.paused,
        )
        for one in board_of(opened.workspace.content).lanes
    )


def _running(opened: OpenVersion, reach: Reach, chosen: CaseFilter) -> Rows:
    """The rows of all running cases with a limit that pass a filter."""
    lanes = tuple(opened.docket.texts("lane"))
    if not lanes:
        # No lane at all would be a filter that lets everything through.
        return np.empty(0, np.uint32)
    asked = replace(chosen, lane=chosen.lane or lanes)
    name = ("board", reach, asked)
    return opened.rows_of(name, lambda: select_rows(opened.docket, reach, asked))


def _rows(opened: OpenVersion, reach: Reach, asked: BoardAsked) -> Rows:
    name = ("lane", reach, asked.filter, asked.lane, asked.sort)
    return opened.rows_of(name, lambda: _sorted(opened, reach, asked))


def _sorted(opened: OpenVersion, reach: Reach, asked: BoardAsked) -> Rows:
    docket = opened.docket
    rows = _running(opened, reach, asked.filter)
    if asked.lane:
        code = docket.code("lane", asked.lane)
        lanes = docket.case["lane"].gather(rows).to_physical().cast(pl.Int64).to_numpy()
        rows = rows[lanes == (-1 if code is None else code)]
    if asked.sort.column:
        return sorted_rows(docket, rows, asked.sort)
    is_paused = any(
        one.paused for one in board_of(opened.workspace.content).lanes if one.id == asked.lane
    )
    own = CaseSort(column="active_on" if is_paused else "days_left")
    return sorted_rows(docket, rows, own)
