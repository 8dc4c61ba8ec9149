"""Pages of a list: which one is asked for, and the links around it, which keep every criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tuobo.web.ui.reading import plain
from tuobo.web.ui.visit import Visit

SIZES = (10, 20, 50, 100)
_USUAL = 20
_AROUND = 2


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """A link of a pager; `number` 0 is a gap."""

    number: int
    address: str = ""
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class Pager:
    """The links around a page; `first_row` and `last_row` count from 1."""

    number: int
    size: int
    total: int
    pages: int
    links: tuple[PageLink, ...]
    sizes: tuple[PageLink, ...]
    kept: tuple[tuple[str, str], ...]

    @property
    def first_row(self) -> int:
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last_row(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def before(self) -> str:
        return self._address_of(self.number - 1)

    @property
    def after(self) -> str:
        return self._address_of(self.number + 1)

    def _address_of(self, number: int) -> str:
        return next((one.address for one in self.links if one.number == number), "")


@dataclass(frozen=True, kw_only=True)
class AskedPage:
    """The page and size that an address asks for; what cannot be read is the first, of 20."""

    number: int
    size: int

    @classmethod
    def of(cls, visit: Visit) -> AskedPage:
        size = _number(visit.query.get("size", ""))
        number = _number(visit.query.get("page", ""))
        return cls(number=max(number, 1), size=size if size in SIZES else _USUAL)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def within(self, total: int) -> AskedPage:
        """This page, or the last one that there is."""
        return AskedPage(number=min(self.number, pages_of(total, self.size)), size=self.size)

    def pager(
        self, total: int, path: str, query: Mapping[str, str] | Iterable[tuple[str, str]]
    ) -> Pager:
        """The links around this page of so many rows; a name may stand in pairs several times."""
        pairs = query.items() if isinstance(query, Mapping) else query
        kept = [(name, value) for name, value in pairs if name not in {"page", "size"}]
        pages = pages_of(total, self.size)
        here = min(self.number, pages)
        sized = kept if self.size == _USUAL else [*kept, ("size", str(self.size))]
        return Pager(
            number=here,
            size=self.size,
            total=total,
            pages=pages,
            links=tuple(
                PageLink(
                    number=number,
                    address=_address(path, [*sized, ("page", str(number))]) if number else "",
                    is_here=number == here,
                )
                for number in _shown(here, pages)
            ),
            sizes=tuple(
                PageLink(
                    number=size,
                    address=_address(path, [*kept, ("size", str(size))]),
                    is_here=size == self.size,
                )
                for size in SIZES
            ),
            kept=tuple(sized),
        )


def pages_of(total: int, size: int) -> int:
    """How many pages there are; an empty list has one."""
    return max(1, -(-total // size))


def _shown(here: int, pages: int) -> list[int]:
    """The first, the last and those around; 0 stands for those left out between.

    >>> _shown(6, 20)
    [1, 0, 4, 5, 6, 7, 8, 0, 20]
    """
    near = range(max(1, here - _AROUND), min(pages, here + _AROUND) + 1)
    numbers = sorted({1, *near, pages})
    shown: list[int] = []
    for number in numbers:
        if shown and number - shown[-1] == 2:
            shown.append(number - 1)
        elif shown and number - shown[-1] > 2:
            shown.append(0)
        shown.append(number)
    return shown


def _address(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode([(name, value) for name, value in pairs if value])}"


def _number(text: str) -> int:
    found = plain(text)
    return int(found) if found.isdecimal() and len(found) < 9 else 0
