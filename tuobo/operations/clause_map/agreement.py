"""The map and the ledger definitions say the same: a row names a ledger that names the row."""

from __future__ import annotations

from collections.abc import Iterable

from tuobo.engines.ledgers import Ledger
from tuobo.operations.clause_map.map import ClauseMap


def differences(clauses: ClauseMap, ledgers: Iterable[Ledger]) -> tuple[tuple[int, str], ...]:
    """Row and ledger of which only one names the other, or whose row is not in the map."""
    by_rows = {(row, ledger) for row, clause in clauses.rows.items() for ledger in clause.ledgers}
    by_ledgers = {(row, one.id) for one in ledgers for row in one.clauses}
    return tuple(sorted(by_rows ^ by_ledgers))
