"""What may follow for an entry, and who may take that step: roles, or the persons alone named.

Speaks of everybody, not of whoever looks; whether a step is open to them the entry's page says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Entry, Ledger, StateKind, Transition, events_from, holds
from tuobo.engines.rights import Policy
from tuobo.records.ledgers.queries import Names


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """A step with those who may take it; `barred` are persons who may not, whatever their role."""

    event: str
    name: str
    takers: tuple[str, ...]
    barred: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StepReader:
    """Reads next steps; `names` holds the names of the persons of the entries that are asked of."""

    policy: Policy
    names: Names
    texts: Texts

    def of(self, ledger: Ledger, entry: Entry) -> tuple[NextStep, ...]:
        """The steps that lead on; those that lead back only where none leads on."""
        rows = tuple(_possible(ledger, entry))
        places = {one.id: at for at, one in enumerate(ledger.states)}
        onward = tuple(one for one in rows if places[one.to_state] > places[entry.state])
        return tuple(self._step(ledger, entry, one) for one in onward or rows)

    def _step(self, ledger: Ledger, entry: Entry, row: Transition) -> NextStep:
        named = tuple(self._persons(ledger, entry, row.only_by))
        return NextStep(
            event=row.event,
            name=self.texts.pick(row.names),
            takers=named or self._roles(row.right),
            barred=tuple(self._persons(ledger, entry, row.not_same_person_as)),
        )

    def _roles(self, right: str) -> tuple[str, ...]:
        return tuple(
            self.texts.pick(one.names)
            for one in self.policy.roles.values()
            if any(right in given for given in one.grants.values())
        )

    def _persons(self, ledger: Ledger, entry: Entry, meant: tuple[str, ...]) -> Iterator[str]:
        found: dict[str, None] = {}
        for one in meant:
            is_field = one in ledger.field_by_id
            persons = entry.values.listed(one) if is_field else (entry.doer_of(one),)
            found |= {str(person): None for person in persons if person}
        yield from (self.names.people.get(one, one) for one in found)


def _possible(ledger: Ledger, entry: Entry) -> Iterator[Transition]:
    """Steps of the table whose condition holds; dropping an entry is no way on."""
    for row in events_from(ledger, entry.state):
        is_drop = ledger.state_by_id[row.to_state].kind is StateKind.DROPPED
        if not is_drop and holds(row.when, entry.values, ledger=ledger, state=entry.state):
            yield row
