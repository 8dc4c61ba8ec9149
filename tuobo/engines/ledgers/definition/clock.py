"""Clocks: when something falls due, what pauses it, whom it reminds and to whom it escalates."""

from __future__ import annotations

from pydantic import Field as PydanticField
from pydantic import model_validator

from tuobo.core.content import Definition, Source
from tuobo.engines.ledgers.definition.condition import Condition
from tuobo.engines.ledgers.definition.part import Ids, Part


class Span(Definition):
    """A length of time of exactly one kind. The first day is the day after the start."""

    days: int = PydanticField(default=0, ge=0)
    working_days: int = PydanticField(default=0, ge=0)
    months: int = PydanticField(default=0, ge=0)

    @model_validator(mode="after")
    def _one_kind(self) -> Span:
        if sum(bool(kind) for kind in (self.days, self.working_days, self.months)) != 1:
            message = "span_kind"
            raise ValueError(message)
        return self


class Start(Definition):
    """What a clock runs from: a date field, the last entering of a state, or the last event."""

    field: str = ""
    state: str = ""
    event: str = ""

    @model_validator(mode="after")
    def _one_start(self) -> Start:
        if sum(bool(one) for one in (self.field, self.state, self.event)) != 1:
            message = "start_kind"
            raise ValueError(message)
        return self


class Escalate(Definition):
    """Tells whoever has the right, that many days after the due day."""

    after_days: int = PydanticField(ge=1)
    to: str


class Clock(Part):
    """A due day. Without `within` the day of the start itself is the due day (a typed deadline).

    paused_in   states whose days do not count: what still lies ahead moves by as many days
    stops       the date field that ends it; without one it ends in a closed state
    roll        a due day that is a rest day moves to the next working day
    remind      so many days before
    """

    starts: Start
    within: Span | None = None
    roll: bool = False
    when: Condition | None = None
    paused_in: Ids = ()
    stops: str = ""
    stops_in: Ids = ()
    remind: tuple[int, ...] = ()
    escalate: tuple[Escalate, ...] = ()
    source: Source | None = None
