"""Writes of units, people and postings. What ended keeps its row with its last day."""

from __future__ import annotations

from datetime import date

from tuobo.records.organisation.models import Person, Posting, Unit


def keep_court(code: str, name: str, *, level: str, parent: Unit | None = None) -> Unit:
    """The court with that 代字, made or renamed."""
    court, _ = Unit.objects.update_or_create(
        kind=Unit.Kind.COURT, code=code, defaults={"name": name, "level": level, "parent": parent}
    )
    return court


def keep_division(court: Unit, name: str, *, position: int) -> Unit:
    """The division that the case system calls by that name."""
    division, _ = Unit.objects.get_or_create(
        kind=Unit.Kind.DIVISION,
        parent=court,
        code=name,
        defaults={"name": name, "position": position},
    )
    return division


def keep_person(court: Unit, *, number: str, name: str, case_name: str = "") -> Person:
    """The person with that number at the court."""
    person, _ = Person.objects.get_or_create(
        court=court, number=number, defaults={"name": name, "case_name": case_name}
    )
    return person


def keep_posting(
    person: Person, unit: Unit, post: str, *, starts_on: date, ends_on: date | None
) -> Posting:
    """The post from that day on; an end that is now known is entered."""
    posting, _ = Posting.objects.update_or_create(
        person=person, unit=unit, post=post, starts_on=starts_on, defaults={"ends_on": ends_on}
    )
    return posting
