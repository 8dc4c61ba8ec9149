"""The data that a page answers from: the latest version, or the older one in its address."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings

from tuobo.core.reach import Reach
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.operations.desk.the_desk import the_desk
from tuobo.web.ui.visit import Visit


def open_desk() -> Desk:
    """The desk of this process."""
    return the_desk(settings.TUOBO_STORE, settings.TUOBO_CONTENT)


def opened_for(visit: Visit) -> AbstractContextManager[OpenVersion]:
    """The data version of a page; raises StateError `desk.no_data` for an empty store."""
    return open_desk().now(visit.as_of)


def reach_here(visit: Visit, right: str) -> Reach:
    """How far a right reaches within the asked place; all of it where no place is asked for.

    Raises Http404 for a place outside: what one may not see is not there.
    """
    if visit.query.get("org", ""):
        return Reach((visit.place(right),))
    return visit.reach(right)
