"""A new ledger is one file of at most sixty lines; pages, import, export, rights, boards, figures,
API and the log follow from it without a line of code.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from tests.desk_cast import CIVIL_1, COURT, ClientOf, Desk
from tuobo.core.clock import now, today
from tuobo.core.content import Content
from tuobo.core.period import Period
from tuobo.engines.reports.compose import Ask
from tuobo.engines.reports.document import Form, Passport
from tuobo.operations.ledger_versions.figures import ledger_figures
from tuobo.operations.ledgers.keep_version import keep_ledgers
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.models import Entry

OVERLAY = Path(__file__).parent / "overlay"
FILE = OVERLAY / "ledgers" / "window_visit.yaml"
HERE = "/ledgers/window_visit/"


@pytest.fixture(autouse=True)
def _in_use(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    settings.TUOBO_CONTENT = Content().with_overlay(OVERLAY)
    settings.TUOBO_STORE = tmp_path  # the sample's store is everybody's: no test writes to it


def test_the_file_has_eight_fields_three_states_and_at_most_sixty_lines() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert text.count("  - {id: ") == 8 + 3 + 1 + 1 + 1 + 2  # clock, cadence, view, two figures


def test_it_is_listed_filled_moved_and_read_by_the_api(client_of: ClientOf, desk: Desk) -> None:
    head, president = client_of("division_head"), client_of("president")
    assert "窗口走访台账" in head.get("/ledgers/").content.decode()
    sent = {"f.subject": "走访企业", "f.held_on": today().isoformat(), "f.people": "3"}
    made = head.post(f"{HERE}new/", {**sent, "f.cases": "(2026)辽9901民初12号", "f.kind": "desk"})
    entry = Entry.objects.get()
    assert made.headers["Location"] == f"{HERE}{entry.pk}/"
    assert entry.values["cases"] == ["（2026）辽9901民初12号"]

    head.post(f"{HERE}{entry.pk}/move/hold/", {"revision": "1"})
    assert head.get(f"{HERE}{entry.pk}/move/settle/").status_code == 200
    settled = {"revision": "2", "f.result": "已答复"}
    assert head.post(f"{HERE}{entry.pk}/move/settle/", settled).status_code == 409
    assert president.post(f"{HERE}{entry.pk}/move/settle/", settled).status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.closed_on) == ("settled", today())

    assert "走访企业" in president.get(HERE).content.decode()
    assert "走访企业" not in president.get(f"{HERE}?view=unsettled").content.decode()
    told = president.get("/api/v1/ledgers/window_visit").json()
    assert told["entries"][0]["values"]["held_on"] == today().isoformat()
    steps = AuditEvent.objects.filter(subject=f"window_visit/{entry.number}")
    assert steps.count() == 3


def test_its_rights_hold_everywhere(client_of: ClientOf, desk: Desk) -> None:
    client_of("division_head").post(
        f"{HERE}new/", {"f.subject": "走访企业", "f.held_on": today().isoformat()}
    )
    entry = Entry.objects.get()
    for address in (HERE, f"{HERE}{entry.pk}/", f"{HERE}about/", f"{HERE}cadences/"):
        assert client_of("observer").get(address).status_code == 200
        assert client_of("clerk").get(address).status_code == 404
        assert client_of("party_office").get(address).status_code == 404
    assert client_of("outsider").get(f"{HERE}{entry.pk}/").status_code == 404
    assert client_of("observer").post(f"{HERE}new/", {"f.subject": "甲"}).status_code == 404


def test_it_is_imported_from_its_own_template_and_exported_again(client_of: ClientOf) -> None:
    office = client_of("service_centre")
    template = office.get(f"{HERE}template.xlsx").content
    titles = [str(one.value) for one in openpyxl.load_workbook(BytesIO(template)).worksheets[0][1]]
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, titles)
        for row, subject in enumerate(("走访社区", ""), start=1):
            values = {"主题*": subject, "日期*": "2026.11.3", "方式": "电话", "经费": "1.2万",
                      "填报单位": CIVIL_1}  # fmt: skip
            sheet.write_row(row, 0, [values.get(title, "") for title in titles])
    file = SimpleUploadedFile("走访.xlsx", target.getvalue())

    shown = office.post(f"{HERE}import/", {"file": file}).content.decode()
    digest = shown.partition('name="digest" value="')[2][:64]
    done = office.post(
        f"{HERE}import/commit/", {"digest": digest, "name": "走访.xlsx", "accepted": "1"}
    )
    assert done.status_code == 302
    assert Entry.objects.get().values["cost"] == 1_200_000
    marked = office.get(f"{HERE}import/{digest}/rejected.xlsx?name=走访.xlsx")
    assert openpyxl.load_workbook(BytesIO(marked.content)).active is not None

    for form in ("xlsx", "docx"):
        assert office.get(f"{HERE}export.{form}").content.startswith(b"PK")


def test_its_cadence_and_figures_count_what_was_held(client_of: ClientOf, desk: Desk) -> None:
    head = client_of("division_head")
    sent = {"f.subject": "走访企业", "f.held_on": today().isoformat(), "f.people": "3"}
    head.post(f"{HERE}new/", sent)
    head.post(f"{HERE}{Entry.objects.get().pk}/move/hold/", {"revision": "1"})

    board = head.get(f"{HERE}cadences/").content.decode()
    figures = head.get(f"{HERE}figures/?period={today().year}").content.decode()

    assert "1/1" in board
    assert "按期" in board
    assert "接待人次" in figures
    assert "走访〔" in figures


def test_a_report_may_print_its_figures(client_of: ClientOf, settings: Settings) -> None:
    """Three visitors in one visit: the token {window_visit.served} of this year prints 3."""
    head = client_of("division_head")
    sent = {"f.subject": "走访企业", "f.held_on": today().isoformat(), "f.people": "3"}
    head.post(f"{HERE}new/", sent)
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    version = keep_ledgers(workspace.content, workspace.store, on=today())

    figures = ledger_figures(workspace, version, workspace.texts(), now(), least=0)
    assert figures is not None
    ask = Ask(
        definition="window_visit.served",
        form=Form.VALUE,
        period=Period.of(str(today().year)),
        scope=(("court", (COURT,)),),
    )
    printed = figures.figure(ask)

    assert isinstance(printed, Passport)
    assert printed.text.startswith("3")
    assert printed.evidence.data_version == version
