"""Entries as lines of a page, and the addresses of entries and of forms for new ones."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tuobo.operations.programme.holding import Held
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry with its address and what stands beside it."""

    number: str
    title: str
    address: str
    note: str = ""
    is_late: bool = False


def line_of(
    ledger: str, held: Held, visit: Visit, note: str = "", *, is_late: bool = False
) -> Line:
    return Line(
        number=held.number,
        title=held.title,
        address=address_of(ledger, held, visit),
        note=note,
        is_late=is_late,
    )


def address_of(ledger: str, held: Held, visit: Visit) -> str:
    return address_with(reverse("ledgers:entry", args=[ledger, held.id]), visit.carried)


def new_entry(ledger: str, visit: Visit, **values: str) -> str:
    """The form of a new entry with some fields filled in; empty for whoever may not make one."""
    if not may_enter(visit, ledger):
        return ""
    given = {f"f.{name}": value for name, value in values.items() if value}
    path = reverse("ledgers:new", args=[ledger])
    path = f"{path}?{urlencode(given)}" if given else path
    return address_with(path, visit.carried)
