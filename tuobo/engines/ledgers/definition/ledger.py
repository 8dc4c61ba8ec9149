"""The ledger itself: why it is kept, its fields, states, clocks, cadences, lists and figures."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field as PydanticField

from tuobo.core.content import Definition, InForce, Mark, Names, Source
from tuobo.engines.ledgers.definition.cadence import Cadence
from tuobo.engines.ledgers.definition.clock import Clock
from tuobo.engines.ledgers.definition.condition import Condition
from tuobo.engines.ledgers.definition.field import Field, FieldGroup, FieldType, UnitKind
from tuobo.engines.ledgers.definition.figure import Figure
from tuobo.engines.ledgers.definition.part import Ids, Part, PartId, Scalar
from tuobo.engines.ledgers.definition.state import Effect, State, Transition

CREATE = "create"
"""The event with which every entry begins; no transition may have its name."""
CREATED = Names(zh="登记", en="entry")


class Reason(Definition):
    """Why the ledger is kept at all: a law, a figure of a report, or a decision."""

    kind: Literal["law", "report", "decision"]
    zh: str
    en: str
    mark: Mark

    @property
    def names(self) -> Names:
        return Names(zh=self.zh, en=self.en)


class Rights(Definition):
    """The rights to see, to create and to edit entries; transitions name their own."""

    see: str
    create: str
    edit: str


class View(Part):
    """A saved list that everybody is offered."""

    where: Condition
    sort: Ids = ()


class Listing(Definition):
    """Columns of the list, in their order; what it may be filtered by; how it is sorted.

    Beside fields: number, state, unit, created_on, changed_on and clock.NAME. A leading minus
    sorts downwards.
    """

    columns: Ids
    filters: Ids = ()
    sort: Ids = ("-number",)


class Migration(Definition):
    """How an entry of the version before becomes one of this: nothing is lost unless named here.

    rename   old field → new field            values   field → (old value → new value)
    default  field → value for old entries    states   old state → new state
    drop     fields that are given up; their values stay in the entry's history
    """

    rename: dict[str, str] = PydanticField(default_factory=dict)
    values: dict[str, dict[str, Scalar]] = PydanticField(default_factory=dict)
    default: dict[str, Scalar] = PydanticField(default_factory=dict)
    states: dict[str, str] = PydanticField(default_factory=dict)
    drop: Ids = ()


class Ledger(Definition):
    """A ledger as it is written in content/…/ledgers.

    overlay   the version of the court's overlay that was laid over it, 0 for none
    duties    the field of tags by which one record serves several duties
    clauses   rows of the clause map that it holds
    """

    id: PartId
    version: int = PydanticField(ge=1)
    overlay: int = 0
    names: Names
    meaning: Names | None = None
    why: tuple[Reason, ...] = ()
    source: Source
    in_force: InForce = InForce()
    dimensions: Ids = ()
    strands: Ids = ()
    clauses: tuple[int, ...] = ()
    kept_by: UnitKind
    rights: Rights
    number: str
    title: str
    groups: tuple[FieldGroup, ...] = ()
    fields: tuple[Field, ...] = PydanticField(min_length=1)
    states: tuple[State, ...] = PydanticField(min_length=1)
    transitions: tuple[Transition, ...] = ()
    on_create: tuple[Effect, ...] = ()
    clocks: tuple[Clock, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    listing: Listing = PydanticField(alias="list")
    views: tuple[View, ...] = ()
    figures: tuple[Figure, ...] = ()
    template: Ids = ()
    duties: str = ""
    migration: Migration | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """id@version, with the overlay's version where there is one: problem@2+1."""
        return f"{self.id}@{self.version}" + (f"+{self.overlay}" if self.overlay else "")

    @property
    def first_state(self) -> State:
        return self.states[0]

    @cached_property
    def field_by_id(self) -> dict[str, Field]:
        return {one.id: one for one in self.fields}

    @cached_property
    def asking_fields(self) -> tuple[Field, ...]:
        """The fields that must be filled, always or sometimes."""
        return tuple(one for one in self.fields if one.required or one.required_when)

    @cached_property
    def sensitive_fields(self) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.sensitive)

    @cached_property
    def bounded_fields(self) -> tuple[Field, ...]:
        """The fields whose values have bounds."""
        numbers = (FieldType.NUMBER, FieldType.DAYS, FieldType.MONEY)
        return tuple(
            one for one in self.fields if one.type in numbers or one.not_future or one.not_before
        )

    @cached_property
    def state_by_id(self) -> dict[str, State]:
        return {one.id: one for one in self.states}

    @cached_property
    def closed_states(self) -> frozenset[str]:
        return frozenset(one.id for one in self.states if one.kind.is_closed)

    @cached_property
    def transition_by_event(self) -> dict[str, Transition]:
        return {one.event: one for one in self.transitions}

    @cached_property
    def clock_by_id(self) -> dict[str, Clock]:
        return {one.id: one for one in self.clocks}

    @cached_property
    def cadence_by_id(self) -> dict[str, Cadence]:
        return {one.id: one for one in self.cadences}

    @cached_property
    def figure_by_id(self) -> dict[str, Figure]:
        return {one.id: one for one in self.figures}
