"""Imports entries from a filled template: rehearsed first, then all accepted rows or none.

Rejected rows stay in quarantine: they come back as a marked workbook, to be mended and brought
again. One audit event tells of the whole import; every entry has its own first step.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    Entry,
    Ledger,
    Numbering,
    PlannedEntry,
    clock_readings,
    made_entry,
)
from tuobo.engines.ledgers.effects import planned
from tuobo.operations.ledgers.carrying_out import carry_out
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.import_file import ReadFile, ReadRow, keep_import, read_import
from tuobo.operations.ledgers.keepers import unit_of
from tuobo.operations.ledgers.opening import court_of
from tuobo.records.audit.actions import record
from tuobo.records.ledgers.actions import Kept, keep_all, take_serials
from tuobo.records.ledgers.files import Brought
from tuobo.records.ledgers.models import Entry as Row


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import brought: how many entries, the first and the last number."""

    count: int
    first: str
    last: str


def rehearse_import(desk: LedgerDesk, ledger: Ledger, brought: Brought, texts: Texts) -> ReadFile:
    """Keep and read a file; nothing is imported."""
    digest = keep_import(desk, brought)
    return read_import(desk, ledger, digest, brought.name, texts)


@transaction.atomic
def commit_import(
    desk: LedgerDesk, ledger: Ledger, rehearsed: tuple[str, str, int], texts: Texts
) -> Imported:
    """Import the accepted rows of a rehearsed file: its digest, name and how many were accepted.

    RequestError "ledger_store.import_changed" if it would no longer be the same rows.
    """
    digest, name, expected = rehearsed
    found = read_import(desk, ledger, digest, name, texts)
    rows = found.accepted
    if not rows or len(rows) != expected:
        raise RequestError("ledger_store.import_changed")
    numbers: list[str] = []
    for unit, of_unit in _by_unit(rows).items():
        numbers += _keep(desk, ledger, found, int(unit), of_unit)
    record(
        "ledger.imported",
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=ledger.id,
        rows=len(numbers),
        first=numbers[0],
        last=numbers[-1],
        file=found.name,
        digest=digest[:16],
    )
    return Imported(count=len(numbers), first=numbers[0], last=numbers[-1])


def _by_unit(rows: tuple[ReadRow, ...]) -> dict[str, list[ReadRow]]:
    found: dict[str, list[ReadRow]] = {}
    for one in rows:
        found.setdefault(one.reading.unit, []).append(one)
    return found


def _keep(
    desk: LedgerDesk, ledger: Ledger, found: ReadFile, unit: int, of_unit: list[ReadRow]
) -> list[str]:
    """The rows of one unit, at once; numbers follow the order of the file."""
    keeper = unit_of(unit)
    kept = Kept(unit=keeper, court=court_of(keeper), rehearsal=desk.rehearsal)
    serial = take_serials(ledger, kept, desk.hand, len(of_unit))
    numbering = Numbering(pattern=ledger.number)
    entries = [
        _entry(ledger, row, found, numbering.number(serial + at, desk.on), str(unit))
        for at, row in enumerate(of_unit)
    ]
    readings = (clock_readings(ledger, one, desk.on, desk.calendar) for one in entries)
    ids = keep_all(ledger, zip(entries, readings, strict=True), serial, kept, desk.hand)
    if ledger.on_create:
        for entry in entries:
            row = Row.objects.select_related("unit__parent", "court").get(pk=ids[entry.number])
            effects = planned(ledger, entry, ledger.on_create, found.act)
            carry_out(desk, row, ledger, effects, found.act)
    return [one.number for one in entries]


def _entry(ledger: Ledger, row: ReadRow, found: ReadFile, number: str, unit: str) -> Entry:
    """A new entry with the row's values; empty fields get their defaults, as in the form."""
    plan = PlannedEntry(ledger=ledger.id, values=row.reading.values, link="")
    return made_entry(ledger, plan, found.act, number=number, unit=unit)
