"""Viewing as somebody else, from the outside: the same view, no change, everything told."""

from __future__ import annotations

import pytest

from tests.desk_cast import ClientOf, Desk
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.audit.models import AuditEvent

BEGIN = "/account/view-as/{}/begin/"


def test_the_other_is_seen_with_their_rights_and_a_banner(client_of: ClientOf) -> None:
    browser = client_of("president")
    assert "民事审判第一庭" in browser.get("/account/view-as/").text
    assert browser.post(BEGIN.format("clerk")).status_code == 302
    page = browser.get("/account/own/").text
    assert "正以 clerk 的视角查看（只读）" in page
    assert browser.get("/account/start/").headers["Location"] == "/mine/", "a clerk's first page"
    assert browser.get("/account/view-as/").status_code == 404, "a clerk has not that right"


def test_nothing_can_be_changed_meanwhile(client_of: ClientOf) -> None:
    browser = client_of("president")
    browser.post(BEGIN.format("judge"))
    typed = {"old": "x", "new": "y", "again": "y"}
    assert browser.post("/account/password/", typed).status_code == 404
    assert browser.post(BEGIN.format("clerk")).status_code == 404, "nor the view be changed"
    assert browser.post("/account/own/sessions/x/end/").status_code == 404


def test_it_ends_with_a_button_and_both_ends_are_told(client_of: ClientOf) -> None:
    browser = client_of("president")
    browser.post(BEGIN.format("judge"))
    browser.post("/account/view-as/end/")
    assert "视角查看（只读）" not in browser.get("/account/own/").text
    told = list(AuditEvent.objects.order_by("sequence").values_list("kind", "account", "subject"))
    assert told == [
        ("view_as.begun", "president", "judge"),
        ("view_as.ended", "president", "judge"),
    ]


def test_what_is_read_meanwhile_is_told_of_the_one_who_looks(
    desk: Desk, client_of: ClientOf
) -> None:
    browser = client_of("president")
    browser.post(BEGIN.format("judge"))
    browser.post("/account/logout/")
    assert AuditEvent.objects.latest("sequence").account == "president"


@pytest.mark.parametrize("login", ["observer", "audit_administrator", "nobody", "no-such"])
def test_whoever_is_beyond_ones_own_reach_is_refused(client_of: ClientOf, login: str) -> None:
    browser = client_of("president")
    answer = browser.post(BEGIN.format(login))
    assert answer.status_code == 400
    assert "请从名单中选择" in answer.text
    assert "seen_as" not in browser.session


def test_a_view_that_grew_beyond_ones_own_ends_by_itself(desk: Desk, client_of: ClientOf) -> None:
    """Roles may change while somebody looks; each page asks the policy anew."""
    browser = client_of("president")
    browser.post(BEGIN.format("clerk"))
    clerk = Account.objects.get(login="clerk")
    Grant.objects.create(
        account=clerk, role="party_office", unit=desk.court, starts_on=desk_day(desk),
        given_by="system",
    )  # fmt: skip
    assert "视角查看（只读）" not in browser.get("/account/own/").text


def test_the_view_of_a_closed_account_ends_by_itself(client_of: ClientOf) -> None:
    browser = client_of("president")
    browser.post(BEGIN.format("clerk"))
    Account.objects.filter(login="clerk").update(is_active=False)
    assert "视角查看（只读）" not in browser.get("/account/own/").text


@pytest.mark.parametrize("name", ["judge", "division_head", "observer", "system_administrator"])
def test_whoever_has_not_the_right_finds_no_such_page(client_of: ClientOf, name: str) -> None:
    browser = client_of(name)
    assert browser.get("/account/view-as/").status_code == 404
    assert browser.post(BEGIN.format("judge")).status_code == 404


def desk_day(desk: Desk):  # noqa: ANN201 - a day
    return Grant.objects.filter(account=desk.accounts["clerk"]).get().starts_on
