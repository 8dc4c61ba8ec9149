"""From the court's files to figures and back to the cases: the spine as a user walks it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.sample_store import AT, export_files, new_store, shared_store
from tuobo.core.errors import StateError
from tuobo.core.measure import Count, Mean, Quantile, Rate
from tuobo.core.period import Period
from tuobo.engines.indicators import rows, why
from tuobo.operations.check_health import HealthQuestion, check_health
from tuobo.operations.commit_import import commit_import, undo_import
from tuobo.operations.keep_quarantine import kept_files, quarantine_of, rejected_files
from tuobo.operations.read_files import source_name
from tuobo.operations.rehearse_import import rehearse_import
from tuobo.operations.serve_version import served, served_folder
from tuobo.operations.workspace import Workspace
from tuobo.operations.write_marked import write_marked

YEAR = Period.of("2025")


def test_rows_read_are_rows_kept_and_rows_rejected_sheet_by_sheet() -> None:
    store = shared_store()
    kept = quarantine_of(store.workspace, store.version)
    assert sum(kept.rows_rejected.values()) > 0
    for sheet, read in kept.rows_read.items():
        assert read == kept.rows_kept[sheet] + kept.rows_rejected[sheet]


def test_a_rehearsal_writes_nothing(tmp_path: Path) -> None:
    court, files = export_files()
    workspace = Workspace.open(tmp_path / "store")
    rehearsed = rehearse_import(workspace, files, day=court.as_of)
    assert rehearsed.rehearsal.has_changes
    assert rehearsed.effects
    assert not (tmp_path / "store").exists()


def test_the_same_files_again_bring_nothing_new() -> None:
    store = shared_store()
    again = rehearse_import(store.workspace, store.files, day=store.court.as_of)
    assert not again.rehearsal.has_changes
    assert again.effects == ()
    with pytest.raises(StateError) as caught:
        commit_import(store.workspace, again, at=AT)
    assert caught.value.code == "store.nothing_to_commit"


def test_every_figure_of_the_page_equals_the_number_of_its_cases() -> None:
    store = shared_store()
    with served(store.workspace, store.version) as opened:
        for name in opened.pack.ids:
            ready = opened.pack.find(name, YEAR)
            measure = _measure_of(store.workspace, name)
            if ready.numerator.value is not None or any(s.value for s in ready.denominators):
                continue
            found = rows(opened, ready.key, YEAR).total
            match measure:
                case Rate():
                    assert measure.numerator == found, name
                    assert measure.denominator == rows(opened, ready.key, YEAR, "denominator").total
                case Count():
                    assert measure.value == found, name
                case Mean() | Quantile():
                    assert measure.count == found, name


def _measure_of(workspace: Workspace, name: str) -> object:
    store = shared_store()
    question = HealthQuestion(
        version=store.version, texts=workspace.texts(), at=AT, period=YEAR, with_cases=False
    )
    page = _page_of(question)
    return page.get(name)


_PAGES: dict[str, dict[str, object]] = {}


def _page_of(question: HealthQuestion) -> dict[str, object]:
    if question.version.id not in _PAGES:
        page = check_health(shared_store().workspace, question).page
        _PAGES[question.version.id] = {line.id: line.figure.measure for line in page.lines}
    return _PAGES[question.version.id]


def test_a_case_says_why_it_counts_and_agrees_with_the_rows() -> None:
    store = shared_store()
    name = "closed_within_limit_rate"
    with served(store.workspace, store.version) as opened:
        inside = rows(opened, name, YEAR).parts[0].frame["case_number"].to_list()
        below = rows(opened, name, YEAR, "denominator").parts[0].frame["case_number"].to_list()
        outside = next(number for number in below if number not in set(inside))
        assert why(opened, inside[0], name, YEAR).is_in("numerator")
        told = why(opened, outside, name, YEAR)
        assert told.is_in("denominator")
        assert not told.is_in("numerator")
        assert any(not clause.holds for reason in told.reasons for clause in reason.clauses)


def test_undo_brings_back_the_figures_and_can_be_undone(tmp_path: Path) -> None:
    store = new_store()
    workspace = store.workspace
    before = _closed(workspace)
    late = tmp_path / "补报.csv"
    late.write_text(
        "案号,立案日期,结案日期,结案方式,适用程序\n"
        "（2025）辽9901民初990001号,2025-03-03,2025-04-04,判决,简易程序\n"
        "（2025）辽9901民初990002号,2025-03-03,2025-05-06,调解,简易程序\n",
        encoding="utf-8",
    )
    rehearsed = rehearse_import(workspace, [late], day=date(2025, 12, 31))
    effect = next(one for one in rehearsed.effects if one.indicator == "resolved_cases")
    assert effect.before == Count(value=before)
    assert effect.after == Count(value=before + 2)
    commit_import(workspace, rehearsed, at=AT)
    assert _closed(workspace) == before + 2
    undo_import(workspace, at=AT, day=date(2025, 12, 31))
    assert _closed(workspace) == before
    undo_import(workspace, at=AT, day=date(2025, 12, 31))
    assert _closed(workspace) == before + 2
    assert [one.kind.value for one in workspace.snapshots.history()] == [
        "import", "import", "undo", "undo",
    ]  # fmt: skip


def test_a_file_without_a_column_leaves_what_is_stored_in_it(tmp_path: Path) -> None:
    """A later file that tells only the closing way must not blank cause, division and judge."""
    store = new_store()
    workspace = store.workspace
    with served(workspace, store.version) as opened:
        row = rows(opened, "resolved_cases", YEAR).parts[0].frame.row(0, named=True)
    late = tmp_path / "结案.csv"
    late.write_text(
        "案号,立案日期,结案日期,结案方式\n"
        f"{row['case_number']},{row['filed_on']},{row['closed_on']},其他方式\n",
        encoding="utf-8",
    )
    rehearsed = rehearse_import(workspace, [late], day=store.court.as_of, with_effects=False)
    assert dict(rehearsed.rehearsal.tables["case"].fields) == {"closing_way": 1}
    commit_import(workspace, rehearsed, at=AT)
    stored = workspace.snapshots.read()["case"].collect()
    now = stored.filter(stored["case_number"] == row["case_number"]).row(0, named=True)
    assert now["closing_way"] == "other"
    assert (now["division"], now["judge"], now["cause"]) == (
        row["division"],
        row["judge"],
        row["cause"],
    )


def test_a_later_file_of_extensions_leaves_the_exclusions_of_a_case(tmp_path: Path) -> None:
    """Extensions and exclusions come as sheets of their own; one must not wipe out the other."""
    store = new_store()
    workspace = store.workspace
    before = workspace.snapshots.read()["interval"].collect()
    row = before.filter(before["kind"] == "excluded").row(0, named=True)
    late = tmp_path / "延长审限.csv"
    late.write_text(
        "案号,申请日期,延长期间,审批意见,开始日期,批准日期\n"
        f"{row['case_number']},2025-05-01,1个月,院长,2025-05-02,2025-05-02\n",
        encoding="utf-8",
    )
    rehearsed = rehearse_import(workspace, [late], day=store.court.as_of, with_effects=False)
    commit_import(workspace, rehearsed, at=AT)
    now = workspace.snapshots.read()["interval"].collect()
    mine = now.filter(now["case_number"] == row["case_number"])
    assert mine.filter(mine["kind"] == "excluded").height >= 1
    assert mine.filter(mine["kind"] == "extended").height == 1


def _closed(workspace: Workspace) -> int:
    with served(workspace, workspace.snapshots.latest()) as opened:
        return rows(opened, "resolved_cases", YEAR).total


def test_an_older_version_is_answered_as_of_itself() -> None:
    store = new_store()
    workspace = store.workspace
    undo_import(workspace, at=AT, day=date(2025, 12, 31), to=0)
    with served(workspace, workspace.snapshots.version(1)) as opened:
        assert opened.version.id == store.version.id
        assert rows(opened, "resolved_cases", YEAR).total == _closed(shared_store().workspace)


def test_a_missing_or_damaged_served_build_is_built_again() -> None:
    store = new_store()
    workspace = store.workspace
    expected = _closed(workspace)
    for path in served_folder(workspace).glob("*.duckdb"):
        path.write_bytes(b"damaged")
    assert _closed(workspace) == expected
    for path in served_folder(workspace).iterdir():
        if path.is_file():
            path.unlink()
    assert _closed(workspace) == expected


def test_rejected_rows_come_back_as_a_marked_workbook(tmp_path: Path) -> None:
    store = shared_store()
    rehearsed = rehearse_import(
        store.workspace, store.files, day=store.court.as_of, with_effects=False
    )
    written = write_marked(
        rejected_files(store.workspace, rehearsed), tmp_path / "待核.xlsx", store.workspace.texts()
    )
    assert written
    for path in written:
        book = openpyxl.load_workbook(path)
        assert all(sheet.max_row > 1 for sheet in book.worksheets)
        book.close()
    kept = kept_files(store.workspace, store.version)
    assert {one.file for one in kept} == {
        source.file
        for source, _ in rehearsed.read.sources
        if any(one.file == source.file for one in kept)
    }


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("收结存_2025-03.xlsx", "收结存"),
        ("cases.xlsx", "cases"),
        ("案件2025年1月至6月.csv", "案件"),
        ("20250331.xlsx", "20250331"),
    ],
)
def test_a_source_keeps_its_name_from_month_to_month(file: str, source: str) -> None:
    assert source_name(Path(file)) == source
