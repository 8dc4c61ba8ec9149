"""One real set again and again: the same file, a changed one, undo, rejected rows mended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.journeys.real_store import AT, DATA, RealStore, new_store, rejected_rows
from tuobo.engines.intake import DataVersion
from tuobo.operations.commit_import import commit_import, undo_import
from tuobo.operations.keep_quarantine import kept_files
from tuobo.operations.rehearse_import import ImportRehearsal, rehearse_import
from tuobo.operations.write_marked import write_marked

DAY = date(2025, 6, 30)
SOURCE = "tjsc_datajud"
FILE = DATA / SOURCE / "cases.parquet"
STORED = 24_395

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILE.is_file(), reason="the shared data are not beside the checkout"),
]


@pytest.fixture(scope="module")
def store() -> RealStore:
    """Tests of this module go on from one another's versions, and each comes back to the first."""
    return new_store(SOURCE, (("cases.parquet",),), DAY, SOURCE)


def rehearsed(store: RealStore, path: Path) -> ImportRehearsal:
    return rehearse_import(store.workspace, [path], day=DAY, mapping=SOURCE, with_effects=False)


def content_of(version: DataVersion) -> str:
    """What stands behind the number: the hash of the rows."""
    return version.id.split("-")[1]


def cases(store: RealStore) -> int:
    latest = store.workspace.snapshots.latest()
    return latest.rows["case"]


def test_the_same_file_again_changes_nothing(store: RealStore) -> None:
    again = rehearsed(store, FILE).rehearsal
    case = again.tables["case"]
    assert not again.has_changes
    assert (case.new.height, case.changed.height, case.missing) == (0, 0, 0)
    assert case.unchanged == STORED


def test_a_changed_file_shows_its_differences_and_missing_rows_stay(
    store: RealStore, tmp_path: Path
) -> None:
    """40 open cases are discharged on 27 June, 30 others are left out of the file."""
    numbers = store.state.facts["case"].filter(pl.col("closed_on").is_null())["case_number"]
    discharged, gone = numbers[:40], numbers[40:70]
    number = pl.col("case_number")
    now = number.is_in(discharged.implode())
    day = pl.lit("2025-06-27").cast(pl.read_parquet_schema(FILE)["last_motion_date"], strict=False)
    changed = tmp_path / "cases.parquet"
    pl.read_parquet(FILE).filter(~number.is_in(gone.implode())).with_columns(
        last_motion_name=pl.when(now)
        .then(pl.lit("Baixa Definitiva"))
        .otherwise("last_motion_name"),
        last_motion_date=pl.when(now).then(day).otherwise("last_motion_date"),
    ).write_parquet(changed)

    told = rehearsed(store, changed)
    case = told.rehearsal.tables["case"]
    version = commit_import(store.workspace, told, at=AT, who="clerk")

    assert (case.new.height, case.changed.height, case.missing) == (0, 40, 30)
    assert case.fields == {"closed_on": 40}
    assert cases(store) == STORED
    assert content_of(version) != content_of(store.version)


def test_undo_restores_the_very_rows(store: RealStore) -> None:
    version = undo_import(store.workspace, at=AT, day=DAY, to=store.version.number, who="clerk")
    assert content_of(version) == content_of(store.version)
    assert cases(store) == STORED
    assert not rehearsed(store, FILE).rehearsal.has_changes


def test_rejected_rows_are_mended_in_their_workbook_and_come_in(
    store: RealStore, tmp_path: Path
) -> None:
    """52 filing days are set by a clerk; 31 rows then stand, 21 still have a twin that differs."""
    written = write_marked(
        kept_files(store.workspace, store.version), tmp_path / "待核.xlsx", store.workspace.texts()
    )
    (path,) = written
    mended = mend(path, {"impossible_date", "future_date", "missing_required"}, store)

    told = rehearsed(store, path)
    case = told.rehearsal.tables["case"]

    assert sum(told.rehearsal.rows_read.values()) == 326
    assert mended == 52
    assert rejected_rows(told) == {"duplicate_case_number": 295, "chronology": 4}
    assert (case.new.height, case.changed.height, case.unchanged) == (31, 0, 0)
    before = cases(store)
    commit_import(store.workspace, told, at=AT, who="clerk")
    assert cases(store) == before + case.new.height


def mend(path: Path, rules: set[str], store: RealStore) -> int:
    """Write a likely day into each filing cell that was at fault; the rows that were mended."""
    issues = store.imports[0].rehearsal.issues
    rows = set(issues.filter(pl.col("rule").is_in(rules))["row"].to_list())
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    at: Mapping[str, int] = {str(title): place for place, title in enumerate(titles, start=1)}
    count = 0
    for line in range(2, sheet.max_row + 1):
        if sheet.cell(line, len(titles)).value in rows:
            sheet.cell(line, at["filing_date"]).value = "2019-05-06"
            count += 1
    book.save(path)
    book.close()
    return count
