"""What a file in content/…/rights says: rights, roles and who may see which column.

A role gives rights at a level: `own` (what bears one's own name), `division`, `court`, `below`
(the court and all courts under it) or `office` (the administration of the system itself, which
never reaches business data).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from tuobo.core.content import Definition, Names, Source

Level: TypeAlias = Literal["own", "division", "court", "below", "office"]
RightId: TypeAlias = str


class RoleKind(StrEnum):
    """Business roles see business data; administration roles never do."""

    BUSINESS = "business"
    ADMINISTRATION = "administration"


class Right(Definition):
    """One thing that somebody may see or do."""

    right: RightId = Field(pattern=r"^[a-z_]+(\.[a-z_]+)+$")
    names: Names
    kind: RoleKind = RoleKind.BUSINESS


class Role(Definition):
    """A role and what it may do, by level.

    excludes      roles that the same person must not hold beside it (separation of duties)
    second_factor  a second factor is obligatory for whoever holds it
    """

    role: str = Field(pattern=r"^[a-z_]+$")
    names: Names
    kind: RoleKind
    grants: dict[Level, tuple[RightId, ...]]
    excludes: tuple[str, ...] = ()
    second_factor: bool = False
    source: Source

    @property
    def unit_kind(self) -> Literal["court", "division", ""]:
        """The kind of unit that the role is held at; empty where any will do.

        A level `court` reaches the whole court even if held at a division of it, so it may not be.
        """
        if {"court", "below", "office"} & set(self.grants):
            return "court"
        return "division" if "division" in self.grants else ""

    @model_validator(mode="after")
    def _office_is_for_administration(self) -> Role:
        levels = set(self.grants)
        is_office = self.kind is RoleKind.ADMINISTRATION
        if (is_office and levels - {"office"}) or (not is_office and "office" in levels):
            message = "level office is for roles of the administration, and they have no other"
            raise ValueError(message)
        return self


class RuleOfColumn(Definition):
    """A column of a fact table that only those with a right see."""

    table: str
    column: str
    right: RightId


class RightsFile(Definition):
    """One file of content/…/rights."""

    rights: tuple[Right, ...] = ()
    roles: tuple[Role, ...] = ()
    columns: tuple[RuleOfColumn, ...] = ()
