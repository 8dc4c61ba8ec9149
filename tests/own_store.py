"""A small store of one's own for tests that write: twelve cases, with the cast before it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.desk_cast import Desk
from tests.run_folder import new_folder
from tests.sample_store import AT
from tuobo.operations.commit_import import commit_import
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.rehearse_import import rehearse_import
from tuobo.operations.workspace import Workspace

DAY = date(2025, 12, 31)
CASES = 12
_HEAD = "案号,立案日期,结案日期,结案方式,适用程序,承办审判庭,承办人\n"


@cache
def small_store() -> Path:
    """Version 1: cases 1–12 filed on 3 March 2025, the even ones closed by judgment on 7 May."""
    folder = new_folder("small")
    file = folder / "基础.csv"
    rows = (
        f"（2025）辽9901民初{number}号,2025-03-03,"
        f"{'2025-05-07,判决' if number % 2 == 0 else ','},简易程序,民事审判第一庭,法官丙02\n"
        for number in range(1, CASES + 1)
    )
    file.write_text(_HEAD + "".join(rows), encoding="utf-8")
    workspace = Workspace.open(folder / "store")
    rehearsed = rehearse_import(workspace, [file], day=DAY, with_effects=False)
    commit_import(workspace, rehearsed, at=AT, who="clerk")
    return folder / "store"


@pytest.fixture
def workspace(desk: Desk, settings: Settings, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the small store, free to be written to; pages and jobs use it, too."""
    store = tmp_path / "store"
    shutil.copytree(small_store(), store)
    settings.TUOBO_STORE = store
    opened = the_desk(store, settings.TUOBO_CONTENT)
    yield opened.workspace
    opened.close()
    shutil.rmtree(store, ignore_errors=True)
