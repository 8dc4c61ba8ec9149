"""Pages of long answers: how many rows there are in all, and where the next ones are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict, TypeVar

from ninja import Field, Schema

from tuobo.web.areas.api.words import both
from tuobo.web.ui.paging import pages_of
from tuobo.web.ui.visit import PageRequest

_Row = TypeVar("_Row")
MOST_ROWS = 100
_LAST_PAGE = 1_000_000


class PageAsked(Schema):
    """Which page; one beyond the last is answered with the last."""

    page: int = Field(1, ge=1, le=_LAST_PAGE, description=both("api.field.page"))
    size: int = Field(20, ge=1, le=MOST_ROWS, description=both("api.field.size"))


class PageOut(Schema):
    """A page of an answer; nothing is left out without being told."""

    total: int = Field(description=both("api.field.total"))
    page: int = Field(description=both("api.field.page"))
    pages: int = Field(description=both("api.field.pages"))
    next: str = Field(description=both("api.field.next"))


class Paged(Protocol):
    """A page as it was read: how many rows there are in all, and which page it is."""

    @property
    def total(self) -> int: ...
    @property
    def page(self) -> int: ...
    @property
    def pages(self) -> int: ...


class PageTold(TypedDict):
    """What every answer in pages says of its page: spread into a `PageOut`."""

    total: int
    page: int
    pages: int
    next: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which rows of all are on the page."""

    total: int
    page: int
    pages: int
    size: int
    next: str

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def told(self) -> PageTold:
        return PageTold(total=self.total, page=self.page, pages=self.pages, next=self.next)

    def of(self, rows: Sequence[_Row]) -> Sequence[_Row]:
        return rows[self.offset : self.offset + self.size]


def part_of(request: PageRequest, asked: PageAsked, total: int) -> Part:
    """The page that is asked for of so many rows, or the last one that there is."""
    pages = pages_of(total, asked.size)
    page = min(asked.page, pages)
    return Part(
        total=total,
        page=page,
        pages=pages,
        size=asked.size,
        next=_next_page(request, page, pages),
    )


def page_told(request: PageRequest, found: Paged) -> PageTold:
    """The same of a page that was read as one."""
    after = _next_page(request, found.page, found.pages)
    return PageTold(total=found.total, page=found.page, pages=found.pages, next=after)


def _next_page(request: PageRequest, page: int, pages: int) -> str:
    """The address of the page after this one; empty after the last."""
    if page >= pages:
        return ""
    asked = request.GET.copy()
    asked["page"] = str(page + 1)
    return f"{request.path}?{asked.urlencode()}"
