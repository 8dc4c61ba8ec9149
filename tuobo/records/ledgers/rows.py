"""Between the rows of the store and the entries of the engine; nothing is read or written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from tuobo.engines.ledgers import (
    ClockReading,
    ClockStatus,
    Entry,
    Field,
    FieldType,
    Json,
    Ledger,
    Step,
    Values,
    next_due,
)
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers import models

EDITED, MIGRATED = "+edit", "+migrate"
"""Steps that are none of the ledger's table; no event of a table can begin with a plus."""
_NAMED = (
    FieldType.PERSON,
    FieldType.UNIT,
    FieldType.LINK,
    FieldType.CASE_NUMBER,
    FieldType.INDICATOR,
    FieldType.FIGURE,
    FieldType.COURT,
)
_LISTED_TEXTS = (FieldType.CHOICE, FieldType.TEXT)
_MOST_TEXT = 120
_MOST_KEY = 60


class EntryRow(NamedTuple):
    """The columns of a new entry."""

    ledger: str
    version: int
    overlay: int
    number: str
    scope: str
    serial: int
    court_id: int
    unit_id: int
    person_id: int | None
    state: str
    title: str
    opened_on: date
    due_on: date | None
    closed_on: date | None
    reminded_on: date | None
    sort_key: str
    values: dict[str, Json]
    revision: int
    created_by_id: int | None
    created_at: datetime
    changed_by_id: int | None
    changed_at: datetime
    rehearsal_id: int | None


class StepRow(NamedTuple):
    """The columns of a step of history."""

    entry_id: int
    position: int
    event: str
    from_state: str
    to_state: str
    by_id: int | None
    account: str
    at: datetime
    on: date
    version: int
    changes: dict[str, list[object]]
    reason: str
    rulings: list[dict[str, object]]


class LinkRow(NamedTuple):
    """The columns of a link; exactly one of the last four is filled."""

    entry_id: int
    field: str
    position: int
    to_entry_id: int | None
    person_id: int | None
    unit_id: int | None
    text: str


class ClockRow(NamedTuple):
    """The columns of a clock."""

    entry_id: int
    clock: str
    status: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Whose hand writes, when, and on which day of the court's calendar."""

    actor: Actor
    person: int | None
    at: datetime
    on: date


def entry_of(row: models.Entry, ledger: Ledger, events: Iterable[models.EntryEvent]) -> Entry:
    """The entry with its life; `events` are its steps in their order."""
    return Entry(
        number=row.number,
        ledger=row.ledger,
        version=row.version,
        state=row.state,
        unit=str(row.unit_id),
        court=row.court.code,
        values=Values.of_document(ledger, row.values),
        steps=tuple(step_of(one) for one in events if not one.event.startswith("+")),
    )


def step_of(event: models.EntryEvent) -> Step:
    return Step(
        event=event.event,
        from_state=event.from_state,
        to_state=event.to_state,
        on=event.on,
        person=str(event.by_id or ""),
    )


def changes_between(before: Values, after: Values) -> dict[str, list[object]]:
    """Field → [before, after] of what differs, as documents; an empty field is None."""
    old, new = before.document(), after.document()
    return {
        name: [old.get(name), new.get(name)]
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    }


def replayed(events: Iterable[models.EntryEvent]) -> tuple[str, dict[str, object]]:
    """State and document after some steps from the first on."""
    state, document = "", dict[str, object]()
    for event in events:
        state = event.to_state
        for name, (_, after) in event.changes.items():
            if after is None:
                document.pop(name, None)
            else:
                document[name] = after
    return state, document


def responsible(ledger: Ledger, values: Values) -> int | None:
    """The first person whom the entry names in a field for one person."""
    for one in ledger.fields:
        if one.type is FieldType.PERSON and not one.many and one.id in values:
            return int(str(values[one.id]))
    return None


def links_of(
    entry: int, fields: tuple[Field, ...], values: Values, linked: Mapping[str, int]
) -> Iterator[LinkRow]:
    """What an entry names in some fields; `linked` are the ids of the entries by number."""
    for one in fields:
        kind = one.type
        for position, value in enumerate(values.listed(one.id)):
            text = str(value)
            if kind is FieldType.PERSON:
                yield LinkRow(entry, one.id, position, None, int(text), None, "")
            elif kind is FieldType.UNIT:
                yield LinkRow(entry, one.id, position, None, None, int(text), "")
            elif kind is FieldType.LINK:
                yield LinkRow(entry, one.id, position, linked[text], None, None, "")
            else:
                yield LinkRow(entry, one.id, position, None, None, None, text[:_MOST_TEXT])


def named_fields(ledger: Ledger) -> tuple[Field, ...]:
    """The fields whose values are kept as links: what names something, and what lists filter by."""
    listed = {*ledger.listing.filters, ledger.duties}
    return tuple(
        one
        for one in ledger.fields
        if one.type in _NAMED or ((one.many or one.id in listed) and one.type in _LISTED_TEXTS)
    )


def clocks_of(entry: int, readings: tuple[ClockReading, ...]) -> Iterator[ClockRow]:
    """Where its clocks stand; the due day of a paused clock still moves, so none is kept."""
    for reading in readings:
        is_running = reading.status in {ClockStatus.RUNNING, ClockStatus.OVERDUE}
        yield ClockRow(
            entry_id=entry,
            clock=reading.clock.id,
            status=str(ClockStatus.RUNNING if is_running else reading.status),
            due_on=None if reading.status is ClockStatus.PAUSED else reading.due_on,
        )


def sort_key_of(ledger: Ledger, values: Values, due_on: date | None) -> str:
    """What the ledger's usual order sorts by, where that is a day, a text or a due day.

    Empty values come last; the name before the value shows whether a key is of today's definition.
    """
    first = usual_order(ledger)
    if first is None:
        return ""
    name, is_down = first
    if name.startswith("clock."):
        text = due_on.isoformat() if due_on else ""
    else:
        text = str(values.get(name, ""))[:_MOST_KEY]
    # A digit tells the empty ones apart, as no character comes last in every collation.
    return f"{name}={int(bool(text) is is_down)}{text}"


def usual_order(ledger: Ledger) -> tuple[str, bool] | None:
    """The column of the usual order and whether it goes downwards; None if no key is kept of it."""
    first = ledger.listing.sort[0] if len(ledger.listing.sort) == 1 else ""
    name = first.removeprefix("-")
    one = ledger.field_by_id.get(name)
    is_text = one is not None and not one.many and one.type in {FieldType.DATE, FieldType.TEXT}
    is_clock = name.startswith("clock.") and len(ledger.clocks) == 1
    return (name, first.startswith("-")) if is_text or is_clock else None


def due_day(readings: tuple[ClockReading, ...]) -> date | None:
    """The earliest day on which a running clock falls due."""
    running = tuple(one for one in readings if one.status is not ClockStatus.PAUSED)
    found = next_due(running)
    return found.due_on if found else None
