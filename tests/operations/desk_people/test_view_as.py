"""Viewing as somebody else: only whose rights lie within one's own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.desk_cast import SINCE, Desk
from tuobo.core.errors import RequestError
from tuobo.operations.desk_people.view_as import begin_view, end_view, offered_views
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent
from tuobo.records.organisation.models import Person, Unit

AT = datetime(2026, 6, 1, tzinfo=UTC)


def _offered(desk: Desk, name: str, text: str = "") -> set[str]:
    own = viewer_of(desk.accounts[name], AT.date())
    return {one.login for one in offered_views(own, at=AT, text=text)}


def test_a_president_views_as_judges_heads_and_clerks_of_the_court(desk: Desk) -> None:
    found = _offered(desk, "president")
    assert found >= {"division_head", "judge", "colleague", "outsider", "clerk"}
    assert not found & {"observer", "president", "nobody"}
    assert not found & {"system_administrator", "security_administrator", "audit_administrator"}


def test_a_name_narrows_the_list_down(desk: Desk) -> None:
    assert _offered(desk, "president", "法官丙02") == {"judge"}


def test_nobody_of_another_court_is_offered_even_if_they_see_nothing(desk: Desk) -> None:
    """An empty reach lies within any; the name of the account must not be told all the same."""
    neighbour = Unit.objects.get(code="辽9902")
    person = Person.objects.create(court=neighbour, number="1", name="邻院法官")
    account = Account.objects.create(login="linyuan", person=person, created_at=AT)
    Grant.objects.create(
        account=account, role="judge", unit=neighbour, starts_on=SINCE, given_by="system"
    )
    assert "linyuan" not in _offered(desk, "president")


def test_beginning_and_ending_are_told(desk: Desk) -> None:
    president = desk.accounts["president"]
    own, actor = viewer_of(president, AT.date()), Actor.of(president)
    begin_view(own, "judge", at=AT, actor=actor)
    end_view("judge", at=AT, actor=actor)
    told = list(AuditEvent.objects.order_by("sequence").values_list("kind", "account", "subject"))
    assert told == [
        ("view_as.begun", "president", "judge"),
        ("view_as.ended", "president", "judge"),
    ]


@pytest.mark.parametrize("login", ["audit_administrator", "observer", "president", "no-such"])
def test_whoever_is_not_offered_is_refused_in_one_way(desk: Desk, login: str) -> None:
    president = desk.accounts["president"]
    with pytest.raises(RequestError) as caught:
        begin_view(viewer_of(president, AT.date()), login, at=AT, actor=Actor.of(president))
    assert caught.value.code == "view_as.not_offered"
    assert not AuditEvent.objects.exists()
