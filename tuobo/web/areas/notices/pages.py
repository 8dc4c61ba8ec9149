"""What the inbox shows."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.records.notices.queries import NoticePage
from tuobo.web.ui.paging import AskedPage, Pager
from tuobo.web.ui.visit import Visit, address_with

UNREAD = "unread"


@dataclass(frozen=True, kw_only=True)
class TabView:
    name: str
    address: str
    is_here: bool
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class InboxPage:
    """The inbox; whoever only views as its owner cannot mark anything."""

    found: NoticePage
    tabs: tuple[TabView, ...]
    pager: Pager
    may_mark: bool


def inbox_page(visit: Visit, path: str, found: NoticePage) -> InboxPage:
    is_unread = visit.query.get(UNREAD) == "1"
    here = AskedPage(number=found.page, size=found.size)
    every = address_with(path, visit.carried)
    unread = address_with(path, {**visit.carried, UNREAD: "1"})
    return InboxPage(
        found=found,
        tabs=(
            TabView(name=visit.texts("notices.all"), address=every, is_here=not is_unread),
            TabView(
                name=visit.texts("notices.unread"), address=unread, is_here=is_unread,
                count=found.unread,
            ),
        ),
        pager=here.pager(found.total, path, visit.query),
        may_mark=not visit.seen_as,
    )  # fmt: skip
