"""As whom somebody acts upon an entry: with which rights there, and what stands around it.

A right counts where its reach covers the unit that keeps the entry or whoever an entry names in a
field for one person or one unit (who leads, who is responsible). Who is only named among several
may read and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tuobo.core.reach import Place
from tuobo.engines.ledgers import (
    Act,
    FieldType,
    Ledger,
    LedgerBook,
    LinkedEntry,
    Values,
)
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import linked_here, named_by
from tuobo.records.organisation.models import Person, Posting, Unit


def rights_named(ledger: Ledger) -> frozenset[str]:
    """All rights that a ledger speaks of."""
    overrides = (
        verdict.override.right
        for row in ledger.transitions
        for verdict in row.verdicts
        if verdict.override
    )
    named = {
        ledger.rights.see,
        ledger.rights.create,
        ledger.rights.edit,
        *(row.right for row in ledger.transitions),
        *(one.sensitive for one in ledger.fields),
        *overrides,
    }
    return frozenset(named - {""})


def rights_usable(ledger: Ledger, on: date) -> frozenset[str]:
    """The rights that a ledger gives on a day: one out of use is read, nothing is done in it."""
    if ledger.in_force.holds_on(on):
        return rights_named(ledger)
    return frozenset({ledger.rights.see, *(one.sensitive for one in ledger.fields)} - {""})


def act_at(desk: LedgerDesk, ledger: Ledger, places: Iterable[Place]) -> Act:
    """The person with the rights that they hold at one of some places."""
    at = tuple(places)
    rights = frozenset(
        right
        for right in rights_usable(ledger, desk.on)
        if any(
            desk.reach(right).covers(court=one.court, division=one.division, judge=one.judge)
            for one in at
        )
    )
    return Act(
        person=str(desk.hand.person or ""),
        on=desk.on,
        rights=rights,
        unit=own_unit(desk, ledger),
        court=at[0].court if at else desk.home,
    )


def act_for_new(desk: LedgerDesk, ledger: Ledger, unit: Unit) -> Act:
    """The person who makes an entry for a unit: where they work, or over which they have rights."""
    place = Place(court=unit.court_code, division=unit.division_name)
    places = [place]
    if desk.viewer.judge and str(unit.pk) in own_units(desk):
        places.append(replace(place, judge=desk.viewer.judge))
    act = act_at(desk, ledger, places)
    return replace(act, unit=str(unit.pk))


def act_upon(desk: LedgerDesk, ledger: Ledger, row: models.Entry, values: Values) -> Act:
    """The person before an entry, with all entries that lead to it."""
    act = act_at(desk, ledger, places_of(row, ledger, values))
    asked = any(one.after_named for one in ledger.transitions)
    named = named_entries(row, desk.book) if asked else ()
    return replace(act, linked=linked_entries(row, desk.book), named=named)


def as_definition(act: Act, ledger: Ledger) -> Act:
    """For effects: what a definition brings about asks for no right of the person in it."""
    return replace(act, rights=rights_named(ledger))


def places_of(row: models.Entry, ledger: Ledger, values: Values) -> tuple[Place, ...]:
    """Where an entry lies: every unit and person that stands in it alone."""
    named = named_alone(ledger, values)
    units = [row.unit, *Unit.objects.filter(pk__in=named.units, kind=Unit.Kind.DIVISION)]
    people = [row.created_by, *Person.objects.filter(pk__in=named.people)]
    divisions = dict.fromkeys(one.division_name for one in units)
    judges = dict.fromkeys(["", *(one.case_name for one in people if one)])
    return tuple(
        Place(court=row.court.code, division=division, judge=judge)
        for division in divisions
        for judge in judges
    )


@dataclass(frozen=True, kw_only=True)
class NamedAlone:
    """The units and people that stand in a field for one: who leads, who is responsible."""

    units: tuple[int, ...]
    people: tuple[int, ...]


def named_alone(ledger: Ledger, values: Values) -> NamedAlone:
    """Whom an entry names alone, in the order of its fields."""

    def ids(kind: FieldType) -> Iterator[int]:
        for one in ledger.fields:
            if one.type is kind and not one.many and one.id in values:
                yield int(str(values[one.id]))

    return NamedAlone(units=tuple(ids(FieldType.UNIT)), people=tuple(ids(FieldType.PERSON)))


def linked_entries(row: models.Entry, book: LedgerBook) -> tuple[LinkedEntry, ...]:
    """The entries that lead to an entry, of whatever ledger."""
    return tuple(
        LinkedEntry(
            ledger=link.entry.ledger,
            through=link.field,
            number=link.entry.number,
            is_closed=_is_closed(link.entry, book),
            state=link.entry.state,
        )
        for link in linked_here(row)
        if link.entry.ledger in book.versions
    )


def named_entries(row: models.Entry, book: LedgerBook) -> tuple[LinkedEntry, ...]:
    """The entries that an entry leads to, of whatever ledger."""
    return tuple(
        LinkedEntry(
            ledger=other.ledger,
            through=field,
            number=other.number,
            is_closed=_is_closed(other, book),
            state=other.state,
        )
        for field, other in named_by(row)
        if other.ledger in book.versions
    )


def _is_closed(row: models.Entry, book: LedgerBook) -> bool:
    return book.version(row.ledger, row.version).state_by_id[row.state].kind.is_closed


def own_unit(desk: LedgerDesk, ledger: Ledger) -> str:
    """The id of the unit of the ledger's kind at which the person works today; empty if none."""
    if ledger.kept_by.value == Unit.Kind.COURT:
        return str(desk.court.pk)
    kinds = {str(unit): kind for unit, kind in _postings(desk)}
    return next((unit for unit, kind in kinds.items() if kind == ledger.kept_by.value), "")


def own_units(desk: LedgerDesk) -> frozenset[str]:
    return frozenset({str(desk.court.pk), *(str(unit) for unit, _ in _postings(desk))})


def _postings(desk: LedgerDesk) -> tuple[tuple[int, str], ...]:
    """Unit and its kind of the person's posts today."""
    found = Posting.objects.filter(person=desk.hand.person, starts_on__lte=desk.on)
    found = found.exclude(ends_on__lt=desk.on)
    return tuple(found.values_list("unit_id", "unit__kind"))
