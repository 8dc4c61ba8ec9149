"""Opens an entry to touch it: held, brought to the version in force, with whoever acts upon it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import Act, Entry, Ledger, Reader, Ruling, clock_readings, migrated
from tuobo.operations.ledgers.acting import act_upon
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.given import CheckedFiles
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.records.ledgers import models
from tuobo.records.ledgers.actions import Change, keep_change
from tuobo.records.ledgers.queries import engine_entry, row_for_writing
from tuobo.records.ledgers.rows import MIGRATED
from tuobo.records.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An entry that is about to be touched.

    kept   as it was kept; `entry` is the same in the newest version of its ledger
    """

    row: models.Entry
    ledger: Ledger
    kept: Entry
    entry: Entry
    act: Act
    reader: Reader

    def bringing(self, desk: LedgerDesk, files: CheckedFiles) -> Opened:
        """The same, with files that are brought in the form known to the reader."""
        lookup = RecordsLookup(
            desk=desk, court=self.row.court, files=files.digests, entry=self.row.pk
        )
        return replace(self, reader=reader_for(desk, lookup))


def opened_for(desk: LedgerDesk, entry: int) -> Opened:
    """The entry, held until the transaction ends; RequestError if the person does not see it."""
    row = row_for_writing(desk.reach(see_right(desk, entry)), entry)
    if row is None:
        raise RequestError("ledger_store.no_entry", entry=entry)
    return opened_row(desk, row)


def opened_row(desk: LedgerDesk, row: models.Entry) -> Opened:
    """An entry that was found otherwise, such as by an effect."""
    written = desk.book.version(row.ledger, row.version)
    kept = engine_entry(row, written)
    entry = migrated(kept, desk.book)
    ledger = desk.book.version(row.ledger, entry.version)
    lookup = RecordsLookup(desk=desk, court=row.court, entry=row.pk)
    return Opened(
        row=row,
        ledger=ledger,
        kept=kept,
        entry=entry,
        act=act_upon(desk, ledger, row, entry.values),
        reader=reader_for(desk, lookup),
    )


def see_right(desk: LedgerDesk, entry: int) -> str:
    """The right by which an entry is seen; RequestError "ledger_store.no_entry" for none."""
    names = models.Entry.objects.filter(pk=entry, rehearsal=desk.rehearsal)
    found = names.values_list("ledger", flat=True).first()
    if found is None or found not in desk.book.versions:
        raise RequestError("ledger_store.no_entry", entry=entry)
    return desk.book[found].rights.see


def keep_opened(
    desk: LedgerDesk,
    opened: Opened,
    event: str,
    after: Entry,
    reason: str = "",
    rulings: tuple[Ruling, ...] = (),
) -> models.Entry:
    """Keep an opened entry after a step; the change of version before it is a step of its own."""
    readings = clock_readings(opened.ledger, after, desk.on, desk.calendar)
    changes = [
        Change(
            event=event,
            before=opened.entry,
            after=after,
            readings=readings,
            reason=reason,
            rulings=rulings,
        )
    ]
    if opened.kept.version != opened.entry.version:
        changes.insert(
            0,
            Change(event=MIGRATED, before=opened.kept, after=opened.entry, readings=readings),
        )
    return keep_change(opened.row, opened.ledger, tuple(changes), desk.hand)


def court_of(unit: Unit) -> Unit:
    """The court that a unit is or belongs to."""
    found = unit
    while found.kind != Unit.Kind.COURT and found.parent is not None:
        found = found.parent
    return found
