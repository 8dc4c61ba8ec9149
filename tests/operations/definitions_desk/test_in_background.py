"""A trial as a job gives the same answer as the page, cut to what its owner may see then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk_cast import CIVIL_1, COURT, DIVISIONS, Desk
from tuobo.core.clock import now
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.engines.intake.versions import EMPTY, TableState
from tuobo.operations.definitions_desk.files import definition_file
from tuobo.operations.definitions_desk.in_background import KIND, TrialAsked, is_long
from tuobo.operations.definitions_desk.trial_files import indicator_export, readings_export
from tuobo.operations.definitions_desk.try_indicator import TriedFile, try_indicator
from tuobo.operations.definitions_desk.try_readings import try_readings
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.jobs.result_files import job_folder
from tuobo.operations.jobs.starting import start_job
from tuobo.operations.jobs.working import work_off
from tuobo.records.audit.models import AuditEvent
from tuobo.records.registry.job_actions import Starter
from tuobo.records.registry.job_queries import JobLine, job_line

PLACE = Place(court=COURT)
CHOSEN = {"C-6": "inclusive"}
YEAR = Period.of("2025")


@pytest.fixture
def opened(desk: Desk) -> Iterator[OpenVersion]:
    workspace = desk.store.workspace
    with the_desk(workspace.store, workspace.content).now() as version:
        yield version


def changed(opened: OpenVersion) -> TriedFile:
    """The share closed in time, met only where nothing was extended."""
    definition = opened.workspace.indicators.find("closed_within_limit_rate", YEAR).definition
    text = definition_file(definition)
    assert "closed_on <= due_on" in text
    text = text.replace("closed_on <= due_on", "closed_on <= due_on and extensions = 0")
    return TriedFile(name="tried.yaml", text=text)


def done(desk: Desk, asked: TrialAsked, who: str = "trial_management") -> tuple[JobLine, Any]:
    """The job after its run, and the sheet that it wrote, if it did."""
    account = desk.accounts[who]
    starter = Starter(account=account.pk, court=COURT, page="/jobs/{job}/")
    job = start_job(KIND, asked, starter=starter, at=now())
    work_off()
    line = job_line(job, account.pk)
    assert line is not None
    path = job_folder(desk.store.workspace.store, job) / Path(line.file or "none")
    return line, openpyxl.load_workbook(path).active if line.file else None


def test_readings_tried_later_are_those_tried_at_once(desk: Desk, opened: OpenVersion) -> None:
    workspace, version = opened.workspace, opened.version
    trial = try_readings(workspace, version, PLACE, CHOSEN, workspace.texts())
    assert trial.changed

    line, sheet = done(desk, TrialAsked.of_readings(version, PLACE, CHOSEN))

    assert (line.state, line.error) == ("done", "")
    assert line.rows == len(trial.changed) + len(trial.now_late) + len(trial.now_in_time)
    numbers = [row[1] for row in sheet.iter_rows(values_only=True)]
    assert all(one.case_number in numbers for one in trial.changed)
    assert "首尾都扣（多一日）" in sheet.cell(row=4, column=2).value
    event = AuditEvent.objects.get(kind="list.exported")
    assert (event.account, event.fields["rows"]) == ("trial_management", line.rows)


def test_a_definition_tried_later_moves_the_same_cases(desk: Desk, opened: OpenVersion) -> None:
    workspace, version, brought = opened.workspace, opened.version, changed(opened)
    trial = try_indicator(workspace, version, (PLACE, YEAR), brought, workspace.texts())
    moved = [one.case_number for side in trial.sides for one in side.moved]
    assert moved

    line, sheet = done(desk, TrialAsked.of_file(version, PLACE, brought, YEAR))

    assert (line.state, line.error, line.rows) == ("done", "", len(moved))
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[2] for row in rows[-len(moved) :]] == moved
    named = [row[0] for row in rows if row[0] in DIVISIONS]
    assert len(named) > 1
    assert named == [one for one in DIVISIONS if one in named]


def test_a_place_outside_the_reach_ends_the_job(desk: Desk, opened: OpenVersion) -> None:
    elsewhere = replace(TrialAsked.of_readings(opened.version, PLACE, CHOSEN), court="辽9902")
    line, _ = done(desk, elsewhere)
    assert (line.state, line.error) == ("failed", "desk.no_place")


def test_who_may_not_try_changes_has_no_trial_made(desk: Desk, opened: OpenVersion) -> None:
    asked = TrialAsked.of_readings(opened.version, Place(court=COURT, division=CIVIL_1), CHOSEN)
    line, _ = done(desk, asked, "division_head")
    assert (line.state, line.error) == ("failed", "job.right_lost")


def test_without_cases_and_judges_the_numbers_remain(opened: OpenVersion) -> None:
    workspace, version = opened.workspace, opened.version
    texts = workspace.texts()
    readings = try_readings(workspace, version, PLACE, CHOSEN, texts)
    indicator = try_indicator(workspace, version, (PLACE, YEAR), changed(opened), texts)

    for export in (
        readings_export(readings, texts, cases=False, judges=False),
        indicator_export(indicator, texts, cases=False, judges=False),
    ):
        assert list(export.rows) == []
        assert "承办人" not in "".join(export.titles)
        assert len(export.criteria) > 3


def test_titles_stand_above_their_columns(opened: OpenVersion) -> None:
    workspace, version = opened.workspace, opened.version
    texts = workspace.texts()
    trial = try_readings(workspace, version, PLACE, CHOSEN, texts)
    trial = replace(trial, now_late=("（2025）辽9901民初1号",))
    moved = try_indicator(workspace, version, (PLACE, YEAR), changed(opened), texts)
    for judges in (True, False):
        for export in (
            readings_export(trial, texts, cases=True, judges=judges),
            indicator_export(moved, texts, cases=True, judges=judges),
        ):
            assert {len(row) for row in export.rows} == {len(export.titles)}


def test_from_so_many_cases_on_one_need_not_wait() -> None:
    full = replace(EMPTY, tables={"case": TableState(log=1, rows=11, key=("case_number",))})
    assert is_long(full, 10)
    assert not is_long(full, 11)
    assert not is_long(EMPTY, 0)
