"""The plan as a workbook and as a Word file: rows, months, criteria, and the log."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
import pytest

from tests.desk_cast import CIVIL_1, ClientOf
from tests.programme_cast import Keeper
from tuobo.core.clock import today
from tuobo.records.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(keeper: Keeper) -> None:
    """A problem whose task was reviewed this month, and one without a task."""
    problem = keeper.problem()
    keeper.problem(statement="送达慢")
    task = keeper.enter(
        "task", title="每周核对排期", problems=problem, lead_unit=CIVIL_1, target="二十天以内"
    )
    month = today().isoformat()[:7]
    keeper.enter("task_review", task=task, period=month, status="on_track",
                 comment="按周核对", next_review_on=f"{today().year + 1}-01-15")  # fmt: skip


def rows_of(content: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [["" if one is None else str(one) for one in row] for row in sheet.values]


def test_a_workbook_has_a_row_a_task_and_a_column_a_month(client_of: ClientOf, plan: None) -> None:
    answer = client_of("trial_management").get("/programme/plan/export.xlsx")

    assert answer.status_code == 200
    rows = rows_of(answer.content)
    heads = next(at for at, row in enumerate(rows) if row[0] == "问题编号")
    first, second = rows[heads + 1 : heads + 3]
    assert rows[heads][14:] == [*rows[heads][14:19], today().isoformat()[:7]]  # six months
    assert (first[1], first[5], first[9]) == ("审理用时偏长", "每周核对排期", CIVIL_1)
    assert first[19] == f"正常：按周核对（下次复核 {today().year + 1}-01-15）"
    assert (second[1], second[5]) == ("送达慢", "没有任务")
    criteria = {row[0]: row[1] for row in rows[:heads]}
    assert criteria["内容"] == "问题 2 项，任务 1 项"
    assert AuditEvent.objects.filter(kind="list.exported").count() == 1


def test_on_paper_the_months_stand_in_one_column(client_of: ClientOf, plan: None) -> None:
    answer = client_of("president").get("/programme/plan/export.docx?since=2026-01-01")

    assert answer.status_code == 200
    word = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any(
        one.endswith(f"正常：按周核对（下次复核 {today().year + 1}-01-15）") for one in cells
    )
    assert "2026年1月1日" in "\n".join(one.text for one in word.paragraphs)


def test_there_is_no_other_form_and_no_unreadable_day(client_of: ClientOf) -> None:
    client = client_of("president")

    assert client.get("/programme/plan/export.pdf").status_code == 404
    assert client.get("/programme/plan/export.xlsx?since=soon").status_code == 404


def test_the_plan_leads_to_its_files_for_whoever_may_export(
    client_of: ClientOf, plan: None
) -> None:
    page = client_of("president").get("/programme/plan/").content.decode()

    assert "/programme/plan/export.xlsx" in page
    observer = client_of("observer").get("/programme/plan/?org=辽9901").content.decode()
    assert "/programme/plan/export" not in observer
