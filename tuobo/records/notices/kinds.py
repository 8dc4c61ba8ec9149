"""The kinds of notices with their title and sentence: content/…/notices."""

from __future__ import annotations

from functools import cache

from tuobo.core.content import Content, Definition, Names, near, unique
from tuobo.core.errors import DefinitionError


class NoticeKind(Definition):
    """One kind of notice; its sentence speaks of the notice's own fields, never of parties."""

    notice: str
    names: Names
    sentence: Names


@cache
def notice_kinds(content: Content) -> dict[str, NoticeKind]:
    """All kinds by id."""
    return {one.notice: one for one in unique(content.load("notices", NoticeKind), "notice")}


def notice_kind(content: Content, kind: str) -> NoticeKind:
    """The kind with that id; raises DefinitionError if the content has none."""
    kinds = notice_kinds(content)
    if kind not in kinds:
        raise DefinitionError("notices.no_kind", kind=kind, suggestion=near(kind, list(kinds)))
    return kinds[kind]
