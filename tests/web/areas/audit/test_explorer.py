"""The audit explorer: one box, filters, pages, export and proof; each use of it in the log."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from openpyxl import load_workbook
from pytest_django import Settings

from tests.desk_cast import ClientOf, Desk
from tests.finished_jobs import file_of
from tuobo.core.clock import now, today
from tuobo.operations.audit_log import verify_log
from tuobo.records.audit.actions import Actor, record
from tuobo.records.audit.chain import sm3
from tuobo.records.audit.models import AuditEvent
from tuobo.records.audit.queries import verify_chain
from tuobo.records.registry.models import Job

CASE = "（2026）辽9901民初12号"


@pytest.fixture
def log(desk: Desk) -> None:
    judge = Actor.of(desk.accounts["judge"], "10.0.0.7")
    record("account.login", actor=judge, at=now(), subject="judge")
    record("case.read", actor=judge, at=now(), subject=CASE)
    for _ in range(60):
        record("list.exported", actor=judge, at=now(), subject="案件清单", rows=3, criteria="")


def _rows(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'<td class="number"[^>]*>(\d+)</td>', page)]


def test_events_are_told_in_sentences_the_newest_first(log: None, client_of: ClientOf) -> None:
    page = client_of("audit_administrator").get("/audit/").text
    assert _rows(page)[:3] == [63, 62, 61], "63 is this reading itself"
    assert "法官丙02 导出 案件清单：3 行" in page
    english = client_of("audit_administrator")
    english.cookies["tuobo_lang"] = "en"
    assert "法官丙02 exported 案件清单: 3 rows" in english.get("/audit/").text


@pytest.mark.parametrize(
    "typed", ["(2026)辽9901民初12号", "（2026）辽9901民初12号", "2026辽9901民初第12号"]
)
def test_a_case_number_is_found_however_it_is_written(
    log: None, client_of: ClientOf, typed: str
) -> None:
    page = client_of("audit_administrator").get("/audit/", {"text": typed}).text
    assert f"法官丙02 查看案件 {CASE}" in page
    assert 2 in _rows(page)


def test_pages_go_on_and_keep_the_filter(log: None, client_of: ClientOf) -> None:
    browser = client_of("audit_administrator")
    first = browser.get("/audit/?kind=list.exported").text
    assert len(_rows(first)) == 50
    older = re.search(r'href="([^"]+)" rel="next"', first)
    assert older
    second = browser.get(older[1].replace("&amp;", "&")).text
    assert _rows(second) == list(range(12, 2, -1))
    assert "导出列表" in second


def test_days_are_read_in_any_writing_and_what_cannot_be_read_is_marked(
    log: None, client_of: ClientOf
) -> None:
    page = client_of("audit_administrator").get("/audit/?first=2026.2.30&last=２０９９年1月1日")
    assert page.status_code == 200
    assert "没有“2026.2.30”这一天" in page.text
    assert "2099-01-01" in page.text
    assert AuditEvent.objects.latest("sequence").fields == {"criteria": "last:2099-01-01"}


def test_each_look_is_told(log: None, client_of: ClientOf) -> None:
    client_of("audit_administrator").get("/audit/?text=judge&family=read")
    event = AuditEvent.objects.latest("sequence")
    assert (event.kind, event.account) == ("audit.read", "audit_administrator")
    assert event.fields == {"criteria": "text:judge；family:read"}


def test_nothing_found_says_what_to_do(log: None, client_of: ClientOf) -> None:
    assert "请放宽条件" in client_of("audit_administrator").get("/audit/?text=nothing").text


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=99999999999", "family=x"])
def test_an_address_that_makes_no_sense_does_no_harm(
    log: None, client_of: ClientOf, query: str
) -> None:
    assert client_of("audit_administrator").get(f"/audit/?{query}").status_code == 200


def test_an_export_holds_all_that_the_filter_finds(
    log: None, client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.TUOBO_STORE = tmp_path
    browser = client_of("audit_administrator")
    answer = browser.post("/audit/export/?kind=list.exported")
    (sheet,) = load_workbook(BytesIO(file_of(browser, answer)))
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    body = rows[-60:]
    assert [row[0] for row in body] == [str(number) for number in range(3, 63)]
    assert Job.objects.get().file == f"审计日志 {today()}.xlsx", "the court's own day"
    told = AuditEvent.objects.get(kind="audit.exported")
    assert told.fields["rows"] == 60
    assert told.account == "audit_administrator"
    assert AuditEvent.objects.latest("sequence").kind == "job.file_fetched"
    assert told.fields["rows_digest"] == sm3("".join("\t".join(row) + "\n" for row in body))
    assert browser.get("/audit/export/").status_code == 405, "a link exports nothing"


def test_the_proof_says_that_the_chain_is_whole(log: None, client_of: ClientOf) -> None:
    browser = client_of("audit_administrator")
    assert "日志现有 62 条" in browser.get("/audit/verify/").text
    kept = verify_chain().last_digest
    answer = browser.post("/audit/verify/", {"digest": f" {kept.upper()} "})
    assert "您保存的摘要在其中" in answer.text
    assert AuditEvent.objects.latest("sequence").fields["outcome"] == "whole"


def test_the_proof_says_where_the_chain_is_broken(log: None, client_of: ClientOf) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER audit_refuses_update")
    AuditEvent.objects.filter(sequence=7).update(person="法官丁02")
    answer = client_of("audit_administrator").post("/audit/verify/", {"digest": ""})
    assert "在第 7 条断开" in answer.text
    assert AuditEvent.objects.latest("sequence").fields["outcome"] == "broken"


def test_a_digest_that_is_none_is_told(log: None, client_of: ClientOf) -> None:
    browser = client_of("audit_administrator")
    short = browser.post("/audit/verify/", {"digest": "abc"})
    assert short.status_code == 400
    assert "64 位十六进制" in short.text
    other = browser.post("/audit/verify/", {"digest": sm3("elsewhere")})
    assert "日志中没有您保存的摘要" in other.text


def test_a_long_log_is_proven_stretch_by_stretch(
    log: None, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No request waits for all of it; how far it is stands in the session, not in the form."""
    monkeypatch.setattr(verify_log, "STRETCH", 25)
    browser = client_of("audit_administrator")
    assert "已核验 25 条，共 62 条" in browser.post("/audit/verify/", {"digest": ""}).text
    assert "已核验 50 条" in browser.post("/audit/verify/", {"next": "1"}).text
    assert "审计链完整：62 条" in browser.post("/audit/verify/", {"next": "1"}).text
    told = [one.fields for one in AuditEvent.objects.filter(kind="audit.verified")]
    assert [one["events"] for one in told] == [62]


def test_going_on_without_having_begun_proves_nothing(log: None, client_of: ClientOf) -> None:
    answer = client_of("audit_administrator").post("/audit/verify/", {"next": "1"})
    assert "审计链完整" not in answer.text
    assert not AuditEvent.objects.filter(kind="audit.verified").exists()
