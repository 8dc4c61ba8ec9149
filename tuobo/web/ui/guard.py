"""Every view says who may call it; a view that does not say so is closed to all.

`@needs("cases.view")` asks for a right, `@open_to_members` for a log-in and `@open_to_all` for
nothing. The middleware enforces it, and the table of addresses and roles is read off the marks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

MARK = "needs_right"
ALL, MEMBERS = "*", "member"


def needs(right: str) -> Callable[[View], View]:
    """The view is for holders of a right; for others it is not there."""

    def marked(view: View) -> View:
        setattr(view, MARK, right)
        return view

    return marked


def open_to_all(view: View) -> View:
    """The view is for everybody, also before log-in."""
    return needs(ALL)(view)


def open_to_members(view: View) -> View:
    """The view is for everybody who is logged in."""
    return needs(MEMBERS)(view)


def right_of(view: Callable[..., Any]) -> str:
    """What a view asks for; empty if it does not say, which closes it."""
    return str(getattr(view, MARK, ""))
