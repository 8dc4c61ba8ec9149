"""Makes the staff list of the imported facts the desk's own people: nobody is typed in twice.

Divisions and people that are there already stay as they are; posts get the last day that the list
gives. Whoever is no longer listed stays, as a missing row never means that somebody left.
"""

from __future__ import annotations

import polars as pl
from django.db import transaction

from tuobo.records.organisation.actions import keep_division, keep_person, keep_posting
from tuobo.records.organisation.models import Person, Unit


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
