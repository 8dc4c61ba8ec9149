"""Freezes the ledgers of all courts as a ledger version, so that reports can be traced to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tuobo.core.content import Content
from tuobo.engines.ledgers import Entry, LedgerBook
from tuobo.operations.ledger_versions.keeping import KeptUnit, keep_version
from tuobo.operations.ledgers.books import book_in_use
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import engine_entries, names_in, names_of
from tuobo.records.organisation.models import Unit


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
    units = _units({row.court_id for row in rows})
    told |= {f"unit:{one.pk}": one.name for one in units}
    return keep_version(
        store, book, _entries(book, rows), told, on=on, units=map(_kept_unit, units)
    )


def _units(courts: set[int]) -> tuple[Unit, ...]:
    """The units of the courts in official order, of which figures may be shares."""
    found = Unit.objects.filter(parent__in=courts, parent__kind=Unit.Kind.COURT)
    return tuple(found.select_related("parent"))


def _kept_unit(one: Unit) -> KeptUnit:
    return KeptUnit(
        id=str(one.pk),
        kind=one.kind,
        court=one.court_code,
        since=one.starts_on,
        until=one.ends_on,
    )


def _entries(book: LedgerBook, rows: list[models.Entry]) -> Iterator[Entry]:
    kinds = dict.fromkeys((row.ledger, row.version) for row in rows)
    for ledger, version in kinds:
        mine = [row for row in rows if (row.ledger, row.version) == (ledger, version)]
        yield from engine_entries(mine, book.version(ledger, version))
