"""Writes of entries: each with its step of history, its links, its clocks and its audit event, in
one transaction. Whoever calls has asked the engine and the rights; nothing here judges an entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
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
    Ruling,
    Values,
)
from tuobo.records.audit.actions import record
from tuobo.records.ledgers import models
from tuobo.records.ledgers.files import CheckedFile, keep_content
from tuobo.records.ledgers.inserting import insert_all
from tuobo.records.ledgers.rows import (
    ClockRow,
    EntryRow,
    Hand,
    LinkRow,
    StepRow,
    changes_between,
    clocks_of,
    due_day,
    links_of,
    named_fields,
    responsible,
    sort_key_of,
)
from tuobo.records.organisation.models import Unit

Readings = tuple[ClockReading, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happens to an entry: the step's name, the entry before and after, the doer's remark and
    the rulings that the step asked for.
    """

    event: str
    before: Entry
    after: Entry
    readings: Readings
    reason: str = ""
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Where a new entry is kept."""

    unit: Unit
    court: Unit
    rehearsal: models.TriedOverlay | None = None


@transaction.atomic
def take_serials(ledger: Ledger, kept: Kept, hand: Hand, count: int = 1) -> int:
    """The first of some numbers that nobody else is given."""
    scope = _scope(ledger, hand)
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
    columns = _columns_of(ledger, entry, serial, kept, hand, readings)
    row = models.Entry.objects.create(**columns._asdict())
    models.EntryEvent.objects.create(**_first_step(row.pk, entry, hand)._asdict())
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
) -> dict[str, int]:
    """Many new entries at once, such as an import: number → id. The caller writes the one audit
    event.
    """
    listed = list(entries)
    insert_all(
        models.Entry,
        EntryRow,
        (
            _columns_of(ledger, entry, serial + at, kept, hand, readings)
            for at, (entry, readings) in enumerate(listed)
        ),
    )
    ids = dict(
        models.Entry.objects.filter(
            ledger=ledger.id,
            court=kept.court,
            rehearsal=kept.rehearsal,
            scope=_scope(ledger, hand),
            serial__gte=serial,
            serial__lt=serial + len(listed),
        ).values_list("number", "pk")
    )
    fields = named_fields(ledger)
    linked = _linked_ids(kept, ledger, [one.values for one, _ in listed])
    steps = (_first_step(ids[entry.number], entry, hand) for entry, _ in listed)
    insert_all(models.EntryEvent, StepRow, steps)
    links = (
        link
        for entry, _ in listed
        for link in links_of(ids[entry.number], fields, entry.values, linked)
    )
    insert_all(models.EntryLink, LinkRow, links)
    clocks = (one for entry, each in listed for one in clocks_of(ids[entry.number], each))
    insert_all(models.EntryClock, ClockRow, clocks)
    return ids


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
        sort_key=sort_key_of(ledger, last.after.values, due_day(last.readings)),
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
        rulings=[asdict(one) for one in change.rulings],
    )


def _columns_of(
    ledger: Ledger, entry: Entry, serial: int, kept: Kept, hand: Hand, readings: Readings
) -> EntryRow:
    """The columns of a new entry."""
    due_on = due_day(readings)
    return EntryRow(
        ledger=ledger.id,
        version=ledger.version,
        overlay=ledger.overlay,
        number=entry.number,
        scope=_scope(ledger, hand),
        serial=serial,
        court_id=kept.court.pk,
        unit_id=kept.unit.pk,
        person_id=responsible(ledger, entry.values),
        state=entry.state,
        title=title_of(ledger, entry.values),
        opened_on=hand.on,
        due_on=due_on,
        closed_on=entry.closed_on(ledger),
        reminded_on=None,
        sort_key=sort_key_of(ledger, entry.values, due_on),
        values=entry.values.document(),
        revision=1,
        created_by_id=hand.person,
        created_at=hand.at,
        changed_by_id=hand.person,
        changed_at=hand.at,
        rehearsal_id=kept.rehearsal.pk if kept.rehearsal else None,
    )


def _scope(ledger: Ledger, hand: Hand) -> str:
    return Numbering(pattern=ledger.number).scope(hand.on)


def _first_step(row: int, entry: Entry, hand: Hand) -> StepRow:
    step = entry.steps[0]
    return StepRow(
        entry_id=row,
        position=0,
        event=step.event,
        from_state="",
        to_state=step.to_state,
        by_id=hand.person,
        account=hand.actor.account,
        at=hand.at,
        on=step.on,
        version=entry.version,
        changes={name: [None, value] for name, value in entry.values.document().items()},
        reason="",
        rulings=[],
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
    links = links_of(row.pk, named_fields(ledger), values, linked)
    models.EntryLink.objects.bulk_create(models.EntryLink(**one._asdict()) for one in links)
    clocks = clocks_of(row.pk, readings)
    models.EntryClock.objects.bulk_create(models.EntryClock(**one._asdict()) for one in clocks)


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
