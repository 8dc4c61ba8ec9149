"""The board counts what the engine put into lanes, and lists it in the order of the lane."""

from __future__ import annotations

import polars as pl

from tests.operations.desk.small_desk import ALL, at, division, judge_of, opened, store, texts
from tuobo.core.reach import Reach
from tuobo.engines.docket import CaseFilter, CaseSort
from tuobo.operations.desk.limit_board import (
    BoardAsked,
    BoardPage,
    export_board,
    limit_board,
    meeting_list,
)
from tuobo.operations.limit_lines import limit_board as plain_board
from tuobo.operations.serve_version import dated_version


def board(reach: Reach = ALL, hidden: frozenset[str] = frozenset(), **asked: object) -> BoardPage:
    with opened() as now:
        return limit_board(
            now, reach, BoardAsked(**({"size": 100} | asked)), texts(), hidden=hidden
        )  # type: ignore[arg-type]


def test_lanes_and_rows_are_those_of_the_health_check() -> None:
    state = dated_version(store().workspace, store().version)
    wanted = plain_board(store().workspace, state, texts())
    found = board()
    assert [(one.code, one.count) for one in found.lanes] == [
        (one.code, one.count) for one in wanted.lanes
    ]
    ours = {
        row.case_number: (row.lane, row.days_left, row.due_on, row.account) for row in found.rows
    }
    assert ours == {
        line.case_number: (line.lane, line.days_left, line.due_on, line.account)
        for line in wanted.lines
    }


def test_a_lane_lists_its_cases_those_with_least_time_first() -> None:
    found = board(lane="running")
    days = [row.days_left for row in found.rows]
    assert days == sorted(days)  # type: ignore[type-var]
    assert found.total == next(one.count for one in found.lanes if one.code == "running")
    assert {row.lane for row in found.rows} == {"running"}


def test_the_paused_come_by_days_without_activity() -> None:
    rows = board(lane="paused").rows
    idle = [row.idle_days for row in rows]
    assert len(rows) == 7
    assert idle == sorted(idle, reverse=True)  # type: ignore[type-var]
    assert all(row.open_since and row.paused_ground for row in rows)


def test_a_filter_counts_in_every_lane() -> None:
    one = division(3)
    found = board(filter=CaseFilter(division=(one,)))
    everyone = board()
    mine = [row for row in everyone.rows if row.division == one]
    assert sum(lane.count for lane in found.lanes) == len(mine)
    assert found.total == len(mine)


def test_a_ground_of_pause_can_be_asked_for() -> None:
    with opened() as now:
        ground = now.docket.case["paused_ground"].drop_nulls().cast(pl.String)[0]
    found = board(lane="paused", filter=CaseFilter(paused_ground=(ground,)))
    assert found.total >= 1
    assert len({row.paused_ground for row in found.rows}) == 1


def test_an_asked_order_is_kept_and_pages_part_the_lane() -> None:
    by = CaseSort(column="filed_on", descending=True)
    whole = [row.case_number for row in board(sort=by).rows]
    pages = [board(sort=by, size=10, page=number) for number in (1, 2, 3, 4, 9)]
    assert [row.case_number for page in pages[:4] for row in page.rows] == whole
    assert pages[4].page == pages[4].pages == 4


def test_the_board_of_a_judge_is_the_judges() -> None:
    one = division(3)
    judge = judge_of(one)
    found = board(at(judge=judge))
    assert {row.judge for row in found.rows} <= {judge}
    assert found.total == sum(row.judge == judge for row in board().rows)
    assert board(Reach.NOTHING).total == 0


def test_a_hidden_judge_is_blank_in_rows_and_absent_in_exports() -> None:
    hidden = frozenset({"judge"})
    assert {row.judge for row in board(hidden=hidden).rows} == {""}
    with opened() as now:
        export = export_board(now, ALL, BoardAsked(lane="running"), texts(), hidden=hidden)
        judges = set(now.docket.texts("judge"))
        rows = list(export.rows)
    assert "承办人" not in export.titles
    assert export.titles[-1] == "承办人签字"
    assert not {cell for row in rows for cell in row} & judges


def test_a_hidden_judge_cannot_be_filtered_or_sorted_by() -> None:
    judge = judge_of(division(3))
    by = CaseSort(column="judge")
    asked = {"filter": CaseFilter(judge=(judge,)), "sort": by}
    assert board(hidden=frozenset({"judge"}), **asked).total == board().total
    assert board(**asked).total < board().total


def test_a_meeting_list_has_every_row_of_the_lane() -> None:
    with opened() as now:
        rows = list(meeting_list(now, ALL, BoardAsked(lane="running", size=10), texts()))
        export = export_board(now, ALL, BoardAsked(lane="running", size=10), texts())
        written = list(export.rows)
    assert len(rows) == len(written) == 25
    assert ("件数", "25") in export.criteria
    assert ("预警", "正常") in export.criteria
