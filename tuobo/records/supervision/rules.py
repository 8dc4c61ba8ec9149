"""Kinds, states and moves of reminders: content/…/supervision, checked against one another."""

from __future__ import annotations

from functools import cache, cached_property

from pydantic import Field

from tuobo.core.content import Content, Definition, Identifier, Names, Source
from tuobo.core.errors import DefinitionError, RequestError, StateError


class ReminderKind(Definition):
    """What is asked for, and within how many working days if the sender says nothing else."""

    kind: Identifier
    names: Names
    asks: Names
    answer_within_working_days: int = Field(ge=1)


class ReminderState(Definition):
    state: Identifier
    names: Names


class Move(Definition):
    """From some states to another, by holders of a right."""

    move: Identifier
    names: Names
    starts: tuple[str, ...] = Field(alias="from")
    to: str
    right: str


class Closing(Definition):
    """Why a reminder needs nothing more."""

    closing: Identifier
    names: Names


class ReminderRules(Definition):
    """All of them, with where they come from."""

    kinds: tuple[ReminderKind, ...]
    states: tuple[ReminderState, ...]
    moves: tuple[Move, ...]
    closings: tuple[Closing, ...]
    source: Source

    @classmethod
    def of(cls, content: Content) -> ReminderRules:
        """The content's rules; there must be exactly one set, whose moves name its states."""
        return _of(content)

    @cached_property
    def kind_names(self) -> dict[str, Names]:
        return {one.kind: one.names for one in self.kinds}

    @cached_property
    def state_names(self) -> dict[str, Names]:
        return {one.state: one.names for one in self.states}

    @cached_property
    def closing_names(self) -> dict[str, Names]:
        return {one.closing: one.names for one in self.closings}

    def kind(self, name: str) -> ReminderKind:
        """The kind with that name; RequestError if there is none."""
        for one in self.kinds:
            if one.kind == name:
                return one
        raise RequestError("supervision.no_kind", kind=name, known="、".join(self.kind_names))

    def move(self, name: str) -> Move:
        for one in self.moves:
            if one.move == name:
                return one
        raise RequestError("supervision.no_move", move=name)

    def allows(self, move: str, state: str) -> bool:
        return state in self.move(move).starts

    def after(self, state: str, move: str) -> str:
        """The state after a move; StateError where the table has no such move."""
        found = self.move(move)
        if state not in found.starts:
            raise StateError(
                "supervision.no_way", move=found.names.zh, state=self.state_names[state].zh
            )
        return found.to


@cache
def _of(content: Content) -> ReminderRules:
    found = content.load("supervision", ReminderRules)
    if len(found) != 1:
        raise DefinitionError("supervision.not_one", found=len(found))
    rules = found[0]
    for move in rules.moves:
        for state in (*move.starts, move.to):
            if state not in rules.state_names:
                raise DefinitionError("supervision.no_state", move=move.move, state=state)
    return rules
