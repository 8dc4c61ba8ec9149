"""The pages of the report studio: from a draft to publication and correction, and who may do what.

The store is the small one: twelve cases, six of them closed in May 2025. The briefing is short; the
special report has the section that tells the problems of the ledger.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.desk_cast import CIVIL_1, ClientOf, Desk
from tests.own_store import DAY
from tests.sample_store import AT
from tuobo.operations.commit_import import commit_import
from tuobo.operations.jobs.working import work_off
from tuobo.operations.ledgers.desk import Visitor, open_ledgers
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.writing import create_entry, move_entry
from tuobo.operations.rehearse_import import rehearse_import
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.models import Entry
from tuobo.records.registry.models import Report

PERIOD = "2025-05"


@pytest.fixture
def office(client_of: ClientOf, workspace: Workspace) -> Client:
    assert workspace.snapshots.latest().number == 1
    return client_of("trial_management")


def composed(office: Client, outline: str = "briefing", **more: str) -> int:
    """Through the form; the number of the report."""
    given = {"outline": outline, "period": PERIOD, **more}
    answer = office.post("/reports/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    job = answer.headers["Location"].strip("/").split("/")[-1]
    made = office.get(f"/reports/made/{job}/")
    return int(made.headers["Location"].strip("/").split("/")[-1])


@pytest.fixture
def report(office: Client) -> int:
    return composed(office)


def page(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def post(browser: Client, report: int, step: str, **given: object) -> int:
    """The status of a step, taken at the present revision unless another is given."""
    given.setdefault("revision", Report.objects.get(pk=report).revision)
    return int(browser.post(f"/reports/{report}/{step}/", given).status_code)


def another_month(workspace: Workspace, folder: Path) -> None:
    """Two more cases of 2025, closed: data version 2."""
    file = folder / "补报.csv"
    head = "案号,立案日期,结案日期,结案方式,适用程序,承办审判庭,承办人\n"
    rows = "".join(
        f"（2025）辽9901民初{number}号,2025-03-03,2025-05-07,判决,简易程序,民事审判第一庭,法官丙02\n"
        for number in (21, 22)
    )
    file.write_text(head + rows, encoding="utf-8")
    rehearsed = rehearse_import(workspace, [file], day=DAY, with_effects=False)
    commit_import(workspace, rehearsed, at=AT, who="clerk")


def test_a_report_is_composed_in_the_background_and_shown_with_its_figures(
    office: Client, report: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(11):
        text = page(office, f"/reports/{report}/")
    assert "chip-figure" in text
    assert "还没有用最新数据版本" in text
    with django_assert_num_queries(8):
        assert f"/reports/{report}/" in page(office, "/reports/")
    assert AuditEvent.objects.filter(kind="report.composed").exists()


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(office: Client) -> None:
    given = {"outline": "poem", "period": "十年前", "receiver": "样本中级人民法院"}
    answer = office.post("/reports/new/", given)
    assert answer.status_code == 400
    assert set(answer.context["page"].form.errors) == {"outline", "period"}
    assert "样本中级人民法院" in answer.content.decode()
    assert page(office, "/reports/made/999/", 404)


def test_words_are_edited_by_one_after_the_other_and_figures_stay(
    office: Client, client_of: ClientOf, report: int
) -> None:
    """The second editor is told, and the own words are kept in the form."""
    found = office.get(f"/reports/{report}/").context["page"]
    at = next(
        one.view.at
        for one in found.blocks
        if one.view.is_editable and any(part.kind == "figure" for part in one.view.parts)
    )
    address = f"/reports/{report}/blocks/{at}/"
    form = office.get(address).context["page"].form
    words = {name: form[name].value() or "" for name in ("lead", "revision") if name in form.fields}
    text = str(form["text"].value())
    assert "⟦1⟧" in text
    lost = office.post(address, {**words, "text": "没有⟦77⟧这个数字"})
    assert lost.status_code == 400
    assert office.post(address, {**words, "text": f"我院{text}"}).status_code == 302
    late = client_of("president").post(address, {**words, "text": f"本院{text}"})
    assert late.status_code in {400, 409}
    told = late.content.decode()
    assert "同事已先保存" in told
    assert f"本院{text}"[:12] in told
    studio = page(office, f"/reports/{report}/")
    assert "我院" in studio
    assert "改文字" in studio


def test_a_paragraph_is_added_removed_and_the_head_changed(office: Client, report: int) -> None:
    assert post(office, report, "blocks/1/add", text="另据了解，情况属实。") == 302
    assert "另据了解" in page(office, f"/reports/{report}/")
    assert post(office, report, "blocks/2/remove") == 302
    assert "另据了解，情况属实。</p>" not in page(office, f"/reports/{report}/")
    assert post(office, report, "blocks/2/remove", revision=1) == 409
    assert post(office, report, "front", title="") == 400
    assert post(office, report, "front", title="十月审判质效简报") == 302
    assert "十月审判质效简报" in page(office, "/reports/")
    assert page(office, f"/reports/{report}/blocks/999/", 404)


def test_a_stale_figure_is_updated_or_kept_with_a_reason(
    office: Client, report: int, workspace: Workspace, tmp_path: Path
) -> None:
    """Six cases were closed in 2025; with the later import they are eight."""
    another_month(workspace, tmp_path)
    assert post(office, report, "update") == 409  # not compared with the latest data yet
    assert post(office, report, "compare") == 302
    work_off()
    found = office.get(f"/reports/{report}/").context["page"].page
    stale = [one for one in found.figures.values() if one.state == "stale"]
    assert len(stale) >= 2
    kept, updated = stale[:2]
    card = page(office, f"/reports/{report}/figures/{kept.passport.code}/")
    assert kept.latest in card
    assert post(office, report, f"figures/{kept.passport.code}/keep", note="") == 409
    note = "印发时的数"
    assert post(office, report, f"figures/{kept.passport.code}/keep", note=note) == 302
    assert post(office, report, f"figures/{updated.passport.code}/update") == 302
    found = office.get(f"/reports/{report}/").context["page"].page
    states = {one.passport.code: one.state for one in found.figures.values()}
    assert states[kept.passport.code] == "kept"
    assert found.figures[updated.passport.code].passport.text == updated.latest
    assert post(office, report, "update") in {302, 409}  # all others, if there are any
    found = office.get(f"/reports/{report}/").context["page"].page
    assert found.figures[kept.passport.code].passport.text == kept.passport.text
    assert note in page(office, f"/reports/{report}/")


def test_it_is_reviewed_by_another_published_and_can_then_only_be_corrected(
    office: Client, client_of: ClientOf, workspace: Workspace, tmp_path: Path
) -> None:
    report = composed(office)
    president = client_of("president")
    assert post(office, report, "review") == 409  # the own draft
    assert post(president, report, "publish") == 409  # not reviewed
    assert post(president, report, "review") == 302
    assert post(president, report, "return", note="") == 409
    assert post(president, report, "return", note="第二段再核") == 302
    assert "第二段再核" in page(office, f"/reports/{report}/")
    _filled(office, report)
    assert post(president, report, "review") == 302
    assert post(president, report, "publish") == 302
    work_off()
    assert Report.objects.get(pk=report).state == "published"
    assert post(office, report, "blocks/1/add", text="再加一段") == 400
    assert "Word" in page(office, f"/reports/{report}/")

    another_month(workspace, tmp_path)
    shelf = Report.objects.get(pk=report).shelf
    later = composed(office, corrects=shelf)
    _filled(office, later)
    assert post(president, later, "review") == 302
    assert post(president, later, "publish") == 302
    work_off()
    assert "本报告已被更正" in page(office, f"/reports/{report}/")
    erratum = words_of(office, f"/reports/{later}/erratum/")
    assert "更正" in erratum
    assert page(office, f"/reports/{report}/erratum/", 404)


def _filled(office: Client, report: int) -> None:
    """Every gap of the draft is replaced by words or taken out with its block."""
    while gaps := office.get(f"/reports/{report}/").context["page"].page.gaps:
        at = gaps[0].block
        step = "front" if at < 0 else f"blocks/{at}/remove"
        given = {"title": "简报", "number": "样本〔2026〕1号", "signer": "院长01"}
        assert post(office, report, step, **(given if at < 0 else {})) == 302


def words_of(browser: Client, address: str) -> str:
    """What a Word file says: paragraphs and tables."""
    answer = browser.get(address)
    assert answer.status_code == 200
    file = docx.Document(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    cells = [one.text for table in file.tables for row in table.rows for one in row.cells]
    return "\n".join([one.text for one in file.paragraphs] + cells)


def test_files_say_what_the_page_says_and_leaving_is_told(office: Client, report: int) -> None:
    post(office, report, "blocks/1/add", text="另据了解，情况属实。")
    assert "另据了解，情况属实。" in words_of(office, f"/reports/{report}/file/docx/")
    html = office.get(f"/reports/{report}/file/html/")
    assert "另据了解" in b"".join(html.streaming_content).decode()  # type: ignore[arg-type, attr-defined]
    assert "草稿" in html.headers["Content-Disposition"] or "utf-8" in str(html.headers)
    assert AuditEvent.objects.filter(kind="report.fetched").count() == 2
    for wrong in ("exe", "pdf"):
        assert page(office, f"/reports/{report}/file/{wrong}/", 404)
    assert office.post(f"/reports/{report}/pdf/").status_code == 302
    assert office.get("/reports/fonts.css").headers["Content-Type"] == "text/css"


def test_a_problem_entered_on_the_web_is_in_the_report_composed_after_it(
    office: Client, desk: Desk, workspace: Workspace, settings: Settings
) -> None:
    """Nobody kept a ledger version in between: composing freezes the ledgers itself."""
    before = composed(office, "special_report")
    assert "庭审记录不及时" not in page(office, f"/reports/{before}/")
    _problem(desk, workspace, settings)
    after = page(office, f"/reports/{composed(office, 'special_report')}/")
    assert "庭审记录不及时" in after
    counted = re.search(r"列入清单的问题共(?:<[^>]+>)*(\d+)", after)
    assert counted
    assert counted[1] == "1"


def _problem(desk: Desk, workspace: Workspace, settings: Settings) -> None:
    """Found and listed in May 2025, before the day that the data speak of."""
    account, at = desk.accounts["trial_management"], datetime(2025, 5, 20, 1, tzinfo=UTC)
    visitor = Visitor(
        viewer=viewer_of(account, at.date()),
        actor=Actor.of(account),
        person=account.person_id,
        court=account.person.court.code,
    )
    by = open_ledgers(settings.TUOBO_CONTENT, workspace.store, visitor, at=at)
    raw = {
        "statement": "庭审记录不及时", "dimension": "quality", "found_through": "self",
        "found_on": "2025-05-12", "main_layer": "awareness", "main_cause": "不够重视",
        "solver": "own", "responsible_unit": CIVIL_1, "leader": "院长01", "due_on": "2025-09-30",
    }  # fmt: skip
    written = create_entry(by, ledger="problem", unit=desk.court.pk, given=Given(raw=raw))
    assert written.is_kept, written.problems
    entry = Entry.objects.get(pk=written.entry)
    given = Given(revision=entry.revision)
    assert move_entry(by, entry=entry.pk, event="list", given=given).is_kept


def test_a_draft_is_checked_by_dropping_it_and_nothing_is_kept(
    office: Client, tmp_path: Path
) -> None:
    """From 80 to 84 per cent are four points, not five."""
    file = docx.Document()
    file.add_paragraph("审限内结案率由80%升至84%，上升5个百分点。")
    file.save(str(tmp_path / "总结.docx"))
    content = (tmp_path / "总结.docx").read_bytes()
    answer = office.post("/reports/check/", {"draft": SimpleUploadedFile("总结.docx", content)})
    assert answer.status_code == 200
    assert answer.context["page"].errors == 1
    for wrong in ({"draft": ""}, {"draft": SimpleUploadedFile("总结.docx", b"no zip")}):
        refused = office.post("/reports/check/", wrong)
        assert refused.status_code == 400
        assert refused.context["page"].form.errors["draft"]
    assert not Report.objects.exists()


def test_who_sees_what(client_of: ClientOf, report: int) -> None:
    """Two offices write; Party office and observer read; for others there is no report."""
    addresses = ("/reports/", f"/reports/{report}/", f"/reports/{report}/front/", "/reports/new/")
    answers = {
        who: [client_of(who).get(one).status_code for one in addresses]
        for who in ("president", "party_office", "observer", "division_head", "judge", "nobody")
    }
    assert answers == {
        "president": [200, 200, 200, 200],
        "party_office": [200, 200, 404, 404],
        "observer": [200, 200, 404, 404],
        "division_head": [404, 404, 404, 404],
        "judge": [404, 404, 404, 404],
        "nobody": [404, 404, 404, 404],
    }
    assert "改文字" not in page(client_of("observer"), f"/reports/{report}/")
