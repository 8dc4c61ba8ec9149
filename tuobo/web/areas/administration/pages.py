"""What the pages of the administration show."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.web.ui.forms import DeskForm
from tuobo.web.ui.paging import Pager
from tuobo.web.ui.tables import Column, Head, Row, Table
from tuobo.web.ui.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Button:
    """A link that looks like a button, or a real one that posts.

    is_danger  it takes something away
    """

    name: str
    address: str
    icon: str = ""
    is_main: bool = False
    is_danger: bool = False
    is_post: bool = False


@dataclass(frozen=True, kw_only=True)
class Tab:
    name: str
    address: str
    is_here: bool
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A name and a value in a list of facts; with a tone the value is a badge."""

    name: str
    value: str
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled part of a page: a table, or facts, with its buttons."""

    title: str
    lead: str = ""
    table: Table | None = None
    facts: tuple[Fact, ...] = ()
    buttons: tuple[Button, ...] = ()
    empty: str = ""


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list with its filter.

    pick     where what is picked is posted to, and as what
    kept     what of the address the filter keeps, such as the tab
    """

    title: str
    lead: str = ""
    buttons: tuple[Button, ...] = ()
    tabs: tuple[Tab, ...] = ()
    form: DeskForm | None = None
    table: Table | None = None
    pager: Pager | None = None
    total: int | None = None
    empty: str = ""
    empty_help: str = ""
    pick: Button | None = None
    sections: tuple[Section, ...] = ()
    exports: tuple[Button, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What somebody typed beside what now holds, as another has changed it meanwhile."""

    name: str
    typed: str
    now: str


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """A form on a page of its own or above what hangs on the thing that it edits."""

    title: str
    form: DeskForm
    button: str
    cancel: str
    lead: str = ""
    buttons: tuple[Button, ...] = ()
    differences: tuple[Difference, ...] = ()
    sections: tuple[Section, ...] = ()
    is_danger: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmPage:
    """A question before a step that takes something away."""

    title: str
    sentence: str
    button: str
    cancel: str


@dataclass(frozen=True, kw_only=True)
class SecretPage:
    """A password or a code that is told once."""

    title: str
    lead: str
    facts: tuple[Fact, ...]
    after: Button


@dataclass(frozen=True, kw_only=True)
class CardPage:
    """One thing with its facts, what can be done with it, and what hangs on it."""

    title: str
    facts: tuple[Fact, ...]
    buttons: tuple[Button, ...] = ()
    sections: tuple[Section, ...] = ()


def table_of(
    visit: Visit, name: str, columns: tuple[str, ...], rows: list[Row], *, is_picked: bool = False
) -> Table:
    """A table whose columns are called by the sentences `<name>.column.<key>`."""
    heads = tuple(
        Head(column=Column(key=key, name=visit.texts(f"{name}.column.{key}"))) for key in columns
    )
    caption = visit.texts(f"{name}.title")
    return Table(
        name=name, caption=caption, heads=heads, rows=tuple(rows), is_picked_from=is_picked
    )
