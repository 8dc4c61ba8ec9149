"""States: every one is reached, every one that is not closed has a way out, one at least closes."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.definition import Ledger
from tuobo.engines.ledgers.flaw import Flaw, flaw
from tuobo.engines.ledgers.known import Known


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    del known
    reached = reachable(ledger)
    leaving = {state for row in ledger.transitions for state in row.from_states}
    for at, state in enumerate(ledger.states):
        if state.id not in reached:
            yield flaw("ledger.state_unreachable", ("states", at), state=state.names,
                       first=ledger.first_state.names)  # fmt: skip
        if not state.kind.is_closed and state.id not in leaving:
            yield flaw("ledger.state_no_way_out", ("states", at), state=state.names)
    if not any(state.kind.is_closed for state in ledger.states):
        yield flaw("ledger.no_closed_state", ("states",))


def reachable(ledger: Ledger) -> frozenset[str]:
    """The states that an entry can come to from the first one."""
    reached = {ledger.first_state.id}
    while True:
        more = {
            row.to_state
            for row in ledger.transitions
            if reached & set(row.from_states) and row.to_state not in reached
        }
        if not more:
            return frozenset(reached)
        reached |= more
