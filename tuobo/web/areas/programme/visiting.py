"""What every page of the programme needs of a visit: the ledgers of the place, the crumbs."""

from __future__ import annotations

from django.urls import reverse

from tuobo.operations.programme.holding import Holding
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import Visit, address_with


def holding_here(visit: Visit, right: str = "programme.view") -> Holding:
    """The ledgers of the court that the page speaks of; Http404 for one outside the right."""
    return Holding(ledgers_here(visit), visit.place(right).court, visit.texts)


def crumbs_of(visit: Visit, name: str, *more: Crumb) -> tuple[Crumb, ...]:
    """Under the programme's first page: the page of that name, and what lies below it."""
    texts = visit.texts
    home = address_with(reverse("programme:home"), visit.carried)
    own = address_with(reverse(f"programme:{name}"), visit.carried) if more else ""
    return (
        Crumb(name=texts("programme.title"), address=home),
        Crumb(name=texts(f"programme.{name}.title"), address=own),
        *more,
    )
