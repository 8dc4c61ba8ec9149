"""The table of transitions as a machine: what follows a state, and what an event leads to."""

from __future__ import annotations

from tuobo.core.errors import StateError
from tuobo.engines.ledgers.definition import Ledger, State, Transition
from tuobo.engines.ledgers.sentence import say


def events_from(ledger: Ledger, state: str) -> tuple[Transition, ...]:
    """The transitions that leave a state, in the order of the table."""
    return tuple(row for row in ledger.transitions if state in row.from_states)


def after(ledger: Ledger, state: str, event: str) -> State:
    """The state after an event; raises StateError naming both states if the table forbids it."""
    row = ledger.transition_by_event.get(event)
    now = ledger.state_by_id[state].names
    if row is None:
        events = tuple(one.event for one in events_from(ledger, state))
        said = say("ledger.no_event", ledger=ledger.names, event=event, state=now, known=events)
        raise StateError(said.code, **said.flat())
    if state not in row.from_states:
        sources = tuple(ledger.state_by_id[one].names for one in row.from_states)
        target = ledger.state_by_id[row.to_state].names
        said = say("ledger.state_forbids", ledger=ledger.names, event=row.names, state=now,
                   sources=sources, target=target)  # fmt: skip
        raise StateError(said.code, **said.flat())
    return ledger.state_by_id[row.to_state]
