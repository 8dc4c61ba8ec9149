"""Rulings from outside that a transition asks for, such as the effect test on an indicator.

Each verdict of content/…/ledgers/verdicts.yaml has one function here; a verdict without one is
never held for given, so that the transition stays closed but for those who may override it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tuobo.engines.ledgers import Ruling, holds
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.opening import Opened

RulingOf: TypeAlias = Callable[[LedgerDesk, Opened], Ruling | None]
VERDICTS: Mapping[str, RulingOf] = {}


def rulings_for(desk: LedgerDesk, opened: Opened, event: str) -> tuple[Ruling, ...]:
    """The rulings that an event asks for of this entry; none for an event that is not there."""
    row = opened.ledger.transition_by_event.get(event)
    if row is None:
        return ()
    entry, found = opened.entry, []
    for needed in row.verdicts:
        asked = holds(needed.when, entry.values, ledger=opened.ledger, state=entry.state)
        ruling_of = VERDICTS.get(needed.verdict)
        if asked and ruling_of and (ruling := ruling_of(desk, opened)):
            found.append(ruling)
    return tuple(found)
