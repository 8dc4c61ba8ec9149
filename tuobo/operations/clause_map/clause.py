"""A row of the clause map, and the names of what holds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from tuobo.core.content import Definition, Names, Source


class HolderKind(StrEnum):
    """What a holder is. Parts of a ledger are written `ledger.part`.

    page is the name of an address of the desk, such as programme:plan; report an outline, or an
    outline and one of its headings: special_report/审判效率.
    """

    LEDGER = "ledger"
    FIELD = "field"
    FIGURE = "figure"
    CADENCE = "cadence"
    CLOCK = "clock"
    INDICATOR = "indicator"
    FINDING = "finding"
    REPORT = "report"
    CLAIM = "claim"
    DRAFT = "draft"
    VOCABULARY = "vocabulary"
    RIGHT = "right"
    PAGE = "page"


OF_A_LEDGER = (
    HolderKind.LEDGER, HolderKind.FIELD, HolderKind.FIGURE, HolderKind.CADENCE, HolderKind.CLOCK,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Holder:
    """One thing that holds a row: `kind:name`."""

    kind: HolderKind
    name: str

    @property
    def ledger(self) -> str:
        """The ledger that it is, or is a part of; empty for anything else."""
        return self.name.partition(".")[0] if self.kind in OF_A_LEDGER else ""


class Clause(Definition):
    """A row: where it stands in the reports, what it asks in our own words, what holds it.

    holders  `kind:name`, all of which must exist
    gap      why nothing holds it yet; a row has holders, or a gap, or both (partly held)
    """

    row: int = Field(ge=1, le=190)
    section: Literal["10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "10.7"]
    place: str = ""
    asks: Names
    holders: tuple[str, ...] = ()
    gap: Names | None = None
    source: Source

    @model_validator(mode="after")
    def _is_held_or_says_why_not(self) -> Clause:
        if not self.holders and self.gap is None:
            message = "holders or gap"
            raise ValueError(message)
        return self

    @property
    def held_by(self) -> tuple[Holder, ...]:
        """The holders of known kinds; the others are flaws of the map."""
        parted = (one.partition(":") for one in self.holders)
        return tuple(
            Holder(kind=HolderKind(kind), name=name)
            for kind, _, name in parted
            if kind in HolderKind.__members__.values()
        )

    @property
    def ledgers(self) -> frozenset[str]:
        """The ledgers that hold it, wholly or by a part."""
        return frozenset(one.ledger for one in self.held_by) - {""}
