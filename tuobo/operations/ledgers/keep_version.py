"""Freezes the ledgers of all courts as a ledger version, so that reports can be traced to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tuobo.core.content import Content
from tuobo.engines.ledgers import Entry, LedgerBook
from tuobo.operations.ledger_versions.keeping import keep_version
from tuobo.operations.ledgers.books import book_in_use
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import engine_entries, names_in, names_of
from tuobo.records.organisation.queries import division_units


def keep_ledgers(content: Content, store: Path, *, on: date) -> str:
    """The id of the version that holds the ledgers as they are now; empty without any entry.

    Entries of rehearsals count nowhere and stay out.
    """
    book = book_in_use(content)
    rows = list(models.Entry.objects.filter(rehearsal=None).select_related("court"))
    if not rows:
        return ""
    names = names_of(names_in(rows), (), {str(one.unit_id) for one in rows})
    told = {f"person:{code}": name for code, name in names.people.items()}
    told |= {f"unit:{code}": name for code, name in names.units.items()}
    divisions = {court: division_units(court) for court in {row.court.code for row in rows}}
    told |= {f"unit:{unit}": name for units in divisions.values() for unit, name in units}
    return keep_version(
        store,
        book,
        _entries(book, rows),
        told,
        on=on,
        divisions={
            court: tuple(str(unit) for unit, _ in units) for court, units in divisions.items()
        },
    )


def _entries(book: LedgerBook, rows: list[models.Entry]) -> Iterator[Entry]:
    kinds = dict.fromkeys((row.ledger, row.version) for row in rows)
    for ledger, version in kinds:
        mine = [row for row in rows if (row.ledger, row.version) == (ledger, version)]
        yield from engine_entries(mine, book.version(ledger, version))
