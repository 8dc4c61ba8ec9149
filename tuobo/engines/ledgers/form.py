"""What a generic form shows: the fields that somebody may fill, their options, what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tuobo.engines.ledgers.act import Act
from tuobo.engines.ledgers.definition import Condition, Field, FieldGroup, Ledger
from tuobo.engines.ledgers.effects import fixed
from tuobo.engines.ledgers.entry import Entry
from tuobo.engines.ledgers.moving import writable_fields
from tuobo.engines.ledgers.obstacles import asked_fields
from tuobo.engines.ledgers.options import Option
from tuobo.engines.ledgers.reading import Reader, required_fields
from tuobo.engines.ledgers.reading.cells import printed
from tuobo.engines.ledgers.values import Single, Values


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a form.

    required       it must be filled with the values as they are now
    required_when  the condition under which it must be filled, to be watched while typing
    options        of a choice: those in force, and one that is out of force but already held
    texts          what it holds, as somebody would type it (ids as they are)
    """

    field: Field
    required: bool
    required_when: Condition | None
    options: tuple[Option, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FormPart:
    """Fields under a heading; fields without a group come first, without a heading."""

    group: FieldGroup | None
    fields: tuple[FormField, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form to create, edit or move an entry."""

    ledger: Ledger
    parts: tuple[FormPart, ...]

    def __iter__(self) -> Iterator[FormField]:
        return (one for part in self.parts for one in part.fields)


def form_of(
    ledger: Ledger, act: Act, reader: Reader, *, entry: Entry | None = None, event: str = ""
) -> Form:
    """The form of a new entry, of an entry, or (with `event`) of one of its transitions."""
    values = entry.values if entry else _defaults(ledger, act)
    state = entry.state if entry else ledger.first_state.id
    fields = [one for one in ledger.fields if one.id in writable_fields(ledger, act)]
    needed: set[str] = set()
    if entry is None:
        fields = [one for one in fields if one.id not in _reasons(ledger)]
    if event:
        row = ledger.transition_by_event[event]
        asked = {one.id for one in asked_fields(ledger, row)}
        fields, state = [one for one in fields if one.id in asked], row.to_state
        anew = {*row.requires_anew, *(one.override.reason for one in row.verdicts if one.override)}
        needed = {*row.requires, *row.requires_anew}
        values = values | dict.fromkeys(anew)  # a reason of an earlier step is not offered again
    needed |= {one.id for one in required_fields(ledger, values, state)}
    shown = [_form_field(one, values, reader, required=one.id in needed) for one in fields]
    return Form(ledger=ledger, parts=tuple(_parts(ledger, shown)))


def _reasons(ledger: Ledger) -> frozenset[str]:
    """Fields that only say why a step was taken: nobody can know them before there is an entry."""
    anew = {name for row in ledger.transitions for name in row.requires_anew}
    otherwise = {name for row in ledger.transitions for name in row.requires}
    asked = {one.id for one in ledger.fields if one.required or one.required_when}
    return frozenset(anew - otherwise - asked)


def _parts(ledger: Ledger, shown: list[FormField]) -> Iterator[FormPart]:
    for group in (None, *ledger.groups):
        name = group.id if group else ""
        fields = tuple(one for one in shown if one.field.group == name)
        if fields:
            yield FormPart(group=group, fields=fields)


def _form_field(one: Field, values: Values, reader: Reader, *, required: bool) -> FormField:
    held = values.listed(one.id)
    options: tuple[Option, ...] = ()
    if one.vocabulary or one.choices:
        options = tuple(
            each
            for each in reader.all_options(one)
            if each.in_force.holds_on(reader.on) or each.code in held
        )
    return FormField(
        field=one, required=required, required_when=one.required_when, options=options,
        texts=tuple(typed(value, one) for value in held),
    )  # fmt: skip


def typed(value: Single, one: Field) -> str:
    """A value as somebody would type it: money in yuan, days in ISO, yes and no as 1 and 0."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if one.type == "money" and isinstance(value, int):
        return f"{Decimal(value) / 100:.2f}"
    return printed(value) if isinstance(value, date) else str(value)


def _defaults(ledger: Ledger, act: Act) -> Values:
    return Values(
        {one.id: fixed(one.default, one, act) for one in ledger.fields if one.default is not None}
    )
