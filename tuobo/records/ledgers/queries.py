"""Reads of entries. Each takes the reach of the viewer; what lies outside is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tuobo.core.reach import Reach
from tuobo.engines.ledgers import Entry, FieldType, Ledger
from tuobo.records.ledgers import models
from tuobo.records.ledgers.rows import entry_of
from tuobo.records.ledgers.selecting import condition_q, value_q, within
from tuobo.records.organisation.models import Person, Posting, Unit


@dataclass(frozen=True, kw_only=True)
class DayRange:
    """From a day until another, both included; open where not given."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a list asks for. `text` is looked for in numbers and titles.

    fields  field → values, any of which is enough; `days` date field → range
    view    a saved view of the definition; `due` is "overdue" or "soon"
    """

    text: str = ""
    states: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, DayRange] = field(default_factory=dict)
    view: str = ""
    due: str = ""
    soon_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose entries: of which ledger, seen how far, on which day, tried under which overlay."""

    ledger: Ledger
    reach: Reach
    on: date
    rehearsal: int | None = None


def entries(scope: Scope, asked: Asked | None = None) -> QuerySet[models.Entry]:
    """The entries of a ledger that somebody may see and asks for, unsorted."""
    found = models.Entry.objects.filter(
        within(scope.reach), ledger=scope.ledger.id, rehearsal=scope.rehearsal
    )
    return found.filter(_asked_q(scope, asked)) if asked else found


def entry_row(reach: Reach, entry: int) -> models.Entry | None:
    """The entry with that id; None if it is not there or lies outside the reach."""
    found = models.Entry.objects.select_related(
        "unit__parent", "court", "person", "created_by", "changed_by", "rehearsal"
    )
    return found.filter(within(reach), pk=entry).first()


def row_for_writing(reach: Reach, entry: int) -> models.Entry | None:
    """The entry, held until the transaction ends; None if it is not there or out of reach."""
    found = models.Entry.objects.select_for_update(of=("self",)).select_related(
        "unit__parent", "court", "created_by", "rehearsal"
    )
    return found.filter(within(reach), pk=entry).first()


def history(row: models.Entry) -> tuple[models.EntryEvent, ...]:
    """All steps, the first one first."""
    return tuple(row.events.select_related("by").order_by("position"))


def engine_entry(row: models.Entry, ledger: Ledger) -> Entry:
    """The entry with its steps, as the engine takes it."""
    return entry_of(row, ledger, row.events.order_by("position"))


def engine_entries(rows: Iterable[models.Entry], ledger: Ledger) -> list[Entry]:
    """Many entries with their steps, in two statements."""
    listed = list(rows)
    steps: dict[int, list[models.EntryEvent]] = {}
    events = models.EntryEvent.objects.filter(entry__in=[one.pk for one in listed])
    for event in events.order_by("entry_id", "position"):
        steps.setdefault(event.entry_id, []).append(event)
    return [entry_of(one, ledger, steps.get(one.pk, ())) for one in listed]


def linked_here(row: models.Entry) -> QuerySet[models.EntryLink]:
    """The links of other entries that lead to this one ("named by")."""
    found = models.EntryLink.objects.filter(to_entry=row, entry__rehearsal=row.rehearsal_id)
    return found.select_related("entry__unit").order_by("entry__ledger", "entry_id")


def named_by(row: models.Entry) -> tuple[tuple[str, models.Entry], ...]:
    """Field and entry of the links that an entry has to others."""
    found = row.links.filter(to_entry__isnull=False).select_related("to_entry")
    return tuple((one.field, one.to_entry) for one in found if one.to_entry is not None)


def _asked_q(scope: Scope, asked: Asked) -> Q:
    ledger = scope.ledger
    found = Q()
    if asked.text.strip():
        text = asked.text.strip()
        found &= Q(title__icontains=text) | Q(number__icontains=text)
    if asked.states:
        found &= Q(state__in=asked.states)
    if asked.units:
        found &= Q(unit__in=asked.units)
    if asked.people:
        found &= Q(person__in=asked.people)
    for name, values in asked.fields.items():
        found &= _any_of(ledger, name, values)
    for name, days in asked.days.items():
        found &= _day_q(name, days)
    view = next((one for one in ledger.views if one.id == asked.view), None)
    if view:
        found &= condition_q(view.where, ledger, scope.on)
    return found & _due_q(asked, scope.on)


def _any_of(ledger: Ledger, name: str, values: tuple[str, ...]) -> Q:
    one = ledger.field_by_id[name]
    if one.type is FieldType.FLAG:
        return value_q(one, values == ("1",))
    found = Q(pk__in=())
    for value in values:
        found |= value_q(one, value)
    return found


def _day_q(name: str, days: DayRange) -> Q:
    """A range of a date field or of a day that every entry has; days are ISO in the document."""
    own = {"created_on": "opened_on", "closed_on": "closed_on"}.get(name)
    key = own or f"values__{name}"
    found = Q(**{f"{key}__isnull": False})
    for bound, day in (("gte", days.first), ("lte", days.last)):
        if day:
            found &= Q(**{f"{key}__{bound}": day if own else day.isoformat()})
    return found


def _due_q(asked: Asked, on: date) -> Q:
    if asked.due == "overdue":
        return Q(due_on__lt=on)
    if asked.due == "soon":
        return Q(due_on__gte=on, due_on__lte=asked.soon_until or on)
    return Q()


def _concerns(person: int) -> Q:
    """Entries that somebody made, that name them, or that are kept by or name a unit of theirs."""
    units = Posting.objects.filter(person=person, ends_on=None).exclude(unit__kind="court")
    mine = units.values("unit")
    named = models.EntryLink.objects.filter(
        Q(person=person) | Q(unit__in=mine), entry=OuterRef("pk")
    )
    return Q(created_by=person) | Q(unit__in=mine) | Q(Exists(named))


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names behind the ids that some entries hold.

    entries  number → id, title, ledger
    files    digest → name
    """

    people: Mapping[str, str]
    units: Mapping[str, str]
    entries: Mapping[str, tuple[int, str, str]]
    files: Mapping[str, str]


NOBODY = Names(people={}, units={}, entries={}, files={})


def names_in(rows: Iterable[models.Entry]) -> Names:
    """The names behind all links and files of some entries, in two statements."""
    ids = [one.pk for one in rows]
    # Texts are told apart here: asked of the database, they would lead it away from the entries.
    # Plain values, as a list for an export has tens of thousands of links.
    links = (
        models.EntryLink.objects.filter(entry__in=ids)
        .order_by()
        .values_list(
            "text",
            *("person_id", "person__name", "unit_id", "unit__name"),
            *("to_entry_id", "to_entry__number", "to_entry__title", "to_entry__ledger"),
        )
    )
    people, units, linked = dict[str, str](), dict[str, str](), dict[str, tuple[int, str, str]]()
    for text, person, person_name, unit, unit_name, to, number, title, ledger in links:
        if text:
            continue
        if person:
            people[str(person)] = person_name
        elif unit:
            units[str(unit)] = unit_name
        elif to:
            linked[number] = (to, title, ledger)
    files = models.Attachment.objects.filter(entry__in=ids).values_list("sha256", "name")
    return Names(people=people, units=units, entries=linked, files=dict(files))


def names_of(names: Names, people: Iterable[str], units: Iterable[str]) -> Names:
    """The same with further people and units, such as those whom only the history names."""
    more_people = Person.objects.filter(pk__in=[int(one) for one in people])
    more_units = Unit.objects.filter(pk__in=[int(one) for one in units])
    return replace(
        names,
        people={**names.people, **{str(one.pk): one.name for one in more_people}},
        units={**names.units, **{str(one.pk): one.name for one in more_units}},
    )


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """An entry with the day on which it falls due."""

    entry: int
    ledger: str
    number: str
    title: str
    due_on: date
    unit: str


def due_between(
    reach: Reach, ledgers: Iterable[str], days: DayRange, concerning: int | None = None
) -> tuple[DueLine, ...]:
    """Entries of some ledgers that fall due in some days; `concerning` a person, or all."""
    found = models.Entry.objects.filter(
        within(reach), ledger__in=list(ledgers), rehearsal=None, due_on__isnull=False
    )
    if concerning is not None:
        found = found.filter(_concerns(concerning))
    if days.first:
        found = found.filter(due_on__gte=days.first)
    if days.last:
        found = found.filter(due_on__lte=days.last)
    return tuple(
        DueLine(
            entry=one.pk,
            ledger=one.ledger,
            number=one.number,
            title=one.title,
            due_on=one.due_on,
            unit=one.unit.name,
        )
        for one in found.select_related("unit").order_by("due_on", "ledger", "id")
        if one.due_on
    )
