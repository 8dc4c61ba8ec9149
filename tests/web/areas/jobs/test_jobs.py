"""The pages of background work: one's own only, moving while it runs, its file for its owner."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from tests.desk_cast import ClientOf, Desk
from tuobo.core.clock import now, today
from tuobo.operations.jobs.result_files import job_folder
from tuobo.operations.jobs.run_job import run_job
from tuobo.records.accounts.models import Grant
from tuobo.records.audit.models import AuditEvent
from tuobo.records.registry.job_actions import (
    Outcome,
    Starter,
    begin_job,
    fail_job,
    finish_job,
    make_job,
    tell_progress,
)
from tuobo.records.registry.models import Job

POLLED = 'hx-trigger="load delay:1s"'


@pytest.fixture
def job(desk: Desk) -> int:
    """A waiting check of an import of the trial-management office."""
    account = desk.accounts["trial_management"].pk
    starter = Starter(account=account, page="/imports/7/")
    return make_job("import.check", {}, starter=starter, at=now()).pk


def test_a_job_is_there_for_its_owner_only(client_of: ClientOf, job: int) -> None:
    assert client_of("trial_management").get(f"/jobs/{job}/").status_code == 200
    assert client_of("president").get(f"/jobs/{job}/").status_code == 404
    assert "检查导入文件" not in client_of("president").get("/jobs/").content.decode()
    assert client_of("president").post(f"/jobs/{job}/cancel/").status_code == 404


def test_the_part_looks_again_until_the_job_is_over(client_of: ClientOf, job: int) -> None:
    browser = client_of("trial_management")
    begin_job(job, worker="w", at=now())
    tell_progress(job, "import.step.reading", {}, done=3, total=4)
    part = browser.get(f"/jobs/{job}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert POLLED in part
    assert "75%" in part
    assert "正在读取文件" in part
    finish_job(job, Outcome(reference="7", rows=12), at=now())
    part = browser.get(f"/jobs/{job}/", headers={"HX-Request": "true"}).content.decode()
    assert POLLED not in part
    assert 'href="/imports/7/"' in part


def test_a_failure_says_why_and_can_be_run_again(client_of: ClientOf, job: int) -> None:
    browser = client_of("trial_management")
    begin_job(job, worker="w", at=now())
    fail_job(job, "store.moved_on", {"based_on": "1", "latest": "2-ab"}, at=now())
    page = browser.get(f"/jobs/{job}/").content.decode()
    assert "最新版本已是 2-ab" in page
    assert "[store.moved_on]" in page
    assert browser.post(f"/jobs/{job}/again/").status_code == 302
    assert Job.objects.get(pk=job).state == "waiting"
    assert browser.post(f"/jobs/{job}/again/").status_code == 409


def test_a_waiting_job_is_cancelled(client_of: ClientOf, job: int) -> None:
    browser = client_of("trial_management")
    assert browser.post(f"/jobs/{job}/cancel/").url == f"/jobs/{job}/"
    assert "已取消" in browser.get(f"/jobs/{job}/").content.decode()


def test_the_file_is_sent_to_its_owner_and_the_log_knows(
    client_of: ClientOf, job: int, settings: Settings, tmp_path: Path
) -> None:
    settings.TUOBO_STORE = tmp_path
    folder = job_folder(tmp_path, job)
    folder.mkdir(parents=True)
    (folder / "案件.xlsx").write_bytes(b"rows")
    begin_job(job, worker="w", at=now())
    finish_job(job, Outcome(file="案件.xlsx", rows=5), at=now())
    answer = client_of("trial_management").get(f"/jobs/{job}/file/")
    assert b"".join(answer.streaming_content) == b"rows"  # type: ignore[attr-defined]
    assert AuditEvent.objects.get(kind="job.file_fetched").fields["rows"] == 5
    assert client_of("president").get(f"/jobs/{job}/file/").status_code == 404


def test_the_list_asks_the_database_the_same_however_long_it_is(
    client_of: ClientOf, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = client_of("trial_management")
    starter = Starter(account=desk.accounts["trial_management"].pk)
    for _ in range(25):
        make_job("import.check", {}, starter=starter, at=now())
    browser.get("/jobs/")
    with django_assert_num_queries(8):
        page = browser.get("/jobs/")
    assert page.content.decode().count("编号") == 20


def test_whoever_has_lost_the_right_gets_no_file_any_more(
    desk: Desk, client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.TUOBO_STORE = tmp_path
    office = client_of("audit_administrator")
    page = office.post("/administration/rights/export/").headers["Location"]
    run_job.call(int(page.strip("/").rpartition("/")[2]))
    fetched = office.get(f"{page}file/")
    assert fetched.status_code == 200
    fetched.close()

    Grant.objects.filter(account=desk.accounts["audit_administrator"]).update(ends_on=today())

    assert office.get(f"{page}file/").status_code == 404
