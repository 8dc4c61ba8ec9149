"""A desk stays open while data versions come, go and break; nobody waits and nothing is mixed."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from tests.operations.desk.small_desk import YEAR
from tests.sample_store import AT, SampleStore, shared_store
from tuobo.core.errors import RequestError, StateError
from tuobo.core.reach import Reach
from tuobo.engines.docket import CaseFilter, select_rows
from tuobo.engines.indicators import Question, answer
from tuobo.engines.intake import Entry
from tuobo.operations.commit_import import commit_import, undo_import
from tuobo.operations.desk import open_desk
from tuobo.operations.desk.keep_docket import docket_folder
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.operations.rehearse_import import rehearse_import
from tuobo.operations.serve_version import served_folder
from tuobo.operations.workspace import Workspace

NUMBER = "（2025）辽9901民初99001号"


@pytest.fixture
def store(tmp_path: Path) -> SampleStore:
    """A copy of the small court's store, to be written and harmed."""
    shared = shared_store()
    folder = tmp_path / "copy"
    shutil.copytree(shared.folder, folder)
    return replace(shared, folder=folder)


def one_more_case(folder: Path, closed: str = "") -> Path:
    file = folder / "新增.csv"
    line = f"{NUMBER},2025-03-03,{closed},民事审判第一庭,法官甲01,简易程序"
    file.write_text(f"案号,立案日期,结案日期,承办部门,承办人,适用程序\n{line}\n", encoding="utf-8")
    return file


def with_one_more(store: SampleStore, tmp_path: Path, closed: str = "") -> str:
    rehearsed = rehearse_import(
        store.workspace, [one_more_case(tmp_path, closed)], day=date(2025, 12, 31),
        with_effects=False,
    )  # fmt: skip
    return commit_import(store.workspace, rehearsed, at=AT, who="clerk").id


def counted(opened: OpenVersion) -> tuple[int, int]:
    """Cases of the docket, and incoming cases of all years by the served build."""
    with opened.served() as served:
        question = Question(period=YEAR, indicators=("incoming_cases",))
        cell = answer(served, question).cells[0]
    assert cell.evidence.data_version == opened.version.id
    measure = cell.measure
    return len(opened.docket), measure.value  # type: ignore[union-attr]


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    desk = Desk(Workspace.open(tmp_path / "store"))
    with pytest.raises(StateError) as told, desk.now():
        pass
    assert told.value.code == "desk.no_data"


def test_a_new_data_version_is_noticed_and_the_old_one_answers_to_its_end(
    store: SampleStore, tmp_path: Path
) -> None:
    desk = Desk(store.workspace)
    with desk.now() as before:
        first = counted(before)
        version = with_one_more(store, tmp_path)
        with desk.now() as after:
            assert after.version.id == version
            assert counted(after) == (first[0] + 1, first[1] + 1)
            assert after.docket.find(NUMBER) is not None
        assert counted(before) == first
        assert before.docket.find(NUMBER) is None
    assert [one.number for one in desk.history()] == [1, 2]
    desk.close()


def test_an_older_version_answers_as_of_then(store: SampleStore, tmp_path: Path) -> None:
    desk = Desk(store.workspace)
    with desk.now() as now:
        first = counted(now)
    with_one_more(store, tmp_path)
    with desk.now("1") as then, desk.now() as now:
        assert then.version.number == 1
        assert counted(then) == first
        assert counted(now) != first
    with desk.now(store.version.id) as then:
        assert counted(then) == first
    with pytest.raises(RequestError) as told, desk.now("9"):
        pass
    assert told.value.code == "store.no_version"
    desk.close()


def test_an_undo_is_a_new_version_with_the_old_content(store: SampleStore, tmp_path: Path) -> None:
    desk = Desk(store.workspace)
    with desk.now() as now:
        first = counted(now)
    with_one_more(store, tmp_path)
    undo_import(store.workspace, at=AT, day=date(2025, 12, 31))
    with desk.now() as now:
        assert now.version.number == 3
        assert counted(now) == first
    desk.close()


@pytest.mark.parametrize("harm", ["docket cut", "docket gone", "served cut", "all gone"])
def test_what_is_damaged_or_missing_is_built_again(store: SampleStore, harm: str) -> None:
    docket, served = docket_folder(store.workspace), served_folder(store.workspace)
    if harm == "docket cut":
        file = next(docket.glob("*/case.arrow"))
        os.truncate(file, file.stat().st_size // 2)
    elif harm == "docket gone":
        shutil.rmtree(docket)
    elif harm == "served cut":
        file = next(served.glob("*.duckdb"))
        os.truncate(file, file.stat().st_size // 2)
    else:
        shutil.rmtree(docket)
        shutil.rmtree(served)
    desk = Desk(store.workspace)
    with desk.now() as now:
        assert counted(now)[0] == 848
    desk.close()


def test_a_crash_between_commit_and_build_is_mended_behind_the_scenes(
    store: SampleStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version is there and its docket is not: the one before answers, and says so."""
    monkeypatch.setattr(open_desk, "_SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr(open_desk, "_SECONDS_FOR_THE_IMPORTER", 0.0)
    desk = Desk(store.workspace)
    with desk.now() as now:
        first = counted(now)
    rehearsed = rehearse_import(
        store.workspace, [one_more_case(tmp_path)], day=date(2025, 12, 31), with_effects=False
    )
    entry = Entry(as_of=date(2025, 12, 31), at=AT, who="clerk")
    version = store.workspace.snapshots.commit(rehearsed.rehearsal.changes, entry)
    with desk.now() as now:
        assert now.newer == version.id
        assert counted(now) == first
    builder = desk._seen.builder
    assert builder is not None
    builder.join()
    with desk.now() as now:
        assert (now.version.id, now.newer) == (version.id, "")
        assert counted(now)[0] == first[0] + 1
    desk.close()


def test_a_connection_is_lent_to_one_thread_at_a_time(store: SampleStore) -> None:
    desk = Desk(store.workspace, connections=3)
    together = Barrier(3)

    def ask(_: int) -> int:
        with desk.now() as now, now.served() as served:
            together.wait(timeout=30)
            return id(served)

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(ask, range(3)))) == 3
    desk.close()


def test_many_threads_read_while_versions_come_and_go(store: SampleStore, tmp_path: Path) -> None:
    """Each answer is of one version: docket and figures of the same import."""
    desk = Desk(store.workspace, connections=2)
    with desk.now() as now:
        first = counted(now)
    wanted = {first, (first[0] + 1, first[1] + 1)}

    def read(_: int) -> tuple[int, int]:
        with desk.now() as now:
            assert len(select_rows(now.docket, Reach.EVERYTHING, CaseFilter())) == len(now.docket)
            return counted(now)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read, at) for at in range(40)]
        with_one_more(store, tmp_path)
        readers += [pool.submit(read, at) for at in range(40)]
        undo_import(store.workspace, at=AT, day=date(2025, 12, 31))
        readers += [pool.submit(read, at) for at in range(20)]
        assert {one.result() for one in readers} <= wanted
    desk.close()


def test_two_desks_on_one_store_are_two_processes_worth(store: SampleStore, tmp_path: Path) -> None:
    one, other = Desk(store.workspace), Desk(store.workspace)
    with one.now() as a, other.now() as b:
        assert counted(a) == counted(b)
    with_one_more(store, tmp_path)
    with one.now() as a, other.now() as b:
        assert a.docket.find(NUMBER) == b.docket.find(NUMBER) is not None
    one.close()
    other.close()
