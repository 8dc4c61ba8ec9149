"""Tables of lists: heads that sort by link, cells of text with an address, a note or a tone.

Cells hold finished words, as formatting and rights are decided before. A page with richer cells
writes its own table with the same heads and classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column as a page offers it.

    hint      names the exact field behind it    kind      text, number, day or long
    is_fixed  stays in sight when one scrolls to the right; the first two at most
    """

    key: str
    name: str
    hint: str = ""
    kind: str = "text"
    is_sortable: bool = False
    is_fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class Order:
    """By which column, in which direction; in an address `sort=filed_on` or `sort=-filed_on`."""

    key: str
    is_descending: bool = False

    @classmethod
    def of(cls, visit: Visit, columns: Sequence[Column], usual: Order) -> Order:
        """The asked order, or the usual one if that column cannot be sorted by."""
        asked = visit.query.get("sort", "")
        key = asked.removeprefix("-")
        if any(one.key == key and one.is_sortable for one in columns):
            return cls(key=key, is_descending=asked.startswith("-"))
        return usual

    def __str__(self) -> str:
        return f"-{self.key}" if self.is_descending else self.key


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column as it is drawn; `sorted` is ascending, descending or empty."""

    column: Column
    address: str = ""
    sorted: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A text; `note` stands below in small letters, `tone` and `icon` make it a badge."""

    text: str
    address: str = ""
    note: str = ""
    tone: str = ""
    icon: str = ""
    is_wrong: bool = False


@dataclass(frozen=True, kw_only=True)
class RowAction:
    """What can be done with a row: a link, or a button that posts."""

    name: str
    address: str
    is_post: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """The cells of a row in the order of the columns; `key` is sent when the row is picked."""

    cells: tuple[Cell, ...]
    key: str = ""
    actions: tuple[RowAction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list as templates/ui/table.html draws it; `name` is what column settings are kept by."""

    name: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    is_picked_from: bool = False

    @property
    def has_actions(self) -> bool:
        return any(row.actions for row in self.rows)


def heads_of(visit: Visit, path: str, columns: Sequence[Column], order: Order) -> tuple[Head, ...]:
    """Heads whose links sort and keep every criterion; a second click turns the order."""
    kept = {name: value for name, value in visit.query.items() if name not in {"sort", "page"}}
    return tuple(_head(one, order, path, kept) for one in columns)


def _head(column: Column, order: Order, path: str, kept: dict[str, str]) -> Head:
    if not column.is_sortable:
        return Head(column=column)
    is_by_this = order.key == column.key
    turned = Order(key=column.key, is_descending=is_by_this and not order.is_descending)
    direction = "descending" if order.is_descending else "ascending"
    return Head(
        column=column,
        address=address_with(path, {**kept, "sort": str(turned)}),
        sorted=direction if is_by_this else "",
    )
