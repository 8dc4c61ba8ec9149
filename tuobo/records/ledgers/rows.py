"""Between the rows of the store and the entries of the engine; nothing is read or written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tuobo.engines.ledgers import (
    ClockReading,
    ClockStatus,
    Entry,
    FieldType,
    Ledger,
    Step,
    Values,
    next_due,
)
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers import models

EDITED, ATTACHED, MIGRATED = "+edit", "+attach", "+migrate"
"""Steps that are none of the ledger's table; no event of a table can begin with a plus."""
_TEXTS = (FieldType.CASE_NUMBER, FieldType.INDICATOR, FieldType.FIGURE, FieldType.COURT)
_LISTED_TEXTS = (FieldType.CHOICE, FieldType.TEXT)
_IDS = (FieldType.PERSON, FieldType.UNIT)


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
    row: models.Entry, ledger: Ledger, values: Values, linked: dict[str, int]
) -> Iterator[models.EntryLink]:
    """What the entry names; `linked` are the ids of the entries by number."""
    listed = {*ledger.listing.filters, ledger.duties}
    for one in ledger.fields:
        is_listed = one.many or one.id in listed
        is_text = one.type in _TEXTS or (is_listed and one.type in _LISTED_TEXTS)
        if not (is_text or one.type in _IDS or one.type is FieldType.LINK):
            continue
        for position, value in enumerate(values.listed(one.id)):
            link = models.EntryLink(entry=row, field=one.id, position=position)
            if is_text:
                link.text = str(value)[:120]
            elif one.type is FieldType.PERSON:
                link.person_id = int(str(value))
            elif one.type is FieldType.UNIT:
                link.unit_id = int(str(value))
            else:
                link.to_entry_id = linked[str(value)]
            yield link


def clocks_of(row: models.Entry, readings: tuple[ClockReading, ...]) -> Iterator[models.EntryClock]:
    """Where its clocks stand; the due day of a paused clock still moves, so none is kept."""
    for reading in readings:
        is_running = reading.status in {ClockStatus.RUNNING, ClockStatus.OVERDUE}
        yield models.EntryClock(
            entry=row,
            clock=reading.clock.id,
            status=ClockStatus.RUNNING if is_running else reading.status,
            due_on=None if reading.status is ClockStatus.PAUSED else reading.due_on,
        )


def due_day(readings: tuple[ClockReading, ...]) -> date | None:
    """The earliest day on which a running clock falls due."""
    running = tuple(one for one in readings if one.status is not ClockStatus.PAUSED)
    found = next_due(running)
    return found.due_on if found else None
