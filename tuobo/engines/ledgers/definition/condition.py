"""Conditions as data: a field is, is one of, is filled; a state; a clock; all, any, none of others.

There is nothing to evaluate in a condition but these words. `condition.py` beside the engine says
whether one holds for an entry, `frames.py` for a whole column of entries at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from tuobo.core.content import Definition
from tuobo.engines.ledgers.definition.part import Ids, Scalar, Scalars


class Condition(Definition):
    """One test. Exactly one subject: field, state, kind, clock, all, any or none.

    field   with one of: `is` (equals one of; a field of many values: contains one of), `filled`,
            `at_least`, `at_most` (numbers, money in fen, day counts)
    state   the entry is in one of these states; `kind`: in a state of one of these kinds
    clock   the clock has one of the statuses in `is`
    """

    field: str = ""
    equals: Scalars = Field(default=(), alias="is")
    filled: bool | None = None
    at_least: int | None = None
    at_most: int | None = None
    state: Ids = ()
    kind: Ids = ()
    clock: str = ""
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (*self.all, *self.any, *self.none)

    def walk(self) -> Iterator[Condition]:
        """This condition and all inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @model_validator(mode="after")
    def _one_subject(self) -> Condition:
        subjects = (
            self.field, self.state, self.kind, self.clock, self.all, self.any, self.none,
        )  # fmt: skip
        if sum(bool(one) for one in subjects) != 1:
            message = "condition_subject"
            raise ValueError(message)
        tests: tuple[Scalar | Scalars | None, ...] = (
            self.equals or None, self.filled, self.at_least, self.at_most,
        )  # fmt: skip
        given = sum(one is not None for one in tests)
        # A range has two ends; everything else is one test.
        is_range = self.at_least is not None and self.at_most is not None and given == 2
        wanted = {"field": given == 1 or is_range, "clock": bool(self.equals) and given == 1}
        subject = "field" if self.field else "clock" if self.clock else ""
        if not wanted.get(subject, given == 0):
            message = "condition_test"
            raise ValueError(message)
        return self
