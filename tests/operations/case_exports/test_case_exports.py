"""Lists as files: cut to the reach, the place among the criteria, the same at once and later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.desk_cast import CIVIL_1, COURT, Desk
from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, CaseState, select_rows
from tuobo.operations.case_exports.asked import CaseExportAsked, export_of
from tuobo.operations.case_exports.in_background import KIND
from tuobo.operations.case_exports.write import write_list
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.jobs.result_files import job_folder
from tuobo.operations.jobs.starting import start_job
from tuobo.operations.jobs.working import work_off
from tuobo.records.audit.models import AuditEvent
from tuobo.records.registry.job_actions import Starter
from tuobo.records.registry.job_queries import job_line

NOTHING: frozenset[str] = frozenset()
IN_CIVIL_1 = Reach((Place(court=COURT, division=CIVIL_1),))


@pytest.fixture
def opened(desk: Desk) -> Iterator[OpenVersion]:
    workspace = desk.store.workspace
    with the_desk(workspace.store, workspace.content).now() as version:
        yield version


def asked(opened: OpenVersion, **changes: str) -> CaseExportAsked:
    plain = {"form": "xlsx", "query": "state=open", "version": opened.version.id}
    return CaseExportAsked(columns=("case_number", "judge", "due_on"), **{**plain, **changes})


def count(opened: OpenVersion, reach: Reach) -> int:
    return len(select_rows(opened.docket, reach, CaseFilter(state=CaseState.OPEN)))


def texts(opened: OpenVersion) -> Texts:
    return Texts(opened.workspace.content)


def test_the_place_stands_among_the_criteria(opened: OpenVersion) -> None:
    wanted = asked(opened, court=COURT, division=CIVIL_1)
    whole = Reach((Place(court=COURT),))

    export = export_of(opened, wanted, whole, NOTHING, texts(opened))

    assert export.criteria[0][0] == "范围"
    assert export.criteria[0][1].endswith(CIVIL_1)
    assert len(list(export.rows)) == count(opened, IN_CIVIL_1)


def test_a_place_outside_the_reach_is_refused(opened: OpenVersion) -> None:
    wanted = asked(opened, court=COURT, division="执行局")

    with pytest.raises(RequestError) as raised:
        export_of(opened, wanted, IN_CIVIL_1, NOTHING, texts(opened))

    assert raised.value.code == "desk.no_place"


def test_hidden_columns_are_left_out(opened: OpenVersion) -> None:
    export = export_of(opened, asked(opened), IN_CIVIL_1, frozenset({"judge"}), texts(opened))

    assert export.titles == ("案号", "届满日")


def test_a_form_that_there_is_not_is_refused(opened: OpenVersion, tmp_path: Path) -> None:
    export = export_of(opened, asked(opened), IN_CIVIL_1, NOTHING, texts(opened))

    with pytest.raises(RequestError) as raised:
        write_list(opened.workspace, export, tmp_path / "a.pdf", form="pdf", texts=texts(opened))

    assert raised.value.code == "cases.export.no_form"


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_in_the_background_the_reach_is_that_of_the_day_it_runs(
    desk: Desk, opened: OpenVersion, form: str
) -> None:
    """The head of a division asks; the file holds the division, and the log is told."""
    account = desk.accounts["division_head"]
    starter = Starter(account=account.pk, court=COURT, page="/jobs/{job}/")
    job = start_job(KIND, asked(opened, form=form), starter=starter, at=now())

    work_off()

    line = job_line(job, account.pk)
    assert line is not None
    assert (line.state, line.rows) == ("done", count(opened, IN_CIVIL_1))
    path = job_folder(desk.store.workspace.store, job) / line.file
    if form == "xlsx":
        sheet = openpyxl.load_workbook(path).active
        assert sheet.max_row > count(opened, IN_CIVIL_1)
    event = AuditEvent.objects.get(kind="list.exported")
    assert (event.account, event.fields["rows"]) == ("division_head", line.rows)


def test_a_right_that_is_gone_when_it_runs_ends_the_job(desk: Desk, opened: OpenVersion) -> None:
    account = desk.accounts["judge"]
    starter = Starter(account=account.pk, court=COURT, page="/jobs/{job}/")
    job = start_job(KIND, asked(opened), starter=starter, at=now())
    account.grants.update(ends_on=account.grants.get().starts_on)

    work_off()

    line = job_line(job, account.pk)
    assert line is not None
    assert (line.state, line.error) == ("failed", "job.right_lost")
