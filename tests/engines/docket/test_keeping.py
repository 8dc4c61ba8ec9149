"""Dockets on disk: switched by name, never half there, made again when damaged."""

from __future__ import annotations

import json
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines.docket.docket_of_ten import ABOUT, CASES, coding, docket, given
from tuobo.core.errors import StateError
from tuobo.engines.docket import (
    Docket,
    building,
    current_name,
    is_whole,
    make_current,
    stamp_of,
    tables_of,
    write,
)

NUMBER = CASES[0][0]


def written(folder: Path, version: str = ABOUT.version) -> str:
    about = replace(ABOUT, version=version)
    write(folder, about, tables_of(given(), coding()))
    return about.name


def test_a_case_is_found_by_its_number_and_no_other() -> None:
    for number, *_ in CASES:
        row = docket().find(str(number))
        assert row is not None
        assert docket().case["case_number"][row] == number
    assert docket().find("（2026）辽9901民初3号") is None
    assert docket().find("") is None
    assert docket().find("（9999）") is None


def test_the_rows_of_a_case_come_with_it_and_those_of_others_do_not() -> None:
    row = docket().find(CASES[2][0])
    assert row is not None
    assert docket().rows_of("interval", row)["kind"].to_list() == ["suspended"]
    assert docket().rows_of("event", row)["kind"].to_list() == ["hearing"]
    assert docket().rows_of("money", row).is_empty()
    other = docket().find(NUMBER)
    assert other is not None
    assert docket().rows_of("interval", other).is_empty()
    assert docket().rows_of("finding", other)["finding"].to_list() == ["overdue"]


def test_case_keys_lead_to_rows() -> None:
    """Key 1 is the first case; nobody has key 0."""
    rows = docket().key_rows()
    assert rows[0] == len(docket())
    assert docket().case["case_number"][int(rows[1])] == NUMBER


def test_a_switch_is_seen_by_its_stamp(tmp_path: Path) -> None:
    assert stamp_of(tmp_path) is None
    assert current_name(tmp_path) == ""
    make_current(tmp_path, written(tmp_path, "1-a"))
    first = stamp_of(tmp_path)
    make_current(tmp_path, name := written(tmp_path, "2-b"))
    assert stamp_of(tmp_path) != first
    assert current_name(tmp_path) == name


def test_a_reader_keeps_what_it_opened_when_the_folder_goes(tmp_path: Path) -> None:
    opened = Docket.open(tmp_path, written(tmp_path, "1-a"))
    for number in range(2, 9):
        make_current(tmp_path, written(tmp_path, f"{number}-x"))
    assert not is_whole(tmp_path, "1-a-ffffffff")
    assert opened.find(NUMBER) is not None
    assert opened.case["filed_on"].null_count() == 0


def test_no_more_than_four_stay_and_leftovers_of_a_crash_go(tmp_path: Path) -> None:
    (tmp_path / ".half-written").mkdir()
    for number in range(1, 8):
        make_current(tmp_path, written(tmp_path, f"{number}-x"))
    left = sorted(place.name for place in tmp_path.iterdir() if place.is_dir())
    assert len(left) == 4
    assert "7-x-ffffffff" in left


@pytest.mark.parametrize("harm", ["cut", "gone", "garbled", "no_about"])
def test_a_damaged_docket_is_told_and_written_again(tmp_path: Path, harm: str) -> None:
    name = written(tmp_path)
    file = tmp_path / name / "case.arrow"
    if harm == "cut":
        os.truncate(file, file.stat().st_size - 100)
    elif harm == "gone":
        file.unlink()
    elif harm == "garbled":
        (tmp_path / name / "about.json").write_text("{", encoding="utf-8")
    else:
        (tmp_path / name / "about.json").unlink()
    assert not is_whole(tmp_path, name)
    with pytest.raises(StateError) as told:
        Docket.open(tmp_path, name)
    assert told.value.code == "docket.damaged"
    assert Docket.open(tmp_path, written(tmp_path)).find(NUMBER) is not None


def test_a_file_that_is_no_arrow_file_is_damage_too(tmp_path: Path) -> None:
    name = written(tmp_path)
    file = tmp_path / name / "event.arrow"
    file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(StateError) as told:
        Docket.open(tmp_path, name)
    assert told.value.code == "docket.damaged"


def test_readers_in_threads_see_whole_dockets_while_one_writes(tmp_path: Path) -> None:
    make_current(tmp_path, written(tmp_path, "0-x"))

    def read(_: int) -> bool:
        try:
            opened = Docket.open(tmp_path, current_name(tmp_path))
        except StateError:
            return True
        return len(opened) == len(CASES) and opened.find(NUMBER) is not None

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read, at) for at in range(60)]
        for number in range(1, 12):
            make_current(tmp_path, written(tmp_path, f"{number}-x"))
        assert all(one.result() for one in readers)


def _build(folder: str, log: str, name: str) -> None:
    with building(Path(folder)), Path(log).open("a", encoding="utf-8") as file:
        for word in ("begins", "ends"):
            file.write(f"{name} {word}\n")
            file.flush()


def test_one_process_builds_at_a_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    log = tmp_path / "log"
    others = [context.Process(target=_build, args=(str(tmp_path), str(log), name)) for name in "ab"]
    for one in others:
        one.start()
    for one in others:
        one.join()
    lines = log.read_text(encoding="utf-8").split("\n")[:-1]
    assert [line.split()[1] for line in lines] == ["begins", "ends", "begins", "ends"]


def test_what_a_docket_says_of_itself_is_plain_json(tmp_path: Path) -> None:
    told = json.loads((tmp_path / written(tmp_path) / "about.json").read_text(encoding="utf-8"))
    assert told["about"]["as_of"] == "2026-03-31"
    assert "case.arrow" in told["files"]
