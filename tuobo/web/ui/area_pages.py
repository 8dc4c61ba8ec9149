"""Finds the page in the menu that another area begins with, if the visitor may open it.

Areas are strangers to one another: they lead to each other through the menu alone.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from tuobo.engines.rights import menu_of
from tuobo.web.ui.visit import Visit, address_with


def address_of_area(visit: Visit, area: str) -> str:
    """The address of the area's first page in the menu with place and period; empty if none."""
    for group in menu_of(settings.TUOBO_CONTENT):
        for item in group.items:
            is_there = item.view.partition(":")[0] == area
            if is_there and (item.right == "member" or visit.may(item.right)):
                return address_with(reverse(item.view), visit.carried)
    return ""
