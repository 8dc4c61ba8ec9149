"""States and the table of transitions, with what a transition asks for and what it brings about."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field as PydanticField

from tuobo.core.content import Definition, Names, Source
from tuobo.engines.ledgers.definition.condition import Condition
from tuobo.engines.ledgers.definition.part import Ids, Part, PartId, Scalar


class StateKind(StrEnum):
    """How a state counts. `waiting` for others: open, but not overdue; `dropped`: closed undone."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
    DROPPED = "dropped"

    @property
    def is_closed(self) -> bool:
        return self in {StateKind.CLOSED, StateKind.DROPPED}


class State(Part):
    """A state. The first of the list is the one that a new entry has.

    editable   whether fields may still be changed in it; by default only while it is not closed
    """

    kind: StateKind = StateKind.OPEN
    editable: bool | None = None

    @property
    def is_editable(self) -> bool:
        return not self.kind.is_closed if self.editable is None else self.editable


class SetField(Definition):
    """Fills a field: with `today`, `actor`, `own` or a value as typed; or empties it."""

    do: Literal["set"]
    field: str
    to: Scalar | None = None
    blank: bool = False


class Notify(Definition):
    """Tells whoever has a right for the entry's unit, or the persons or units of some fields."""

    do: Literal["notify"]
    right: str = ""
    fields: Ids = ()


class MakeEntry(Definition):
    """Makes an entry in a ledger; `copy` fills its fields from fields here (theirs: ours).

    `link` names the field there that leads back here, `values` fills fields with fixed values.
    """

    do: Literal["make"]
    ledger: str
    link: str = ""
    copied: dict[str, str] = PydanticField(default_factory=dict, alias="copy")
    values: dict[str, Scalar] = PydanticField(default_factory=dict)
    when: Condition | None = None


class MoveLinked(Definition):
    """Moves the entries that a link field of this entry leads to, such as re-opening a problem."""

    do: Literal["move"]
    through: str
    event: str
    when: Condition | None = None


Effect: TypeAlias = Annotated[
    SetField | Notify | MakeEntry | MoveLinked, PydanticField(discriminator="do")
]


class Override(Definition):
    """Who may go on against a verdict, and the field that must then hold the reason."""

    right: str
    reason: str


class NeedsVerdict(Definition):
    """A verdict from outside that a transition asks for, such as the effect test."""

    verdict: str
    when: Condition | None = None
    override: Override | None = None


class AfterLinked(Definition):
    """Only after all entries of `ledger` that lead here through their field `through` are closed.

    `at_least` of them must exist; with `may_be_open` they need only exist. With `in_states` only
    those that stand in one of these count: an evaluation that was declined is closed, too.
    """

    ledger: str
    through: str
    at_least: int = 0
    may_be_open: bool = False
    in_states: Ids = ()


class Transition(Definition):
    """One row of the table.

    not_same_person_as   persons who may not do it: a person field, or an earlier event (its doer)
    only_by              persons of whom one must do it, named in the same way
    requires             fields that must be filled when it is done
    requires_anew        fields that must be given with this very step, such as a reason
    after_named          link fields: what they name must be closed first, as a task before a task
    when                 a condition on the entry as it is after filling in what the form asks
    """

    event: PartId
    zh: str
    en: str
    from_states: Ids = PydanticField(alias="from", min_length=1)
    to_state: str = PydanticField(alias="to")
    right: str = ""
    requires: Ids = ()
    requires_anew: Ids = ()
    when: Condition | None = None
    not_same_person_as: Ids = ()
    only_by: Ids = ()
    verdicts: tuple[NeedsVerdict, ...] = ()
    after_linked: tuple[AfterLinked, ...] = ()
    after_named: Ids = ()
    effects: tuple[Effect, ...] = ()

    @property
    def names(self) -> Names:
        return Names(zh=self.zh, en=self.en)


class Verdict(Part):
    """A verdict that ledgers may ask for; whoever moves an entry brings the ruling."""

    meaning: Names
    source: Source
