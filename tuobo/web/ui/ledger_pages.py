"""Pages that arrange a ledger's entries, such as the plan: which ledgers lead there is content."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.urls import reverse

from tuobo.core.content import Content, Definition, Names
from tuobo.web.ui.shell import Link
from tuobo.web.ui.visit import Visit, address_with


class LedgerPage(Definition):
    """A page and the ledgers that lead to it; one that takes an entry is linked from it alone."""

    view: str
    ledgers: tuple[str, ...]
    names: Names
    right: str
    takes_entry: bool = False


def pages_of(visit: Visit, ledger: str, entry: int | None = None) -> tuple[Link, ...]:
    """The pages to which a ledger, or one of its entries, leads whoever may see them."""
    return tuple(
        Link(
            name=visit.texts.pick(one.names),
            address=address_with(
                reverse(one.view, args=[entry] if one.takes_entry else []), visit.carried
            ),
        )
        for one in ledger_pages(settings.TUOBO_CONTENT)
        if ledger in one.ledgers and visit.may(one.right) and (entry or not one.takes_entry)
    )


@cache
def ledger_pages(content: Content) -> tuple[LedgerPage, ...]:
    """All such pages, in the order of the files."""
    return content.load("ledger_pages", LedgerPage)
