"""The state of the service: for its operators, without business data; the probe tells nothing."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.desk_cast import ClientOf, Desk
from tuobo.core.clock import now
from tuobo.operations import service_health as looking
from tuobo.operations.service_health import BACKUP_MARK, State, service_health
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.job_actions import (
    Starter,
    begin_job,
    fail_job,
    make_job,
    meet_worker,
)


def states(workspace: Workspace) -> dict[str, State]:
    return {one.code: one.state for one in service_health(workspace, at=now()).checks}


def test_operators_see_it_and_nobody_of_the_business_does(client_of: ClientOf) -> None:
    for name in ("system_administrator", "security_administrator"):
        page = client_of(name).get("/service/")
        assert page.status_code == 200
        assert "运行状况" in page.content.decode()
    for name in ("president", "trial_management", "judge", "audit_administrator"):
        assert client_of(name).get("/service/").status_code == 404


def test_failed_work_is_told_without_what_it_was_about(client_of: ClientOf, desk: Desk) -> None:
    """Only the system administrator may see background work, and of it no file and no case."""
    starter = Starter(account=desk.accounts["trial_management"].pk)
    job = make_job("import.check", {"upload": 7}, starter=starter, at=now())
    begin_job(job.pk, worker="w", at=now())
    fail_job(job.pk, "intake.columns_missing", {"file": "机密.xlsx"}, at=now())
    page = client_of("system_administrator").get("/service/").content.decode()
    assert "intake.columns_missing" in page
    assert "机密" not in page
    assert "intake.columns_missing" not in client_of("security_administrator").get(
        "/service/"
    ).content.decode()  # fmt: skip


def test_it_asks_the_database_little(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = client_of("system_administrator")
    browser.get("/service/")
    with django_assert_num_queries(9):
        browser.get("/service/")


def test_a_desk_without_worker_and_backup_says_so(desk: Desk) -> None:
    found = states(desk.store.workspace)
    assert found["database"] is found["data"] is found["build"] is State.GOOD
    assert found["worker"] is State.BAD
    assert found["backup"] is State.WARN
    meet_worker("here", host="here", process=1, at=now())
    assert states(desk.store.workspace)["worker"] is State.GOOD


def test_a_backup_is_noted_by_touching_a_file(desk: Desk) -> None:
    mark = desk.store.folder / "store" / BACKUP_MARK
    try:
        mark.touch()
        assert states(desk.store.workspace)["backup"] is State.GOOD
        old = (now() - timedelta(days=3)).timestamp()
        os.utime(mark, (old, old))
        assert states(desk.store.workspace)["backup"] is State.WARN
    finally:
        mark.unlink()


def test_work_that_waits_too_long_is_told(desk: Desk) -> None:
    starter = Starter(account=desk.accounts["trial_management"].pk)
    make_job("import.check", {}, starter=starter, at=now() - timedelta(minutes=9))
    assert states(desk.store.workspace)["queue"] is State.GOOD
    make_job("import.check", {}, starter=starter, at=now() - timedelta(minutes=11))
    assert states(desk.store.workspace)["queue"] is State.WARN


def test_the_probe_needs_no_log_in_and_tells_nothing(desk: Desk) -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_the_probe_fails_with_the_database(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        vendor = "sqlite"

        def cursor(self) -> None:
            raise DatabaseError

    monkeypatch.setattr(looking, "connection", Broken())
    assert not looking.is_answering()
