"""What a court may change of a ledger in its overlay: add and tighten. Nothing else can be said.

New fields, stricter fields, more required at a transition, more who may not, shorter clocks, more
clocks and cadences, side states, lists, views and figures. `overlay.py` of the engine proves that
numbers only become stricter.
"""

from __future__ import annotations

from pydantic import Field as PydanticField

from tuobo.core.content import Definition, Source
from tuobo.engines.ledgers.definition.cadence import Cadence
from tuobo.engines.ledgers.definition.clock import Clock, Span
from tuobo.engines.ledgers.definition.field import Field, FieldGroup
from tuobo.engines.ledgers.definition.figure import Figure
from tuobo.engines.ledgers.definition.ledger import Listing, Reason, View
from tuobo.engines.ledgers.definition.part import Ids
from tuobo.engines.ledgers.definition.state import (
    AfterLinked,
    Effect,
    NeedsVerdict,
    State,
    Transition,
)


class StricterTransition(Definition):
    """More that a transition asks for."""

    event: str
    requires: Ids = ()
    requires_anew: Ids = ()
    not_same_person_as: Ids = ()
    verdicts: tuple[NeedsVerdict, ...] = ()
    after_linked: tuple[AfterLinked, ...] = ()
    after_named: Ids = ()
    effects: tuple[Effect, ...] = ()


class StricterClock(Definition):
    """A shorter span of the same kind, more reminders and escalations."""

    id: str
    within: Span | None = None
    remind: tuple[int, ...] = ()


class StricterCadence(Definition):
    """A greater number in the same period."""

    id: str
    at_least: int = PydanticField(ge=1)


class Tightening(Definition):
    """A court's file over a national ledger; `version` counts the overlay's own versions."""

    extends: str
    base: int
    version: int = PydanticField(ge=1)
    why: tuple[Reason, ...] = ()
    source: Source
    groups: tuple[FieldGroup, ...] = ()
    fields: tuple[Field, ...] = ()
    require: Ids = ()
    restrict: dict[str, str] = PydanticField(default_factory=dict)
    states: tuple[State, ...] = ()
    transitions: tuple[Transition, ...] = ()
    stricter: tuple[StricterTransition, ...] = ()
    clocks: tuple[Clock, ...] = ()
    stricter_clocks: tuple[StricterClock, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    stricter_cadences: tuple[StricterCadence, ...] = ()
    listing: Listing | None = PydanticField(default=None, alias="list")
    views: tuple[View, ...] = ()
    figures: tuple[Figure, ...] = ()
    template: Ids = ()
