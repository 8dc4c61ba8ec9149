"""Divisions of a ledger version without a task and without a statement why: what a report names.

They are no entries, so an outline asks for them as a view of the statements: `unstated`. A court
without a designation runs no programme, and nothing is missing there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tuobo.engines.ledgers import Entry, LedgerBook, StateKind
from tuobo.operations.ledger_versions.keeping import LedgerVersion

STATEMENTS, UNSTATED, HOLDER = "stated_gap", "unstated", "holder"
_TASK, _DESIGNATION = "task", "designation"
_DIVISION = "division"
UNITS_OF_TASK = ("lead_unit", "joint_units")
"""The fields by which a task says who does it."""


def unstated_units(
    version: LedgerVersion, book: LedgerBook, court: str, on: date
) -> tuple[str, ...]:
    """Ids of the divisions in official order, by the entries as they were on a day."""
    programmes = [one.number for one in _entries(version, book, _DESIGNATION, court, on)]
    if not programmes:
        return ()
    having = {
        str(unit)
        for one in _entries(version, book, _TASK, court, on)
        for name in UNITS_OF_TASK
        for unit in one.values.listed(name)
    }
    having |= {
        str(one.values[HOLDER])
        for one in _entries(version, book, STATEMENTS, court, on)
        if one.values.get("designation") == max(programmes)
        and not one.kind(book[STATEMENTS]).is_closed
    }
    return tuple(one for one in version.units_on(_DIVISION, court, on) if one not in having)


def _entries(
    version: LedgerVersion, book: LedgerBook, ledger: str, court: str, on: date
) -> Iterator[Entry]:
    """Those of a court that were there and had not been dropped."""
    for one in version.entries.get(ledger, ()):
        if one.court == court and one.created_on is not None and one.created_on <= on:
            then = one.as_of(on)
            if then.kind(book[ledger]) is not StateKind.DROPPED:
                yield then
