"""Passwords and second factors from the outside: what must come first, what is refused."""

from __future__ import annotations

from base64 import b32decode
from datetime import timedelta

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.desk_cast import PASSWORD, SECRET, ClientOf, Desk
from tuobo.core.clock import now
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.second_factor import new_enrolment_code, new_secret
from tuobo.records.audit.models import AuditEvent

NEW = "Blue-river-88"


def _change(browser: Client, old: str, new: str, again: str | None = None):  # noqa: ANN202 - Django's
    typed = {"old": old, "new": new, "again": new if again is None else again}
    return browser.post("/account/password/", typed)


def _entered(login: str) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": login, "password": PASSWORD})
    return browser


def test_a_first_password_must_be_changed_before_anything_else(
    desk: Desk, client_of: ClientOf
) -> None:
    Account.objects.filter(login="judge").update(must_change_password=True)
    browser = client_of("judge")
    for address in ("/", "/account/own/", "/cases/", "/no-such-page-of-ours/"):
        answer = browser.get(address)
        expected = 404 if address.startswith("/no") else 302
        assert answer.status_code == expected, address
        if expected == 302:
            assert answer.headers["Location"] == "/account/password/", address
    assert "首次登录" in browser.get("/account/password/").text
    assert _change(browser, PASSWORD, NEW).status_code == 302
    assert browser.get("/account/own/").status_code == 200


def test_a_password_that_has_aged_must_be_changed(desk: Desk, client_of: ClientOf) -> None:
    old = now() - timedelta(days=90)
    Account.objects.filter(login="judge").update(password_changed_at=old)
    browser = client_of("judge")
    assert browser.get("/account/own/").headers["Location"] == "/account/password/"
    assert "更换期限" in browser.get("/account/password/").text


def test_the_rules_stand_beside_the_field(client_of: ClientOf) -> None:
    page = client_of("judge").get("/account/password/").text
    assert "至少 8 位，含大写、小写、数字、符号中的 3 类" in page


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("wrong", NEW, NEW, "现在的密码不对"),
        (PASSWORD, NEW, "Blue-river-89", "两次输入的新密码不一致"),
        (PASSWORD, "Ab1-", "Ab1-", "至少 8 位"),
        (PASSWORD, "abcdefgh", "abcdefgh", "至少取 3 类"),
        (PASSWORD, "Judge-2026", "Judge-2026", "不能含有账号名"),
        (PASSWORD, PASSWORD, PASSWORD, "用过的密码"),
        (PASSWORD, "", "", "请填写"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_changes(
    desk: Desk, client_of: ClientOf, old: str, new: str, again: str, told: str
) -> None:
    answer = _change(client_of("judge"), old, new, again)
    assert answer.status_code == 400
    assert told in answer.text
    assert PASSWORD not in answer.text
    assert Account.objects.get(login="judge").check_password(PASSWORD)


def test_a_new_password_ends_log_ins_elsewhere(client_of: ClientOf) -> None:
    here, elsewhere = client_of("judge"), client_of("judge")
    _change(here, PASSWORD, NEW)
    assert here.get("/account/own/").status_code == 200
    assert elsewhere.get("/account/own/").status_code == 302
    assert AuditEvent.objects.get().kind == "account.password_changed"


@pytest.mark.parametrize(
    "name", ["system_administrator", "security_administrator", "audit_administrator"]
)
def test_an_administrator_opens_nothing_before_the_second_factor(desk: Desk, name: str) -> None:
    browser = _entered(name)
    for address in ("/account/own/", "/administration/units/", "/audit/", "/"):
        assert browser.get(address).headers["Location"] == "/account/second-factor/", address
    assert browser.post("/audit/export/").headers["Location"] == "/account/second-factor/"


def test_the_code_opens_the_desk_and_a_wrong_one_is_told(desk: Desk) -> None:
    browser = _entered("audit_administrator")
    wrong = browser.post("/account/second-factor/", {"code": "000000"})
    assert wrong.status_code == 400
    assert "动态码不对" in wrong.text
    waits = browser.post("/account/second-factor/", {"code": "000000"})
    assert "以后再试" in waits.text
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    code = str(TOTP(bytes.fromhex(SECRET)).token()).zfill(6)
    assert browser.post("/account/second-factor/", {"code": code}).status_code == 302
    assert browser.get("/audit/").status_code == 200
    kinds = list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["account.login", *["account.second_factor_refused"] * 2, "audit.read"]


def test_a_second_log_in_asks_for_the_code_again(desk: Desk, client_of: ClientOf) -> None:
    assert client_of("audit_administrator").get("/audit/").status_code == 200
    assert _entered("audit_administrator").get("/audit/").status_code == 302


def test_an_administrator_without_factor_sets_one_up_with_the_code_of_the_security_office(
    desk: Desk,
) -> None:
    account = desk.accounts["audit_administrator"]
    TOTPDevice.objects.filter(user=account).delete()
    account.second_factor_since = None
    account.save()
    enrolment = new_enrolment_code(account)
    browser = _entered("audit_administrator")
    assert browser.get("/account/second-factor/").headers["Location"] == (
        "/account/second-factor/new/"
    )
    page = browser.get("/account/second-factor/new/")
    typed = new_secret(account).typed
    assert typed in page.text
    assert "<svg" in page.text
    code = str(TOTP(b32decode(typed.replace(" ", ""))).token()).zfill(6)
    without = browser.post("/account/second-factor/new/", {"code": code})
    assert without.status_code == 400
    assert "启用码不对" in without.text
    given = {"code": code, "enrolment": enrolment}
    assert browser.post("/account/second-factor/new/", given).status_code == 302
    assert browser.get("/audit/").status_code == 200


def test_whoever_sets_one_up_at_will_is_asked_for_it_from_then_on(
    desk: Desk, client_of: ClientOf
) -> None:
    browser = client_of("judge")
    browser.get("/account/second-factor/new/")
    typed = new_secret(desk.accounts["judge"]).typed
    code = str(TOTP(b32decode(typed.replace(" ", ""))).token()).zfill(6)
    assert browser.post("/account/second-factor/new/", {"code": code}).status_code == 302
    assert browser.get("/account/own/").status_code == 200, "this session has shown it"
    assert _entered("judge").get("/account/own/").headers["Location"] == "/account/second-factor/"
