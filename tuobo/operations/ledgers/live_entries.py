"""The entries of a ledger as they are now, in the words of the version in force."""

from __future__ import annotations

from collections.abc import Iterable

from tuobo.engines.ledgers import Entry, Ledger, migrated
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import engine_entries
from tuobo.records.ledgers.selecting import within


def live_entries(desk: LedgerDesk, ledger: Ledger, court: str) -> list[Entry]:
    """All entries of a court that the person may see, by number."""
    rows = models.Entry.objects.filter(
        within(desk.reach(ledger.rights.see)),
        ledger=ledger.id,
        court__code=court,
        rehearsal=desk.rehearsal,
    )
    return now_in_force(desk, ledger, rows.order_by("scope", "serial"))


def now_in_force(desk: LedgerDesk, ledger: Ledger, rows: Iterable[models.Entry]) -> list[Entry]:
    """Rows as entries of the newest version; two statements a version, in the order of the rows."""
    listed = list(rows)
    by_version: dict[int, list[models.Entry]] = {}
    for row in listed:
        by_version.setdefault(row.version, []).append(row)
    found: dict[int, Entry] = {}
    for version, of_version in by_version.items():
        written = desk.book.version(ledger.id, version)
        entries = engine_entries(of_version, written)
        found |= {
            row.pk: migrated(entry, desk.book)
            for row, entry in zip(of_version, entries, strict=True)
        }
    return [found[row.pk] for row in listed]
