"""The frame of every page: menu by right, breadcrumb, place and period switches, data line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from tuobo.core.content import Content, Definition, Names
from tuobo.core.reach import Place, Reach
from tuobo.records.organisation.queries import court_names, divisions_of
from tuobo.web.ui.visit import PageRequest, Visit, address_with, org_of


class MenuItem(Definition):
    """A page in the menu: its address by name, and the right that shows it."""

    view: str
    names: Names
    right: str


class MenuGroup(Definition):
    """A heading of the menu with its pages."""

    group: str
    names: Names
    icon: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One step of the breadcrumb; the last has no address."""

    name: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    name: str
    address: str
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    icon: str
    links: tuple[Link, ...]
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One entry of a switch: `value` goes into the address."""

    value: str
    name: str
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Shell:
    menu: tuple[Group, ...]
    crumbs: tuple[Crumb, ...]
    places: tuple[Choice, ...]
    notices: int = 0
    data_line: str = ""


def shell_of(request: PageRequest, crumbs: tuple[Crumb, ...]) -> Shell:
    """The frame for a person; before log-in there is none."""
    visit = request.visit
    if visit.identity is None:
        return Shell(menu=(), crumbs=crumbs, places=())
    here = request.resolver_match.view_name if request.resolver_match else ""
    return Shell(menu=_menu(visit, here), crumbs=crumbs, places=_places(visit))


def _menu(visit: Visit, here: str) -> tuple[Group, ...]:
    groups = []
    for group in menu_of(settings.TUOBO_CONTENT):
        links = tuple(
            Link(
                name=visit.texts.pick(item.names),
                address=address_with(reverse(item.view), visit.carried),
                is_here=item.view.partition(":")[0] == here.partition(":")[0]
                if item.view != here
                else True,
            )
            for item in group.items
            if item.right == "member" or visit.may(item.right)
        )
        if links:
            name = visit.texts.pick(group.names)
            is_open = any(link.is_here for link in links)
            groups.append(Group(name=name, icon=group.icon, links=links, is_open=is_open))
    return tuple(groups)


def _places(visit: Visit) -> tuple[Choice, ...]:
    """Courts and divisions that one may look at, in official order."""
    reach = visit.reach("figures.view") | visit.reach("cases.view")
    chosen = visit.query.get("org", "")
    found: list[Choice] = []
    for code, name in court_names().items():
        if reach.touches(code):
            found += _of_court(reach, code, name, chosen)
    return tuple(found)


def _of_court(reach: Reach, code: str, name: str, chosen: str) -> list[Choice]:
    options = []
    if reach.covers(court=code):
        options.append((Place(court=code), name, 0))
    options += [
        (Place(court=code, division=division), division, 1)
        for division in divisions_of(code)
        if reach.covers(court=code, division=division)
    ]
    return [
        Choice(value=org_of(place), name=label, is_chosen=org_of(place) == chosen, depth=depth)
        for place, label, depth in options
    ]


@cache
def menu_of(content: Content) -> tuple[MenuGroup, ...]:
    """The menu of the content, in its order."""
    return content.load("menu", MenuGroup)
