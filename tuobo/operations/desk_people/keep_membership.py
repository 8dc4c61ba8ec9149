"""Party membership, entered and ended by the Party office. The log tells that, and not what."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.models import Attribute, Person
from tuobo.records.organisation.people_changes import add_attribute, end_dated


@transaction.atomic
def add_membership(
    person: Person, kind: str, *, starts_on: date, at: datetime, actor: Actor
) -> None:
    """StateError if the person has it already."""
    add_attribute(person, kind, starts_on=starts_on)
    record("person.membership", actor=actor, at=at, subject=person.name)


@transaction.atomic
def end_membership(membership: Attribute, *, on: date, at: datetime, actor: Actor) -> None:
    end_dated(membership, on=on)
    record("person.membership", actor=actor, at=at, subject=membership.person.name)
