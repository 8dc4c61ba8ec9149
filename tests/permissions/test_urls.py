"""Every address of the desk is tried by one of each role, by nobody in particular and by strangers.

urls.yaml says what must come out; it is written by hand and compared with what the real client
meets, and with the roles of the content. An address that is missing in it fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.desk_cast import CAST, ClientOf, Desk
from tests.permissions.table import VISITORS, Line, lines
from tests.permissions.things import THINGS
from tuobo.core.content import Content
from tuobo.engines.rights import Policy, RoleKind
from tuobo.web.areas.administration.addresses import addresses
from tuobo.web.ui.guard import ALL, MEMBERS
from tuobo.web.ui.middleware import VisitMiddleware

LINES = lines()
BY_VIEW = {line.view: line for line in LINES}


class Gate:
    """Watches the guard: what it lets through goes on only where a test says so."""

    def __init__(self) -> None:
        self.was_passed = False
        self.goes_on = False

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        guard = VisitMiddleware.process_view

        def watched(
            middleware: VisitMiddleware, request: Any, view: Callable[..., Any], *rest: Any
        ) -> HttpResponse | None:
            answer = guard(middleware, request, view, *rest)
            self.was_passed = answer is None
            return answer or (None if self.goes_on else HttpResponse(status=204))

        monkeypatch.setattr(VisitMiddleware, "process_view", watched)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    watching = Gate()
    watching.watch(monkeypatch)
    return watching


def test_every_address_stands_in_the_table_once() -> None:
    views = [one.view for one in addresses()]
    missing = sorted(set(views) - set(BY_VIEW))
    assert not missing, f"add a line to tests/permissions/urls.yaml for: {missing}"
    gone = sorted(set(BY_VIEW) - set(views))
    assert not gone, f"no longer an address: {gone}"
    assert len(LINES) == len(BY_VIEW), "an address stands twice"


def test_no_address_is_closed_to_everybody() -> None:
    """A view that does not say who may call it is closed; that is a forgotten mark."""
    assert not [one.view for one in addresses() if not one.right]


def test_the_table_says_what_the_roles_of_the_content_say() -> None:
    policy = Policy.of(Content())
    for one in addresses():
        if one.right in {ALL, MEMBERS}:
            holders = set(VISITORS)
        else:
            holders = {
                name
                for name in VISITORS
                if CAST[name].role
                and any(one.right in held for held in policy.roles[CAST[name].role].grants.values())
            }
        assert set(BY_VIEW[one.view].who) == holders, (one.view, one.right)


def test_administrators_open_no_address_of_the_business_and_the_business_none_of_theirs() -> None:
    policy = Policy.of(Content())
    for one in addresses():
        if one.right in {ALL, MEMBERS}:
            continue
        kinds = {
            policy.roles[CAST[name].role].kind for name in BY_VIEW[one.view].who if CAST[name].role
        }
        assert kinds <= {policy.rights[one.right].kind}, one.view


@pytest.mark.parametrize("name", VISITORS)
def test_everybody_opens_what_is_for_them_and_nothing_else(
    name: str, desk: Desk, client_of: ClientOf, gate: Gate
) -> None:
    browser = client_of(name)
    wrong = []
    for line in LINES:
        for method in line.methods:
            gate.was_passed = False
            gate.goes_on = method == "GET" and line.who[0] == name
            answer = browser.generic(method, _address(line, desk))
            answer.close()  # a download keeps its file open until then
            if name in line.who:
                expected = line.answers if gate.goes_on else {204}
                is_right = gate.was_passed and answer.status_code in expected
            else:
                is_right = not gate.was_passed and _is_not_there(line, answer)
            if not is_right:
                wrong.append(f"{line.view} {method}: {answer.status_code}")
    assert not wrong


def test_strangers_are_sent_to_the_log_in(desk: Desk, gate: Gate) -> None:
    wrong = []
    for line in LINES:
        for method in line.methods:
            gate.was_passed = False
            answer = Client().generic(method, _address(line, desk))
            to_login = answer.status_code == 302 and answer.headers["Location"].startswith(
                reverse("account:login")
            )
            to_login |= line.view.startswith("api:") and answer.status_code == 401
            if line.is_for_strangers != gate.was_passed or line.is_for_strangers == to_login:
                wrong.append(f"{line.view} {method}: {answer.status_code}")
    assert not wrong


def test_each_administrator_has_a_role_of_the_administration_alone() -> None:
    roles = Policy.of(Content()).roles
    administration = {role for role in roles if roles[role].kind is RoleKind.ADMINISTRATION}
    assert administration == {
        "system_administrator", "security_administrator", "audit_administrator",
    }  # fmt: skip


def _address(line: Line, desk: Desk) -> str:
    args = [THINGS[name](desk) if name in THINGS else name for name in line.args]
    return reverse(line.view, args=args) + (f"?{line.query}" if line.query else "")


def _is_not_there(line: Line, answer: Any) -> bool:
    if line.otherwise == "start":
        return answer.status_code == 302 and answer.headers["Location"] == reverse("account:start")
    return answer.status_code == 404
