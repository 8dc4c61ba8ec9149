"""The ledgers as whoever makes a visit works in them, for areas that read them beside figures."""

from __future__ import annotations

from django.conf import settings

from tuobo.core.clock import now
from tuobo.operations.ledgers.books import national_book
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.web.ui.visit import Visit


def ledgers_here(visit: Visit) -> LedgerDesk:
    """The desk of the visitor, never a rehearsal."""
    visitor = Visitor(
        viewer=visit.viewer,
        actor=visit.actor,
        person=visit.who.person_id,
        court=visit.who.court,
    )
    return open_ledgers(settings.TUOBO_CONTENT, settings.TUOBO_STORE, visitor, at=now())


def may_enter(visit: Visit, ledger: str) -> bool:
    """Whether the visitor may make entries of a ledger of the court that the page speaks of.

    Who holds the right for a division alone may not: the form would not be there for them.
    """
    rights = national_book(settings.TUOBO_CONTENT)[ledger].rights
    court, reach = visit.place(rights.see).court, visit.reach(rights.create)
    is_own = court == visit.who.court
    return reach.covers(court=court) or (
        is_own and reach.covers(court=court, judge=visit.viewer.judge)
    )
