"""A figure that rests on something the data do not hold says so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.sample_store import shared_store
from tuobo.core.period import Period
from tuobo.operations.check_health import HealthQuestion, check_health
from tuobo.operations.commit_import import commit_import
from tuobo.operations.rehearse_import import rehearse_import
from tuobo.operations.workspace import Workspace

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = date(2025, 12, 31)
Notes = dict[str, tuple[str, ...]]


def notes_of(workspace: Workspace, lang: str = "zh") -> Notes:
    question = HealthQuestion(
        version=workspace.snapshots.latest(),
        texts=workspace.texts(lang),
        at=AT,
        period=Period.of("2025"),
        with_cases=False,
    )
    return {line.id: line.notes for line in check_health(workspace, question).page.lines}


def a_store(folder: Path, rows: str) -> Workspace:
    """A register with nothing but the case, its filing and its closing."""
    workspace = Workspace.open(folder / "store")
    file = folder / "案件.csv"
    file.write_text("案号,立案日期,结案日期,结案方式,适用程序\n" + rows, encoding="utf-8")
    commit_import(workspace, rehearse_import(workspace, [file], day=DAY), at=AT)
    return workspace


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Notes:
    rows = "（2025）辽9901民初1号,2025-03-03,2025-04-04,判决,简易程序\n"
    return notes_of(a_store(tmp_path_factory.mktemp("register"), rows))


def test_a_rate_of_appeals_without_a_single_appeal_says_nothing(register: Notes) -> None:
    """0 of 1 closed case appealed, because the export has no column for appeals."""
    assert register["appeal_rate"][-1] == ("数据中没有一件案件填有“上诉日期”，这个数字不说明问题")


def test_a_figure_of_an_absent_table_names_the_table(register: Notes) -> None:
    assert any("“信访" in note for note in register["case_petition_ratio"])


def test_time_not_counted_is_taken_to_be_none(register: Notes) -> None:
    assert any("没有任何扣除、延长或者中止" in note for note in register["extended_rate"])


def test_figures_that_the_data_carry_have_no_such_note(register: Notes) -> None:
    for name in ("resolved_cases", "closed_within_limit_rate", "simplified_procedure_rate"):
        assert not any("数据中" in note for note in register[name]), name


def test_a_whole_export_has_no_gap_among_the_figures_to_watch() -> None:
    """The sample court exports every table; nothing that it reports is empty."""
    store = shared_store()
    page = check_health(
        store.workspace,
        HealthQuestion(
            version=store.version,
            texts=store.workspace.texts(),
            at=AT,
            statuses=frozenset({"goal"}),
            with_cases=False,
        ),
    ).page
    assert [line.id for line in page.lines if any("数据中" in note for note in line.notes)] == []
