"""Writes of people, their posts and their dated attributes; a last day is included."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import F, Q

from tuobo.core.errors import StateError
from tuobo.records.organisation.models import Attribute, Person, Posting, Unit
from tuobo.records.organisation.unit_changes import changes

PARTY = frozenset({Attribute.Kind.MEMBER.value, Attribute.Kind.PROBATIONARY.value})
"""Attributes that only the Party office keeps and sees: no administrator of the system does."""


@dataclass(frozen=True, kw_only=True)
class PersonValues:
    """What a form says of a person; see the model for the meaning of each."""

    number: str
    name: str
    case_name: str = ""


def make_person(court: Unit, values: PersonValues) -> Person:
    """A new person of a court; StateError, naming the field, if the court has such a one."""
    _check(court.pk, values, None)
    return Person.objects.create(court=court, **asdict(values))


def change_person(person: Person, values: PersonValues, *, revision: int) -> str:
    """The person with new values; what changed, as the log tells it."""
    _check(person.court_id, values, person)
    told = changes(asdict(values_of(person)), asdict(values))
    _keep(person, revision, **asdict(values))
    return told


def end_person(person: Person, *, on: date, revision: int) -> None:
    """The person's last day at the court, and of the posts and attributes that would go on."""
    _keep(person, revision, ends_on=on)
    beyond = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    for dated in (person.postings, person.attributes):
        dated.filter(beyond, starts_on__lte=on).update(ends_on=on)
        dated.filter(starts_on__gt=on).delete()  # it was planned and never began


def values_of(person: Person) -> PersonValues:
    """A person as a form shows it."""
    return PersonValues(number=person.number, name=person.name, case_name=person.case_name)


def add_posting(person: Person, unit: Unit, post: str, *, starts_on: date) -> Posting:
    """A post from a day on; StateError if the person holds it there at that time."""
    held = person.postings.filter(unit=unit, post=post, ends_on__isnull=True)
    if held.exists():
        raise StateError("person.post_held", field="post", unit=unit.name)
    return Posting.objects.create(person=person, unit=unit, post=post, starts_on=starts_on)


def add_attribute(person: Person, kind: str, *, starts_on: date) -> Attribute:
    """An attribute from a day on; StateError if the person has it at that time."""
    if person.attributes.filter(kind=kind, ends_on__isnull=True).exists():
        raise StateError("person.attribute_held", field="kind", kind=kind)
    return Attribute.objects.create(person=person, kind=kind, starts_on=starts_on)


def end_dated(dated: Posting | Attribute, *, on: date) -> None:
    """The last day of a post or an attribute."""
    if on < dated.starts_on:
        raise StateError("person.ends_before", field="ends_on", starts_on=dated.starts_on)
    dated.ends_on = on
    dated.save(update_fields=["ends_on"])


def _keep(person: Person, revision: int, **fields: object) -> None:
    kept = Person.objects.filter(pk=person.pk, revision=revision).update(
        revision=F("revision") + 1, **fields
    )
    person.refresh_from_db()
    if not kept:
        now = person.revision
        raise StateError("records.changed_meanwhile", what=person.name, revision=now)


def _check(court_id: int, values: PersonValues, person: Person | None) -> None:
    others = Person.objects.filter(court_id=court_id).exclude(pk=person.pk if person else 0)
    if others.filter(number=values.number).exists():
        raise StateError("person.number_taken", field="number", number=values.number)
    if values.case_name and others.filter(case_name=values.case_name).exists():
        raise StateError("person.case_name_taken", field="case_name", name=values.case_name)
