"""The events that the log may hold, with their sentence and family: content/…/audit."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias, get_args

from tuobo.core.content import Content, Definition, Names, unique
from tuobo.core.errors import DefinitionError

Family: TypeAlias = Literal["write", "read", "export", "sign", "security"]
FAMILIES: tuple[str, ...] = get_args(Family)


class AuditKind(Definition):
    """One kind of event; its sentence speaks of {person}, {subject} and the event's fields."""

    event: str
    family: Family
    names: Names
    sentence: Names


@cache
def audit_kinds(content: Content) -> dict[str, AuditKind]:
    """All kinds by id."""
    return {one.event: one for one in unique(content.load("audit", AuditKind), "event")}


def audit_kind(content: Content, kind: str) -> AuditKind:
    """The kind with that id; raises DefinitionError if the content has none."""
    found = audit_kinds(content).get(kind)
    if found is None:
        raise DefinitionError("audit.no_kind", kind=kind)
    return found
