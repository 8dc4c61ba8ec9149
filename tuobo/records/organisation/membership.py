"""Party membership of people, kept and seen by the Party office of their court alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tuobo.records.organisation.models import Attribute, Person
from tuobo.records.organisation.people_changes import PARTY

MEMBERSHIPS = tuple(kind for kind in Attribute.Kind.values if kind in PARTY)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A membership of somebody, from a day until its last one (included)."""

    id: int
    person: str
    number: str
    kind: str
    starts_on: date
    ends_on: date | None


def members(courts: Iterable[str]) -> tuple[Member, ...]:
    """The memberships of the people of some courts, those that hold first. One statement."""
    found = _of(courts).order_by("ends_on", "person__number", "starts_on")
    held = sorted(found, key=lambda one: one.ends_on is not None)
    return tuple(
        Member(
            id=one.pk, person=one.person.name, number=one.person.number, kind=one.kind,
            starts_on=one.starts_on, ends_on=one.ends_on,
        )
        for one in held
    )  # fmt: skip


def membership_of(attribute_id: int, courts: Iterable[str]) -> Attribute | None:
    """The membership with that id, if it is of one of those courts."""
    return _of(courts).filter(pk=attribute_id).first()


def people_of(courts: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """Id and name of everybody who has not left."""
    found = Person.objects.filter(court__code__in=tuple(courts), ends_on__isnull=True)
    return tuple((one.pk, f"{one.name}（{one.number}）") for one in found.order_by("number"))


def person_of_courts(person_id: int, courts: Iterable[str]) -> Person | None:
    """The person with that id, if of one of those courts."""
    return Person.objects.filter(pk=person_id, court__code__in=tuple(courts)).first()


def _of(courts: Iterable[str]) -> QuerySet[Attribute]:
    found = Attribute.objects.filter(kind__in=PARTY, person__court__code__in=tuple(courts))
    return found.select_related("person")
