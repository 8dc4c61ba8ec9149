"""Conditions of a definition as conditions of the database, and how far a reach goes in it.

What a condition means for one entry is the engine's (`holds`); a test proves that both say the
same of every entry.
"""

from __future__ import annotations

from datetime import date

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DecimalField, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.db.models.sql.compiler import SQLCompiler

from tuobo.core.reach import Place, Reach
from tuobo.engines.ledgers import ClockStatus, Condition, Field, FieldType, Ledger
from tuobo.records.ledgers.models import EntryClock, EntryLink
from tuobo.records.organisation.models import Unit

_NOTHING = Q(pk__in=())
_KEPT_AS_TEXT = frozenset(FieldType) - {
    FieldType.FLAG, FieldType.NUMBER, FieldType.MONEY, FieldType.DAYS
}  # fmt: skip


class FieldText(KeyTextTransform):
    """The field of a document as text, read once: Django's own asks SQLite for its type first."""

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra_context: object
    ) -> tuple[str, tuple[str | int, ...]]:
        del connection, extra_context
        document, given = compiler.compile(self.lhs)
        return f"JSON_EXTRACT({document}, %s)", (*given, f'$."{self.key_name}"')


def condition_q(condition: Condition | None, ledger: Ledger, on: date) -> Q:
    """The entries of a ledger for which a condition holds on a day."""
    if condition is None:
        return Q()
    if condition.field:
        return _field_q(condition, ledger.field_by_id[condition.field])
    if condition.state:
        return Q(state__in=condition.state)
    if condition.kind:
        states = [one.id for one in ledger.states if one.kind in condition.kind]
        return Q(state__in=states)
    if condition.clock:
        return clock_q(condition.clock, [str(one) for one in condition.equals], on)
    return _combined(condition, ledger, on)


def _combined(condition: Condition, ledger: Ledger, on: date) -> Q:
    parts = [condition_q(one, ledger, on) for one in condition.parts]
    if condition.all:
        found = Q()
        for one in parts:
            found &= one
        return found
    found = _NOTHING
    for one in parts:
        found |= one
    return found if condition.any else ~found


def clock_q(clock: str, statuses: list[str], on: date) -> Q:
    """Entries whose clock has one of some statuses on a day; what runs is overdue after its day."""
    found = Q(status__in=[one for one in statuses if one not in {"running", "overdue"}])
    running = Q(status=ClockStatus.RUNNING)
    if ClockStatus.RUNNING in statuses:
        found |= running & Q(due_on__gte=on)
    if ClockStatus.OVERDUE in statuses:
        found |= running & Q(due_on__lt=on)
    rows = EntryClock.objects.filter(found, entry=OuterRef("pk"), clock=clock)
    if ClockStatus.NOT_STARTED in statuses:
        none = EntryClock.objects.filter(entry=OuterRef("pk"), clock=clock)
        return Q(Exists(rows)) | ~Q(Exists(none))
    return Q(Exists(rows))


def _field_q(condition: Condition, one: Field) -> Q:
    key = f"values__{one.id}"
    if condition.filled is not None:
        filled = Q(**{f"{key}__isnull": False})
        return filled if condition.filled else ~filled
    if condition.equals:
        found = _NOTHING
        for value in condition.equals:
            found |= value_q(one, value)
        return found
    number = number_of(one)
    bounds = Q(**{f"{key}__isnull": False})
    if condition.at_least is not None:
        bounds &= Q(GreaterThanOrEqual(number, condition.at_least))
    if condition.at_most is not None:
        bounds &= Q(LessThanOrEqual(number, condition.at_most))
    return bounds


def number_of(one: Field) -> Cast:
    """The field as a number: decimals are kept as text, so that none is rounded."""
    return Cast(FieldText(one.id, "values"), DecimalField(max_digits=30, decimal_places=6))


def value_q(one: Field, value: object) -> Q:
    """Entries whose field holds a value, among others if it may hold many."""
    key = f"values__{one.id}"
    if one.type is FieldType.FLAG:
        # A yes/no field that nobody filled means no.
        yes, empty = Q(**{key: True}), Q(**{f"{key}__isnull": True})
        return yes & ~empty if value is True else Q(**{key: False}) | empty
    if not one.many and one.type in _KEPT_AS_TEXT and isinstance(value, str):
        # What is unknown to the database is neither so nor not so; no field holds an empty text.
        return Q(Exact(Coalesce(FieldText(one.id, "values"), Value("", TextField())), value))
    if not one.many:
        # Said twice, because what is unknown to the database is neither so nor not so.
        return Q(**{key: value}) & Q(**{f"{key}__isnull": False})
    return Q(Exists(_link_rows(one, str(value))))


def _link_rows(one: Field, value: str) -> QuerySet[EntryLink]:
    named = {
        FieldType.PERSON: "person_id",
        FieldType.UNIT: "unit_id",
        FieldType.LINK: "to_entry__number",
    }.get(one.type, "text")
    return EntryLink.objects.filter(entry=OuterRef("pk"), field=one.id, **{named: value})


def within(reach: Reach) -> Q:
    """Entries that a reach covers: kept by a unit or person in it, or naming one of them."""
    if reach.is_everything:
        return Q()
    whole = sorted({one.court for one in reach if not one.division and not one.judge})
    found = _of_courts(whole) if whole else _NOTHING
    for place in reach:
        if place.division or place.judge:
            found |= _at(place)
    return found


def _of_courts(codes: list[str]) -> Q:
    """A subquery of few rows, where a join would let the database begin at the wrong end."""
    courts = Unit.objects.filter(kind=Unit.Kind.COURT, code__in=codes).order_by()
    # One court is told as one, so that an index that begins with it also gives the order.
    return Q(court=courts.values("pk")[:1]) if len(codes) == 1 else Q(court__in=courts)


def _at(place: Place) -> Q:
    """A division or a judge."""
    court = _of_courts([place.court]) if place.court else Q()
    if place.judge:
        own = Q(person__case_name=place.judge) | Q(created_by__case_name=place.judge)
        named = EntryLink.objects.filter(entry=OuterRef("pk"), person__case_name=place.judge)
    else:
        own = Q(unit__kind="division", unit__name=place.division)
        named = EntryLink.objects.filter(
            entry=OuterRef("pk"), unit__kind="division", unit__name=place.division
        )
    return court & (own | Q(Exists(named)))
