"""The frame of every page: menu by right, breadcrumb, place and period switches, data line."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from tuobo.engines.rights import MenuGroup, menu_of
from tuobo.records.notices.queries import unread_count
from tuobo.web.ui.data_line import data_of
from tuobo.web.ui.said import Said, take_said
from tuobo.web.ui.switches import Choice, switches_of
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_MENU_COOKIE = "tuobo_menu"


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
class Shell:
    """What stands around a page.

    own      one's own pages in the menu of the user     kept   parameters that a new period keeps
    inbox    the address of the notices
    said     what the step before has done, told once
    """

    menu: tuple[Group, ...] = ()
    crumbs: tuple[Crumb, ...] = ()
    places: tuple[Choice, ...] = ()
    place_name: str = ""
    periods: tuple[Choice, ...] = ()
    period_name: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    own: tuple[Link, ...] = ()
    roles: tuple[str, ...] = ()
    inbox: str = ""
    notices: int = 0
    data_line: str = ""
    said: tuple[Said, ...] = ()
    end_view: str = ""
    is_narrow: bool = False


def shell_of(request: PageRequest, crumbs: tuple[Crumb, ...]) -> Shell:
    """The frame for a person; before log-in there is none."""
    visit = request.visit
    if visit.identity is None:
        return Shell(crumbs=crumbs)
    here = request.resolver_match.view_name if request.resolver_match else ""
    data = data_of(visit)
    query = [(name, value) for name, values in request.GET.lists() for value in values]
    switches = switches_of(visit, request.path, query, data)
    return Shell(
        menu=_menu(visit, here, request.path),
        crumbs=crumbs,
        places=switches.places,
        place_name=switches.place_name,
        periods=switches.periods,
        period_name=switches.period_name,
        kept=switches.kept,
        own=_own(visit),
        roles=_roles(visit),
        inbox=reverse("notices:inbox"),
        notices=unread_count(visit.viewer.account),
        said=take_said(request),
        data_line=data.words if data else "",
        end_view=reverse("account:view_as_end") if visit.seen_as else "",
        is_narrow=request.COOKIES.get(_MENU_COOKIE) == "narrow",
    )


def _menu(visit: Visit, here: str, path: str) -> tuple[Group, ...]:
    """The groups and pages that one may open; the page, or else its area, is marked as here."""
    groups = menu_of(settings.TUOBO_CONTENT)
    views = {item.view for group in groups for item in group.items}
    marked = here if here in views else _nearest(groups, here, path)
    shown = []
    for group in groups:
        links = tuple(
            Link(
                name=visit.texts.pick(item.names),
                address=address_with(reverse(item.view), visit.carried),
                is_here=item.view == marked,
            )
            for item in group.items
            if item.right == "member" or visit.may(item.right)
        )
        if links:
            name = visit.texts.pick(group.names)
            is_open = any(link.is_here for link in links)
            shown.append(Group(name=name, icon=group.icon, links=links, is_open=is_open))
    return tuple(shown)


def _nearest(groups: tuple[MenuGroup, ...], here: str, path: str) -> str:
    """The page of the same area whose address the path goes on from furthest, or its first."""
    area = here.partition(":")[0]
    views = [item.view for group in groups for item in group.items]
    mine = {view: reverse(view) for view in views if view.partition(":")[0] == area}
    above = [view for view, address in mine.items() if path.startswith(address)]
    return max(above, key=lambda view: len(mine[view]), default=next(iter(mine), ""))


def _own(visit: Visit) -> tuple[Link, ...]:
    """One's own account and password; not while one views as somebody else."""
    if visit.seen_as:
        return ()
    views = {"web.my_account": "account:own", "web.password": "account:password"}
    return tuple(Link(name=visit.texts(code), address=reverse(v)) for code, v in views.items())


def _roles(visit: Visit) -> tuple[str, ...]:
    roles = visit.policy.roles
    held = dict.fromkeys(one.role for one in visit.viewer.holdings)
    return tuple(visit.texts.pick(roles[role].names) for role in held)
