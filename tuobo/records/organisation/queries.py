"""Reads of units and people."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tuobo.records.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit as lists and switches show it."""

    id: int
    kind: str
    code: str
    name: str
    court: str


def courts_below(court: Unit) -> tuple[str, ...]:
    """The codes of all courts under a court, in official order, level by level."""
    found: list[str] = []
    parents = [court.pk]
    while parents:
        level = list(
            Unit.objects.filter(kind=Unit.Kind.COURT, parent_id__in=parents).order_by(
                "position", "id"
            )
        )
        found += [one.code for one in level]
        parents = [one.pk for one in level]
    return tuple(found)


def court_names() -> dict[str, str]:
    """Code → name of all courts, in official order."""
    return dict(Unit.objects.filter(kind=Unit.Kind.COURT).values_list("code", "name"))


def divisions_of(court: str) -> tuple[str, ...]:
    """The divisions of a court that have not ended, in official order."""
    return tuple(name for _, name in division_units(court))


def division_units(court: str) -> tuple[tuple[int, str], ...]:
    """The same with their ids."""
    found = Unit.objects.filter(
        kind=Unit.Kind.DIVISION, parent__code=court, parent__kind=Unit.Kind.COURT, ends_on=None
    )
    return tuple(found.values_list("pk", "name"))


def units_of(court: str, kinds: tuple[str, ...]) -> tuple[UnitLine, ...]:
    """The court itself and its units of some kinds that have not ended: kind by kind as they are
    asked for, each in official order.
    """
    own = Q(kind=Unit.Kind.COURT, code=court)
    parts = Q(parent__code=court, parent__kind=Unit.Kind.COURT) & ~Q(kind=Unit.Kind.COURT)
    found = Unit.objects.filter(own | parts, kind__in=kinds, ends_on=None)
    return tuple(
        UnitLine(id=one.pk, kind=one.kind, code=one.code, name=one.name, court=court)
        for one in sorted(found, key=lambda unit: kinds.index(unit.kind))
    )
