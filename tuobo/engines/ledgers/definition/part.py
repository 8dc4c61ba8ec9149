"""What all parts of a ledger share: an id, both names, lists of one."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from tuobo.core.content import Definition, Names

PartId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Scalar: TypeAlias = bool | int | str


def _many(given: object) -> object:
    if given is None:
        return ()
    return given if isinstance(given, list | tuple) else (given,)


Ids = Annotated[tuple[str, ...], BeforeValidator(_many)]
"""One id or a list of them, as people write it."""

Scalars = Annotated[tuple[Scalar, ...], BeforeValidator(_many)]


class Part(Definition):
    """A named part of a ledger; names stand beside the id because parts are written on one line."""

    id: PartId
    zh: str
    en: str

    @property
    def names(self) -> Names:
        return Names(zh=self.zh, en=self.en)


TODAY, ACTOR, OWN = "today", "actor", "own"
"""What a definition may put into a field: the day, whoever acts, their unit or court."""
