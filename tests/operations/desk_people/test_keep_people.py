"""Whoever leaves: posts, roles and accounts follow, each told in the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.desk_cast import Desk
from tuobo.core.errors import StateError
from tuobo.operations.desk_people.adopt_staff import adopt_imported_staff, rehearse_adoption
from tuobo.operations.desk_people.keep_people import edit_person, let_go
from tuobo.operations.desk_people.keep_units import close_unit, edit_unit
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent
from tuobo.records.organisation.models import Person, Posting, Unit
from tuobo.records.organisation.people_changes import PersonValues
from tuobo.records.organisation.unit_changes import values_of

AT = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)


@pytest.fixture
def actor(desk: Desk) -> Actor:
    return Actor.of(desk.accounts["system_administrator"])


def test_whoever_leaves_in_the_future_works_until_then(desk: Desk, actor: Actor) -> None:
    judge = desk.accounts["judge"]
    last = TODAY + timedelta(days=20)
    let_go(judge.person, on=last, revision=0, at=AT, actor=actor)
    judge.refresh_from_db()
    assert judge.is_active
    assert viewer_of(judge, last).holdings
    assert not viewer_of(judge, last + timedelta(days=1)).holdings


def test_whoever_has_left_is_locked_out_at_once(desk: Desk, actor: Actor) -> None:
    judge = desk.accounts["judge"]
    let_go(judge.person, on=TODAY - timedelta(days=5), revision=0, at=AT, actor=actor)
    judge.refresh_from_db()
    assert not judge.is_active
    grant = Grant.objects.get(account=judge)
    assert grant.ends_on == TODAY, "the table of rights still says that it was held until today"
    kinds = list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["person.left", "grant.ended", "account.disabled"]


def test_nobody_lets_themselves_go(desk: Desk, actor: Actor) -> None:
    own = desk.accounts["system_administrator"].person
    with pytest.raises(StateError) as caught:
        let_go(own, on=TODAY, revision=0, at=AT, actor=actor)
    assert caught.value.code == "account.not_oneself"


def test_two_who_edit_one_person_do_not_overwrite_each_other(desk: Desk, actor: Actor) -> None:
    person = desk.accounts["judge"].person
    values = PersonValues(number="甲02", name="法官甲", case_name=person.case_name)
    edit_person(person, values, revision=0, at=AT, actor=actor)
    with pytest.raises(StateError) as caught:
        let_go(person, on=TODAY, revision=0, at=AT, actor=actor)
    assert caught.value.code == "records.changed_meanwhile"
    assert Person.objects.get(pk=person.pk).ends_on is None
    assert AuditEvent.objects.count() == 1, "only what was done is told"


def test_an_edit_that_changes_nothing_is_not_told(desk: Desk, actor: Actor) -> None:
    edit_unit(desk.court, values_of(desk.court), revision=0, at=AT, actor=actor)
    assert not AuditEvent.objects.exists()


def test_a_refused_end_of_a_unit_leaves_no_event(desk: Desk, actor: Actor) -> None:
    with pytest.raises(StateError):
        close_unit(desk.court, on=TODAY, revision=0, at=AT, actor=actor)
    assert not AuditEvent.objects.exists()


def test_the_imported_staff_is_rehearsed_and_taken_over_once(desk: Desk, actor: Actor) -> None:
    """The sample lists 113 people of nine divisions; six of them are of the cast already."""
    workspace = desk.store.workspace
    before = (Person.objects.count(), Unit.objects.count(), Posting.objects.count())
    would = rehearse_adoption(workspace, desk.court)
    assert (would.listed, would.people, would.units) == (113, 107, 0)
    assert before == (Person.objects.count(), Unit.objects.count(), Posting.objects.count())

    done = adopt_imported_staff(workspace, desk.court, at=AT, actor=actor)
    assert done == would
    assert Person.objects.count() == before[0] + 107
    again = adopt_imported_staff(workspace, desk.court, at=AT, actor=actor)
    assert again.is_nothing
    assert Account.objects.count() == len(desk.accounts), "people, not accounts"
