"""Units of the court tree: made, changed, ended, each with its audit event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.models import Unit
from tuobo.records.organisation.unit_changes import UnitValues, change_unit, end_unit, make_unit


@transaction.atomic
def add_unit(values: UnitValues, *, at: datetime, actor: Actor) -> Unit:
    unit = make_unit(values)
    record("unit.made", actor=actor, at=at, subject=unit.name)
    return unit


@transaction.atomic
def edit_unit(unit: Unit, values: UnitValues, *, revision: int, at: datetime, actor: Actor) -> None:
    """Raises StateError if somebody else has edited it meanwhile."""
    told = change_unit(unit, values, revision=revision)
    if told:
        record("unit.changed", actor=actor, at=at, subject=unit.name, change=told)


@transaction.atomic
def close_unit(unit: Unit, *, on: date, revision: int, at: datetime, actor: Actor) -> None:
    """The unit's last day; it is never deleted."""
    end_unit(unit, on=on, revision=revision)
    record("unit.ended", actor=actor, at=at, subject=unit.name, ends_on=str(on))
