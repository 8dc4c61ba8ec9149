"""Makes the staff list of the imported facts the desk's own people: nobody is typed in twice.

Divisions and people that are there already stay as they are; posts get the last day that the list
gives. Whoever is no longer listed stays, as a missing row never means that somebody left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.db import transaction

from tuobo.core.errors import RequestError
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.actions import keep_division, keep_person, keep_posting
from tuobo.records.organisation.models import Person, Posting, Unit


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """How many were new; `listed` people stand in the list."""

    version: int
    listed: int
    people: int
    units: int
    posts: int

    @property
    def is_nothing(self) -> bool:
        return not (self.people or self.units or self.posts)


@transaction.atomic
def adopt_staff(court: Unit, staff: pl.DataFrame) -> tuple[Person, ...]:
    """The people of a court's `staff` facts, in their order, with divisions and posts."""
    rows = list(staff.filter(pl.col("court") == court.code).iter_rows(named=True))
    names = list(dict.fromkeys(row["division"] for row in rows if row["division"]))
    units = {name: keep_division(court, name, position=number) for number, name in enumerate(names)}
    people: dict[str, Person] = {}
    for row in rows:
        name = row["person"]
        person = keep_person(court, number=name, name=name, case_name=name)
        keep_posting(
            person,
            units.get(row["division"], court),
            row["post"],
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
        )
        people[name] = person
    return tuple(people.values())


@transaction.atomic
def adopt_imported_staff(
    workspace: Workspace, court: Unit, *, at: datetime, actor: Actor
) -> Adopted:
    """Takes the staff list of the latest data version over, and says what was new."""
    adopted = _adopt(workspace, court)
    record(
        "staff.adopted", actor=actor, at=at, subject=court.name, version=adopted.version,
        people=adopted.people, units=adopted.units,
    )  # fmt: skip
    return adopted


@transaction.atomic
def rehearse_adoption(workspace: Workspace, court: Unit) -> Adopted:
    """What taking the list over would bring; nothing is kept."""
    adopted = _adopt(workspace, court)
    transaction.set_rollback(True)
    return adopted


def _adopt(workspace: Workspace, court: Unit) -> Adopted:
    version = workspace.snapshots.latest().number
    tables = workspace.snapshots.read(version)
    if "staff" not in tables:
        raise RequestError("staff.not_imported", version=version)
    staff = tables["staff"].collect()
    before = _counts(court)
    people = adopt_staff(court, staff)
    after = _counts(court)
    new = [then - first for first, then in zip(before, after, strict=True)]
    return Adopted(version=version, listed=len(people), people=new[0], units=new[1], posts=new[2])


def _counts(court: Unit) -> tuple[int, int, int]:
    return (
        Person.objects.filter(court=court).count(),
        Unit.objects.filter(parent=court).count(),
        Posting.objects.filter(person__court=court).count(),
    )
