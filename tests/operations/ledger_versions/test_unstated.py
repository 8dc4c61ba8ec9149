"""Divisions without a task and without a statement, as reports name them from a ledger version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.operations.ledger_versions.test_figures import AT, COURT, HALF_YEAR, ON, entry, steps
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Entry
from tuobo.engines.reports.compose import RecordsAsk
from tuobo.operations.ledger_versions.figures import ledger_figures
from tuobo.operations.ledger_versions.keeping import KeptUnit, keep_version
from tuobo.operations.workspace import Workspace

NAMES = {"unit:1": "民一庭", "unit:2": "民二庭", "unit:3": "行政庭", "unit:4": "审监庭"}
FIRST, SECOND = "认定〔2025〕01", "认定〔2025〕02"
EARLY, LATE = date(2025, 3, 3), date(2025, 7, 2)


def named(number: str = FIRST) -> Entry:
    return entry("designation", number, steps(("create", "entered", EARLY)))


def task(state: str = "drafted", on: date = EARLY, **units: object) -> Entry:
    life = steps(("create", "drafted", EARLY), ("cancel", state, on))
    return entry("task", "任务〔2025〕001", life, title="核对排期", **units)


UNITS = tuple(KeptUnit(id=one, kind="division", court=COURT) for one in "1234")


def statement(unit: str, state: str = "stated", programme: str = FIRST) -> Entry:
    life = steps(("create", "stated", EARLY), ("approve", state, EARLY))
    return entry("stated_gap", f"未分解〔2025〕00{unit}", life, holder=unit, designation=programme)


def unstated(folder: Path, *entries: Entry) -> list[str]:
    """As a report of the first half of 2025 tells them."""
    workspace = Workspace(folder, Content())
    name = keep_version(folder, workspace.ledgers, entries, NAMES, on=ON, units=UNITS)
    figures = ledger_figures(workspace, name, Texts(Content()), AT, least=0)
    assert figures is not None
    ask = RecordsAsk(ledger="stated_gap", view="unstated", order="", period=HALF_YEAR,
                     scope=(("court", (COURT,)),))  # fmt: skip
    return [one.fields["holder"] for one in figures.records(ask)]


def test_a_task_or_a_statement_leaves_a_division_out(tmp_path: Path) -> None:
    """Of four, the first leads a task, the second joins in, the third has a statement."""
    task_of_two = task(lead_unit="1", joint_units=("2",))

    assert unstated(tmp_path, named(), task_of_two, statement("3", "in_force")) == ["审监庭"]


def test_what_was_dropped_withdrawn_or_said_of_another_programme_leaves_none_out(
    tmp_path: Path,
) -> None:
    everybody = ["民一庭", "民二庭", "行政庭", "审监庭"]
    cancelled = task("cancelled", lead_unit="1")

    assert unstated(tmp_path, named(), cancelled, statement("2", "ended")) == everybody
    assert unstated(tmp_path, named(), named(SECOND), statement("3")) == everybody


def test_entries_count_as_they_were_at_the_end_of_the_period(tmp_path: Path) -> None:
    """The task was cancelled on 2 July, after the half-year."""
    assert unstated(tmp_path, named(), task("cancelled", LATE, lead_unit="1")) == [
        "民二庭", "行政庭", "审监庭",
    ]  # fmt: skip


def test_without_a_programme_nothing_is_missing(tmp_path: Path) -> None:
    assert unstated(tmp_path, task(lead_unit="1")) == []
