"""An entry as the engine sees it: where it stands, what it holds, what was done to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from tuobo.engines.ledgers.definition import CREATE, Ledger, StateKind
from tuobo.engines.ledgers.values import Values


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One event in an entry's life: who did it, on which day, from which state to which."""

    event: str
    from_state: str
    to_state: str
    on: date
    person: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry. `unit` is the id of the unit that keeps it; the first step is its creation."""

    number: str
    ledger: str
    version: int
    state: str
    unit: str
    court: str = ""
    values: Values = field(default_factory=Values)
    steps: tuple[Step, ...] = ()

    @property
    def created_on(self) -> date | None:
        return self.steps[0].on if self.steps else None

    @property
    def created_by(self) -> str:
        return self.steps[0].person if self.steps else ""

    def doer_of(self, event: str) -> str:
        """Who did an event last; empty if nobody has."""
        return next((step.person for step in reversed(self.steps) if step.event == event), "")

    def kind(self, ledger: Ledger) -> StateKind:
        return ledger.state_by_id[self.state].kind

    def closed_on(self, ledger: Ledger) -> date | None:
        """The day on which it was closed, if it is closed now."""
        if not self.steps or not self.kind(ledger).is_closed:
            return None
        for step in reversed(self.steps):
            source = ledger.state_by_id.get(step.from_state)
            if source is None or not source.kind.is_closed:
                return step.on
        return self.steps[0].on

    def as_of(self, day: date) -> Entry:
        """The entry as far as it had come at the end of a day; values are as they are now.

        Before its creation it has no steps, so no clock runs.
        """
        if not self.steps or self.steps[-1].on <= day:
            return self
        steps = tuple(step for step in self.steps if step.on <= day)
        state = steps[-1].to_state if steps else self.steps[0].to_state
        return replace(self, steps=steps, state=state)

    def stepped(self, step: Step, values: Values) -> Entry:
        """The entry after a step."""
        return replace(self, state=step.to_state, values=values, steps=(*self.steps, step))


def created(entry: Entry, *, on: date, person: str) -> Entry:
    """The entry with its first step."""
    return replace(entry, steps=(creation(entry.state, on, person),))


def creation(state: str, on: date, person: str) -> Step:
    """The first step of every entry."""
    return Step(event=CREATE, from_state="", to_state=state, on=on, person=person)
