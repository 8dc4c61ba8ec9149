"""A key lets a program in as its holder, below /api/ alone, to read; and ends with the holder."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from qsessions.models import Session

from tests.desk_cast import ClientOf, Desk
from tuobo.core.clock import now, today
from tuobo.records.accounts.actions import reset_password, set_active, take_role
from tuobo.records.accounts.api_keys import end_key, make_key
from tuobo.records.accounts.models import Account, ApiKey, Grant
from tuobo.records.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def key_of(account: Account, days: int = 30) -> str:
    until = today() + timedelta(days=days)
    return make_key(account.pk, name="报表程序", expires_on=until, at=now())[1]


def asked(key: str, path: str = "/api/v1/me", *, scheme: str = "Bearer") -> int:
    return Client(headers={"Authorization": f"{scheme} {key}"}).get(path).status_code


def test_a_key_lets_in_as_its_holder(desk: Desk) -> None:
    program = Client(headers={"Authorization": f"Bearer {key_of(desk.accounts['judge'])}"})

    assert program.get("/api/v1/me").json()["login"] == "judge"
    cases = program.get("/api/v1/cases?size=100").json()
    at = cases["columns"].index("judge")
    assert {row[at] for row in cases["rows"]} == {"法官丙02"}
    assert program.get("/api/v1/imports").status_code == 404
    assert not Session.objects.exists(), "a program leaves no session behind"


def test_a_key_opens_no_page_and_changes_nothing(desk: Desk) -> None:
    key = key_of(desk.accounts["president"])

    assert asked(key, "/cases/") == 302
    assert asked(key, "/account/own/") == 302
    program = Client(headers={"Authorization": f"Bearer {key}"})
    assert program.post("/api/v1/me").status_code in {401, 405}


def test_a_wrong_key_is_worth_less_than_none(client_of: ClientOf) -> None:
    """Beside a session too: whoever shows a key means to be let in by it."""
    browser = client_of("judge")
    assert browser.get("/api/v1/me").status_code == 200
    for key in ("Bearer tuobo_abcdefgh_wrong", "Bearer ", "Basic anVkZ2U6eA==", "nonsense"):
        answer = browser.get("/api/v1/me", headers={"Authorization": key})
        assert (answer.status_code, answer.json()["code"]) == (401, "api.not_logged_in")


def test_a_key_ends_with_its_day_its_account_its_password_and_when_it_is_revoked(
    desk: Desk,
) -> None:
    clerk = desk.accounts["clerk"]
    assert asked(key_of(clerk, days=0)) == 200, "the last day is included"
    assert asked(key_of(clerk, days=-1)) == 401

    revoked = key_of(clerk)
    end_key(ApiKey.objects.first().pk, at=now())  # type: ignore[union-attr]
    assert asked(revoked) == 401

    closed = key_of(clerk)
    set_active(clerk, is_active=False)
    set_active(clerk, is_active=True)
    assert asked(closed) == 401, "a return does not bring it back"

    before = key_of(clerk)
    reset_password(clerk)
    assert asked(before) == 401
    assert asked(key_of(clerk)) == 403, "the new password must be changed first"


def test_a_key_has_the_rights_that_its_holder_has_now(desk: Desk) -> None:
    key = key_of(desk.accounts["judge"])
    assert asked(key, "/api/v1/cases") == 200

    take_role(Grant.objects.get(account=desk.accounts["judge"]), on=today())

    assert asked(key, "/api/v1/cases") == 404
    assert asked(key) == 200


def test_reading_personal_data_is_told_to_the_log_and_figures_are_not(desk: Desk) -> None:
    key = key_of(desk.accounts["president"])
    asked(key, "/api/v1/data-versions")
    assert not AuditEvent.objects.exists()

    asked(key, "/api/v1/cases?state=open&size=10")

    event = AuditEvent.objects.get()
    assert (event.kind, event.account, event.subject) == (
        "api_key.read", "president", key.split("_")[1],
    )  # fmt: skip
    assert event.fields == {"address": "/api/v1/cases?state=open&size=10"}


def test_a_key_that_is_wrong_too_often_is_not_taken_for_a_while(desk: Desk) -> None:
    cache.clear()
    key = key_of(desk.accounts["judge"])
    other = key_of(desk.accounts["judge"])
    wrong = [asked(f"{key}x") for _ in range(5)]

    assert wrong == [401, 401, 401, 401, 429]
    locked = Client(headers={"Authorization": f"Bearer {key}"}).get("/api/v1/me")
    assert (locked.status_code, locked.json()["code"]) == (429, "api.key_locked")
    assert asked(other) == 200, "another key is not touched"
    assert Client().post("/account/login/", {"login": "judge", "password": "x"}).status_code == 400
    refused = AuditEvent.objects.filter(kind="api_key.refused")
    assert {one.subject for one in refused} == {key.split("_")[1]}


def test_only_a_digest_of_a_key_is_kept(desk: Desk) -> None:
    key = key_of(desk.accounts["judge"])
    kept = ApiKey.objects.get()

    secret = key.split("_", 2)[2]
    assert all(secret not in str(value) for value in vars(kept).values())
    assert key.startswith(f"tuobo_{kept.prefix}_")
    asked(key)
    kept.refresh_from_db()
    assert kept.last_used_on == today()
