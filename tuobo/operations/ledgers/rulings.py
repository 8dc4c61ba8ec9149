"""Rulings from outside that a transition asks for, such as the effect test on an indicator.

Who gives them is handed to the desk (`LedgerDesk.verdicts`); a verdict that nobody gives is never
held for given, so that its transition stays closed but for those who may override it.
"""

from __future__ import annotations

from tuobo.engines.ledgers import Ruling, holds
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.opening import Opened


def rulings_for(desk: LedgerDesk, opened: Opened, event: str) -> tuple[Ruling, ...]:
    """The rulings that an event asks for of this entry; none for an event that is not there."""
    row = opened.ledger.transition_by_event.get(event)
    if row is None:
        return ()
    entry, found = opened.entry, []
    for needed in row.verdicts:
        asked = holds(needed.when, entry.values, ledger=opened.ledger, state=entry.state)
        ruling_of = desk.verdicts.get(needed.verdict)
        ruling = ruling_of(desk, opened.ledger, entry) if asked and ruling_of else None
        if ruling:
            found.append(ruling)
    return tuple(found)
