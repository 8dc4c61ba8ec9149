"""Party membership: the Party office's alone, and the log does not tell what was entered."""

from __future__ import annotations

from datetime import date

import pytest

from tests.desk_cast import CAST, NEIGHBOUR, ClientOf, Desk
from tuobo.records.audit.models import AuditEvent
from tuobo.records.organisation.models import Attribute, Person, Unit

M = "/administration/membership"


@pytest.mark.parametrize("name", [name for name in CAST if name != "party_office"])
def test_nobody_else_finds_the_page(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get(f"{M}/").status_code == 404
    assert client_of(name).post(f"{M}/new/").status_code == 404


def test_a_membership_is_entered_and_ended(desk: Desk, client_of: ClientOf) -> None:
    browser, judge = client_of("party_office"), desk.accounts["judge"].person
    typed = {"person": str(judge.pk), "kind": "member", "starts_on": "2001年7月1日"}
    assert browser.post(f"{M}/new/", typed).status_code == 302
    assert "2001-07-01" in browser.get(f"{M}/").text
    again = browser.post(f"{M}/new/", typed)
    assert "已有这项身份" in again.text
    kept = Attribute.objects.get()
    browser.post(f"{M}/{kept.pk}/end/", {"ends_on": "20251231"})
    kept.refresh_from_db()
    assert kept.ends_on == date(2025, 12, 31)


def test_the_log_tells_that_something_was_entered_and_not_what(
    desk: Desk, client_of: ClientOf
) -> None:
    judge = desk.accounts["judge"].person
    typed = {"person": str(judge.pk), "kind": "probationary_member", "starts_on": "20010701"}
    client_of("party_office").post(f"{M}/new/", typed)
    event = AuditEvent.objects.get()
    assert (event.kind, event.subject, event.fields) == ("person.membership", judge.name, {})


def test_people_of_another_court_are_out_of_reach(desk: Desk, client_of: ClientOf) -> None:
    neighbour = Unit.objects.get(code=NEIGHBOUR)
    person = Person.objects.create(court=neighbour, number="1", name="邻院人员")
    theirs = Attribute.objects.create(person=person, kind="member", starts_on=date(2001, 7, 1))
    browser = client_of("party_office")
    assert "邻院人员" not in browser.get(f"{M}/").text
    assert browser.get(f"{M}/{theirs.pk}/end/").status_code == 404
    typed = {"person": str(person.pk), "kind": "member", "starts_on": "20010701"}
    answer = browser.post(f"{M}/new/", typed)
    assert answer.status_code == 400
    assert "邻院人员" not in answer.text


def test_other_attributes_are_not_this_pages(desk: Desk, client_of: ClientOf) -> None:
    person = desk.accounts["judge"].person
    quota = Attribute.objects.create(person=person, kind="judge_quota", starts_on=date(2022, 1, 1))
    assert client_of("party_office").get(f"{M}/{quota.pk}/end/").status_code == 404
