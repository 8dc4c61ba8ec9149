"""A comment from above on an entry: what its form is filled in with, so that it leads to the entry.

The comment itself is an entry of the ledger of comments and is made there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import Values
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.opening import see_right
from tuobo.records.ledgers.queries import entry_row

OBSERVATION = "observation"
_ABOUT, _RESPONSIBLE = "about", "responsible_unit"
_UNITS = ("responsible_unit", "lead_unit")
"""Where an entry names the unit that is responsible for it."""


@dataclass(frozen=True, kw_only=True)
class NewObservation:
    """The fields that are known, and the court that keeps the comment."""

    unit: int
    values: Mapping[str, str]


def observation_on(desk: LedgerDesk, entry: int) -> NewObservation:
    """The form of a comment on an entry; RequestError for one that may not be commented on."""
    ledger = desk.ledger(OBSERVATION)
    row = entry_row(desk.reach(see_right(desk, entry)), entry)
    if row is None or row.ledger not in ledger.field_by_id[_ABOUT].ledgers:
        raise RequestError("ledger_store.no_entry", entry=entry)
    if not desk.reach(ledger.rights.create).covers(court=row.court.code):
        raise RequestError("ledger_store.no_entry", entry=entry)
    values = Values.of_document(desk.book.version(row.ledger, row.version), row.values)
    responsible = next((str(values[name]) for name in _UNITS if name in values), "")
    known = {_ABOUT: row.number, _RESPONSIBLE: responsible}
    return NewObservation(
        unit=row.court_id, values={name: value for name, value in known.items() if value}
    )
