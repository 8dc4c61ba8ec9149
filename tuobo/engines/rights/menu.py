"""The menu as content: groups and pages in their order, each page with the right that shows it."""

from __future__ import annotations

from functools import cache

from tuobo.core.content import Content, Definition, Names
from tuobo.engines.rights.policy import Policy

MEMBER = "member"
"""Stands for the right of a page that everybody has who is logged in."""


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


@cache
def menu_of(content: Content) -> tuple[MenuGroup, ...]:
    """The menu of the content, in its order; DefinitionError for a right that does not exist."""
    groups = content.load("menu", MenuGroup)
    policy = Policy.of(content)
    for item in (item for group in groups for item in group.items):
        if item.right != MEMBER:
            policy.must_know(item.right)
    return groups
