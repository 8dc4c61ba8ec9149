"""Log-in: one message for everything wrong, a lock that says until when, a greeting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.desk_cast import ADMINISTRATORS, CAST, PASSWORD, ClientOf, Desk
from tuobo.core.clock import now
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.registers import account_named
from tuobo.records.audit.models import AuditEvent

LOGIN = "/account/login/"


def _enter(browser: Client, login: str, password: str, **more: str):  # noqa: ANN202 - Django's
    return browser.post(LOGIN, {"login": login, "password": password, **more})


def _kinds() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))


def test_whoever_is_right_comes_to_their_first_page(desk: Desk) -> None:
    browser = Client()
    answer = _enter(browser, "judge", PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/start/")
    assert browser.get("/account/start/").headers["Location"] == "/"
    assert _kinds() == ["account.login"]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("clerk", "/mine/"),
        ("system_administrator", "/administration/units/"),
        ("security_administrator", "/administration/grants/"),
        ("audit_administrator", "/administration/rights/"),
        ("nobody", "/account/own/"),
    ],
)
def test_the_first_page_is_one_that_may_be_opened(
    client_of: ClientOf, name: str, first: str
) -> None:
    browser = client_of(name)
    assert browser.get("/").headers["Location"] == "/account/start/"
    assert browser.get("/account/start/", follow=True).redirect_chain[-1][0] == first


@pytest.mark.parametrize("login", ["judge", "no-such-account"])
def test_a_wrong_password_and_a_wrong_account_look_the_same(desk: Desk, login: str) -> None:
    answer = _enter(Client(), login, "wrong")
    assert answer.status_code == 400
    assert "账号或密码不对" in answer.text
    assert _kinds() == ["account.login_refused"]


def test_a_closed_account_looks_the_same_as_a_wrong_password(desk: Desk) -> None:
    Account.objects.filter(login="judge").update(is_active=False)
    answer = _enter(Client(), "judge", PASSWORD)
    assert answer.status_code == 400
    assert "账号或密码不对" in answer.text


def test_what_was_typed_as_an_account_is_not_kept_unless_it_is_one(desk: Desk) -> None:
    """It may be a password, typed in the wrong field."""
    _enter(Client(), PASSWORD, "judge")
    assert PASSWORD not in str(AuditEvent.objects.values_list("subject", "account", "fields"))


def test_five_failures_lock_the_account_for_a_quarter_of_an_hour(desk: Desk) -> None:
    browser = Client()
    for _ in range(4):
        assert _enter(browser, "judge", "wrong").status_code == 400
    fifth = _enter(browser, "judge", "wrong")
    assert fifth.status_code == 429
    assert "已暂时锁定到" in fifth.text
    assert "约 15 分钟" in fifth.text
    assert _enter(browser, "judge", PASSWORD).status_code == 429, "also with the right password"
    assert _kinds() == [
        *["account.login_refused"] * 5, "account.locked", "account.login_refused",
    ]  # fmt: skip


def test_the_lock_is_the_accounts_wherever_it_is_tried_from(desk: Desk) -> None:
    """A court often goes out through one address, and an attacker through many."""
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"10.0.0.{number}", HTTP_USER_AGENT=f"browser {number}")
        _enter(browser, "judge", "wrong")
    assert _enter(Client(REMOTE_ADDR="10.9.9.9"), "judge", PASSWORD).status_code == 429
    assert _enter(Client(REMOTE_ADDR="10.0.0.1"), "clerk", PASSWORD).status_code == 302


def test_an_account_that_does_not_exist_locks_just_so(desk: Desk) -> None:
    answers = [_enter(Client(), "no-such-account", "wrong").status_code for _ in range(5)]
    assert answers == [400, 400, 400, 400, 429]


def test_trying_on_does_not_lengthen_the_lock_that_was_told(desk: Desk) -> None:
    for _ in range(5):
        _enter(Client(), "judge", "wrong")
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=14))
    assert _enter(Client(), "judge", "wrong").status_code == 429
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=15, seconds=1))
    assert _enter(Client(), "judge", PASSWORD).status_code == 302


def test_a_success_forgets_the_failures_before(desk: Desk) -> None:
    for _ in range(4):
        _enter(Client(), "judge", "wrong")
    assert _enter(Client(), "judge", PASSWORD).status_code == 302
    assert [_enter(Client(), "judge", "wrong").status_code for _ in range(4)] == [400] * 4


def test_the_last_entry_and_failures_since_are_shown_once(desk: Desk) -> None:
    Account.objects.filter(login="clerk").update(last_login=now() - timedelta(days=1))
    _enter(Client(), "clerk", "wrong")
    browser = Client()
    _enter(browser, "clerk", PASSWORD)
    page = browser.get("/account/own/").text
    assert "上次成功登录" in page
    assert "此后有 1 次登录失败" in page
    assert "上次成功登录" not in browser.get("/account/own/").text


def test_a_first_entry_greets_nobody(desk: Desk) -> None:
    browser = Client()
    _enter(browser, "clerk", PASSWORD)
    assert "上次成功登录" not in browser.get("/account/own/").text


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/account/own/?a=1", "/account/own/?a=1"),
        ("https://elsewhere.example/", "/account/start/"),
        ("//elsewhere.example/", "/account/start/"),
        ("javascript:alert(1)", "/account/start/"),
        ("", "/account/start/"),
    ],
)
def test_it_goes_on_only_to_addresses_of_the_desk(desk: Desk, asked: str, goes: str) -> None:
    answer = _enter(Client(), "judge", PASSWORD, next=asked)
    assert answer.headers["Location"] == goes


def test_whoever_logs_out_is_out(client_of: ClientOf) -> None:
    browser = client_of("judge")
    assert browser.post("/account/logout/").status_code == 302
    assert browser.get("/account/own/").headers["Location"].startswith(LOGIN)
    assert browser.get("/account/logout/").status_code == 302, "a GET logs nobody out"
    assert _kinds() == ["account.logout"]


def test_the_language_is_kept_with_browser_and_account(desk: Desk, client_of: ClientOf) -> None:
    browser = client_of("judge")
    assert "我的账号" in browser.get("/account/own/").text
    browser.post("/account/language/", {"next": "/account/own/"})
    assert "My account" in browser.get("/account/own/").text
    judge = account_named("judge")
    assert judge
    assert judge.locale == "en"


def test_the_cast_is_logged_in(client_of: ClientOf) -> None:
    for name in CAST:
        assert client_of(name).get("/account/own/").status_code == 200, name
    assert len(ADMINISTRATORS) == 3


def test_answers_tell_browsers_to_trust_nothing_from_elsewhere(desk: Desk) -> None:
    headers = Client().get(LOGIN).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts(desk: Desk) -> None:
    browser = Client()
    _enter(browser, "judge", PASSWORD)
    cookie = browser.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Lax", ""), (
        "it ends with the browser"
    )
