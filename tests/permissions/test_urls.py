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


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each request that the guard lets through; a POST stops there, so that it does nothing
    to the store that all tests share."""
    noted: list[str] = []
    guard = VisitMiddleware.process_view

    def watched(
        self: VisitMiddleware, request: Any, view: Callable[..., Any], *rest: Any
    ) -> HttpResponse | None:
        answer = guard(self, request, view, *rest)
        if answer is None:
            noted.append(request.method)
            return HttpResponse(status=204) if request.method == "POST" else None
        return answer

    monkeypatch.setattr(VisitMiddleware, "process_view", watched)
    return noted


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
        assert BY_VIEW[one.view].who == holders, (one.view, one.right)


def test_administrators_open_no_address_of_the_business_and_the_business_none_of_theirs() -> None:
    policy = Policy.of(Content())
    for one in addresses():
        if one.right in {ALL, MEMBERS}:
            continue
        kinds = {
            policy.roles[CAST[name].role].kind for name in BY_VIEW[one.view].who if CAST[name].role
        }
        assert kinds <= {policy.rights[one.right].kind}, one.view


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.view)
def test_an_address_opens_to_those_it_is_for(
    line: Line, desk: Desk, client_of: ClientOf, passed: list[str]
) -> None:
    address = _address(line, desk)
    for name in VISITORS:
        browser = client_of(name)
        for method in ("GET", "POST"):
            passed.clear()
            answer = browser.generic(method, address, HTTP_HOST="localhost")
            told = (line.view, name, method, answer.status_code)
            if name not in line.who:
                _is_not_there(line, answer, passed, told)
            elif method in line.methods:
                assert passed, told
                expected = line.answers if method == "GET" else {204}
                assert answer.status_code in expected, told


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.view)
def test_strangers_are_sent_to_the_log_in(line: Line, desk: Desk, passed: list[str]) -> None:
    address = _address(line, desk)
    for method in line.methods:
        answer = Client().generic(method, address, HTTP_HOST="localhost")
        if line.is_for_strangers:
            assert passed, (line.view, method)
        else:
            assert not passed, (line.view, method)
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(reverse("account:login"))


def test_each_administrator_has_a_role_of_the_administration_alone() -> None:
    roles = Policy.of(Content()).roles
    administration = {role for role in roles if roles[role].kind is RoleKind.ADMINISTRATION}
    assert administration == {
        "system_administrator", "security_administrator", "audit_administrator",
    }  # fmt: skip


def _address(line: Line, desk: Desk) -> str:
    args = [THINGS[name](desk) if name in THINGS else name for name in line.args]
    return reverse(line.view, args=args) + (f"?{line.query}" if line.query else "")


def _is_not_there(line: Line, answer: Any, passed: list[str], told: object) -> None:
    assert not passed, told
    if line.otherwise == "start":
        assert answer.status_code == 302, told
        assert answer.headers["Location"] == reverse("account:start"), told
    else:
        assert answer.status_code == 404, told
