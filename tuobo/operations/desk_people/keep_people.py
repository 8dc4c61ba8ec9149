"""People, their posts and attributes, and what follows when somebody leaves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import StateError
from tuobo.records.accounts.actions import set_active, take_role
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.queries import is_same_person
from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.models import Attribute, Person, Posting, Unit
from tuobo.records.organisation.people_changes import (
    PersonValues,
    add_attribute,
    add_posting,
    change_person,
    end_dated,
    end_person,
    make_person,
)


@transaction.atomic
def add_person(court: Unit, values: PersonValues, *, at: datetime, actor: Actor) -> Person:
    person = make_person(court, values)
    record("person.made", actor=actor, at=at, subject=person.name)
    return person


@transaction.atomic
def edit_person(
    person: Person, values: PersonValues, *, revision: int, at: datetime, actor: Actor
) -> None:
    """Raises StateError if somebody else has edited it meanwhile."""
    told = change_person(person, values, revision=revision)
    if told:
        record("person.changed", actor=actor, at=at, subject=person.name, change=told)


@transaction.atomic
def give_post(
    person: Person, unit: Unit, post: str, *, starts_on: date, at: datetime, actor: Actor
) -> None:
    add_posting(person, unit, post, starts_on=starts_on)
    told = f"post:—→{post} {unit.name} {starts_on}"
    record("person.changed", actor=actor, at=at, subject=person.name, change=told)


@transaction.atomic
def give_attribute(
    person: Person, kind: str, *, starts_on: date, at: datetime, actor: Actor
) -> None:
    add_attribute(person, kind, starts_on=starts_on)
    told = f"kind:—→{kind} {starts_on}"
    record("person.changed", actor=actor, at=at, subject=person.name, change=told)


@transaction.atomic
def end_post_or_attribute(
    dated: Posting | Attribute, *, on: date, at: datetime, actor: Actor
) -> None:
    end_dated(dated, on=on)
    name = dated.post if isinstance(dated, Posting) else dated.kind
    told = f"ends_on:{name}→{on}"
    record("person.changed", actor=actor, at=at, subject=dated.person.name, change=told)


@transaction.atomic
def let_go(person: Person, *, on: date, revision: int, at: datetime, actor: Actor) -> None:
    """The person's last day: posts and roles end with it, accounts at once if it is over."""
    if is_own(person, actor):
        raise StateError("account.not_oneself", field="ends_on")
    end_person(person, on=on, revision=revision)
    record("person.left", actor=actor, at=at, subject=person.name, ends_on=str(on))
    today = at.astimezone(COURT_TIME).date()
    # The table of rights must say of a past day what held then, so nothing is taken back before.
    _end_grants(person, max(on + timedelta(days=1), today), at=at, actor=actor)
    if on < today:
        for account in Account.objects.filter(person=person, is_active=True):
            set_active(account, is_active=False)
            record("account.disabled", actor=actor, at=at, subject=account.login)


def is_own(person: Person, actor: Actor) -> bool:
    """Whether whoever acts is that person."""
    return any(is_same_person(one, actor.account) for one in Account.objects.filter(person=person))


def _end_grants(person: Person, until: date, *, at: datetime, actor: Actor) -> None:
    """Roles end with that day; those that were to begin later never are in force."""
    later = Q(ends_on__isnull=True) | Q(ends_on__gt=until)
    for grant in Grant.objects.filter(later, account__person=person).select_related("unit"):
        take_role(grant, on=until)
        record(
            "grant.ended", actor=actor, at=at, subject=grant.account.login, role=grant.role,
            unit=grant.unit.name, ends_on=str(grant.ends_on),
        )  # fmt: skip
