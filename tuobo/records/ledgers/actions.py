"""Writes of entries: each with its step of history, its links, its clocks and its audit event, in
one transaction. Whoever calls has asked the engine and the rights; nothing here judges an entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import F

from tuobo.core.errors import StateError
from tuobo.engines.ledgers import (
    ClockReading,
    Entry,
    FieldType,
    Ledger,
    Numbering,
    Step,
    Values,
)
from tuobo.records.audit.actions import record
from tuobo.records.ledgers import models
from tuobo.records.ledgers.files import CheckedFile, keep_content
from tuobo.records.ledgers.rows import (
    Hand,
    changes_between,
    clocks_of,
    due_day,
    links_of,
    responsible,
)
from tuobo.records.organisation.models import Unit

Readings = tuple[ClockReading, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happens to an entry: the step's name, the entry before and after, the doer's remark."""

    event: str
    before: Entry
    after: Entry
    readings: Readings
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Where a new entry is kept."""

    unit: Unit
    court: Unit
    rehearsal: models.TriedOverlay | None = None


@transaction.atomic
def take_serials(ledger: Ledger, kept: Kept, hand: Hand, count: int = 1) -> int:
    """The first of some numbers that nobody else is given."""
    scope = Numbering(pattern=ledger.number).scope(hand.on)
    counter, _ = models.Serial.objects.get_or_create(
        ledger=ledger.id, court=kept.court, scope=scope, rehearsal=kept.rehearsal
    )
    models.Serial.objects.filter(pk=counter.pk).update(last=F("last") + count)
    counter.refresh_from_db(fields=["last"])
    return counter.last - count + 1


@transaction.atomic
def keep_new(
    ledger: Ledger, entry: Entry, serial: int, kept: Kept, hand: Hand, readings: Readings
) -> models.Entry:
    """A new entry under a number taken before."""
    row = new_row(ledger, entry, serial, kept, hand, readings)
    row.save(force_insert=True)
    first_step(row, entry, hand).save(force_insert=True)
    _write_parts(row, ledger, entry.values, readings)
    record(
        "ledger.created",
        actor=hand.actor,
        at=hand.at,
        subject=subject_of(row, ledger),
        ledger=ledger.names.zh,
        title=row.title,
    )
    return row


@transaction.atomic
def keep_all(
    ledger: Ledger, entries: Iterable[tuple[Entry, Readings]], serial: int, kept: Kept, hand: Hand
) -> list[models.Entry]:
    """Many new entries at once, such as an import; the caller writes the one audit event."""
    listed = list(entries)
    rows = models.Entry.objects.bulk_create(
        [
            new_row(ledger, entry, serial + at, kept, hand, readings)
            for at, (entry, readings) in enumerate(listed)
        ],
        batch_size=500,
    )
    pairs = list(zip(rows, listed, strict=True))
    models.EntryEvent.objects.bulk_create(
        (first_step(row, entry, hand) for row, (entry, _) in pairs), batch_size=500
    )
    linked = _linked_ids(kept, ledger, [entry.values for entry, _ in listed])
    models.EntryLink.objects.bulk_create(
        (link for row, (entry, _) in pairs for link in links_of(row, ledger, entry.values, linked)),
        batch_size=1000,
    )
    models.EntryClock.objects.bulk_create(
        (one for row, (_, readings) in pairs for one in clocks_of(row, readings)), batch_size=1000
    )
    return rows


@transaction.atomic
def keep_change(
    row: models.Entry, ledger: Ledger, changes: tuple[Change, ...], hand: Hand
) -> models.Entry:
    """An entry after some steps; StateError if somebody else was faster.

    The revision is the number of steps, so that it also says which steps somebody has not seen.
    """
    last = changes[-1]
    changed = models.Entry.objects.filter(pk=row.pk, revision=row.revision).update(
        version=ledger.version,
        overlay=ledger.overlay,
        state=last.after.state,
        title=title_of(ledger, last.after.values),
        person_id=responsible(ledger, last.after.values),
        values=last.after.values.document(),
        due_on=due_day(last.readings),
        closed_on=last.after.closed_on(ledger),
        revision=row.revision + len(changes),
        changed_by_id=hand.person,
        changed_at=hand.at,
    )
    if not changed:
        raise StateError("ledger_store.changed_meanwhile", number=row.number)
    models.EntryEvent.objects.bulk_create(
        _step(row, row.revision + at, change, hand) for at, change in enumerate(changes)
    )
    row.links.all().delete()
    row.clocks.all().delete()
    row.refresh_from_db()
    _write_parts(row, ledger, last.after.values, last.readings)
    return row


@transaction.atomic
def keep_files(
    row: models.Entry, field: str, files: tuple[CheckedFile, ...], hand: Hand, store: Path
) -> None:
    """Files brought to an entry: their contents in the store, their names with the entry."""
    for one in files:
        keep_content(store, one)
        models.Attachment.objects.get_or_create(
            entry=row,
            field=field,
            sha256=one.sha256,
            defaults={
                "name": one.name,
                "size": one.size,
                "media_type": one.media_type,
                "added_by_id": hand.person,
                "added_at": hand.at,
            },
        )
        record(
            "ledger.attached",
            actor=hand.actor,
            at=hand.at,
            subject=f"{row.ledger}/{row.number}",
            name=one.name,
            digest=one.sha256[:12],
        )


@transaction.atomic
def excuse_gap(gap: models.ExcusedGap, hand: Hand) -> None:
    """A reason for what was not held; a newer one takes its place."""
    models.ExcusedGap.objects.update_or_create(
        ledger=gap.ledger,
        cadence=gap.cadence,
        court=gap.court,
        subject=gap.subject,
        period=gap.period,
        defaults={"reason": gap.reason, "by": gap.by, "at": gap.at},
    )
    record(
        "ledger.excused",
        actor=hand.actor,
        at=hand.at,
        subject=f"{gap.ledger}/{gap.cadence}",
        period=gap.period,
        reason=gap.reason,
    )


def _step(row: models.Entry, position: int, change: Change, hand: Hand) -> models.EntryEvent:
    return models.EntryEvent(
        entry=row,
        position=position,
        event=change.event,
        from_state=change.before.state,
        to_state=change.after.state,
        by_id=hand.person,
        account=hand.actor.account,
        at=hand.at,
        on=hand.on,
        version=change.after.version,
        changes=changes_between(change.before.values, change.after.values),
        reason=change.reason,
    )


def new_row(
    ledger: Ledger, entry: Entry, serial: int, kept: Kept, hand: Hand, readings: Readings
) -> models.Entry:
    return models.Entry(
        ledger=ledger.id,
        version=ledger.version,
        overlay=ledger.overlay,
        number=entry.number,
        scope=Numbering(pattern=ledger.number).scope(hand.on),
        serial=serial,
        court=kept.court,
        unit=kept.unit,
        person_id=responsible(ledger, entry.values),
        state=entry.state,
        title=title_of(ledger, entry.values),
        opened_on=hand.on,
        due_on=due_day(readings),
        closed_on=entry.closed_on(ledger),
        values=entry.values.document(),
        created_by_id=hand.person,
        created_at=hand.at,
        changed_by_id=hand.person,
        changed_at=hand.at,
        rehearsal=kept.rehearsal,
    )


def first_step(row: models.Entry, entry: Entry, hand: Hand) -> models.EntryEvent:
    step: Step = entry.steps[0]
    return models.EntryEvent(
        entry=row,
        position=0,
        event=step.event,
        to_state=step.to_state,
        by_id=hand.person,
        account=hand.actor.account,
        at=hand.at,
        on=step.on,
        version=row.version,
        changes=changes_between(Values(), entry.values),
    )


def title_of(ledger: Ledger, values: Values) -> str:
    return str(values.get(ledger.title, ""))[:300]


def subject_of(row: models.Entry, ledger: Ledger) -> str:
    """How the audit log names an entry."""
    return f"{ledger.id}/{row.number}" + ("/rehearsal" if row.is_rehearsal else "")


def _write_parts(row: models.Entry, ledger: Ledger, values: Values, readings: Readings) -> None:
    """Links and clocks, which are worked out from the values."""
    kept = Kept(unit=row.unit, court=row.court, rehearsal=row.rehearsal)
    linked = _linked_ids(kept, ledger, [values])
    models.EntryLink.objects.bulk_create(links_of(row, ledger, values, linked))
    models.EntryClock.objects.bulk_create(clocks_of(row, readings))


def _linked_ids(kept: Kept, ledger: Ledger, all_values: list[Values]) -> dict[str, int]:
    """Number → id of all entries that some values lead to."""
    fields = [one for one in ledger.fields if one.type is FieldType.LINK]
    numbers = {
        str(one) for values in all_values for each in fields for one in values.listed(each.id)
    }
    if not numbers:
        return {}
    ledgers = {name for one in fields for name in one.ledgers}
    found = models.Entry.objects.filter(
        ledger__in=ledgers, court=kept.court, number__in=numbers, rehearsal=kept.rehearsal
    )
    return dict(found.values_list("number", "id"))
