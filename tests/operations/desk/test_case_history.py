"""What each import did to a case, and what an undo took back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.operations.desk.small_desk import texts
from tests.sample_store import AT, SampleStore, shared_store
from tuobo.core.errors import RequestError
from tuobo.core.reach import Reach
from tuobo.engines.intake import Entry
from tuobo.operations.desk.case_history import HistoryEntry, case_history
from tuobo.operations.desk.open_desk import Desk
from tuobo.operations.rehearse_import import rehearse_import

NUMBER = "（2025）辽9901民初99001号"
DAY = date(2025, 12, 31)
ENTRY = Entry(as_of=DAY, at=AT, who="书记员")


@pytest.fixture
def store(tmp_path: Path) -> SampleStore:
    shared = shared_store()
    folder = tmp_path / "copy"
    shutil.copytree(shared.folder, folder)
    return replace(shared, folder=folder)


def commit(store: SampleStore, file: Path) -> None:
    """A data version without its served build, which only the last one needs."""
    rehearsed = rehearse_import(store.workspace, [file], day=DAY, with_effects=False)
    store.workspace.snapshots.commit(rehearsed.rehearsal.changes, ENTRY)


def bring(store: SampleStore, folder: Path, judge: str, closed: str = "") -> None:
    way = "判决" if closed else ""
    file = folder / "案件.csv"
    file.write_text(
        "案号,立案日期,结案日期,结案方式,承办人,适用程序\n"
        f"{NUMBER},2025-03-03,{closed},{way},{judge},简易程序\n",
        encoding="utf-8",
    )
    commit(store, file)


def bring_pause(store: SampleStore, folder: Path) -> None:
    file = folder / "扣除审限.csv"
    file.write_text(
        "案号,扣除事由,开始日期,结束日期,批准日期\n"
        f"{NUMBER},鉴定,2025-04-01,2025-04-20,2025-04-01\n",
        encoding="utf-8",
    )
    commit(store, file)


def undo(store: SampleStore) -> None:
    store.workspace.snapshots.undo(ENTRY)


def history(store: SampleStore, hidden: frozenset[str] = frozenset()) -> tuple[HistoryEntry, ...]:
    desk = Desk(store.workspace)
    with desk.now() as now:
        found = case_history(desk, now, Reach.EVERYTHING, NUMBER, texts(), hidden=hidden)
    desk.close()
    return found


def test_each_import_tells_what_it_changed_and_the_newest_comes_first(
    store: SampleStore, tmp_path: Path
) -> None:
    bring(store, tmp_path, "法官甲01")
    bring(store, tmp_path, "法官甲02")
    bring(store, tmp_path, "法官甲02", closed="2025-09-09")
    third, second, first = history(store)
    assert (first.number, first.is_first, first.changes) == (2, True, ())
    assert first.who == "书记员"
    assert [(one.title, one.before, one.after) for one in second.changes] == [
        ("承办人", "法官甲01", "法官甲02")
    ]
    assert [(one.title, one.before, one.after) for one in third.changes] == [
        ("结案日期", "", "2025-09-09"), ("结案方式", "", "判决"),
    ]  # fmt: skip


def test_an_undo_is_told_and_so_is_what_came_after_it(store: SampleStore, tmp_path: Path) -> None:
    """Version 3 changes the judge, 4 takes it back, 5 closes the case of the first judge."""
    bring(store, tmp_path, "法官甲01")
    bring(store, tmp_path, "法官甲02")
    undo(store)
    bring(store, tmp_path, "法官甲01", closed="2025-09-09")
    fifth, fourth, third, second = history(store)
    assert [one.number for one in (second, third, fourth, fifth)] == [2, 3, 4, 5]
    assert fourth.is_undo
    assert [(one.before, one.after) for one in fourth.changes] == [("法官甲02", "法官甲01")]
    assert {one.title for one in fifth.changes} == {"结案日期", "结案方式"}


def test_rows_of_other_tables_come_and_go(store: SampleStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "法官甲01")
    bring_pause(store, tmp_path)
    undo(store)
    undone, came, _ = history(store)
    (change,) = came.changes
    assert (change.title, change.before) == ("审限变动", "")
    assert "2025-04-01" in change.after
    (gone,) = undone.changes
    assert (gone.before, gone.after) == (change.after, "")


def test_hidden_columns_leave_no_trace(store: SampleStore, tmp_path: Path) -> None:
    bring(store, tmp_path, "法官甲01")
    bring(store, tmp_path, "法官甲02")
    found = history(store, hidden=frozenset({"judge"}))
    assert "法官" not in repr(found)
    assert [one.number for one in found] == [2]


def test_the_history_of_a_case_beyond_reach_is_not_there(
    store: SampleStore, tmp_path: Path
) -> None:
    bring(store, tmp_path, "法官甲01")
    desk = Desk(store.workspace)
    with desk.now() as now, pytest.raises(RequestError) as told:
        case_history(desk, now, Reach.NOTHING, NUMBER, texts())
    assert told.value.code == "desk.no_case"
    desk.close()
