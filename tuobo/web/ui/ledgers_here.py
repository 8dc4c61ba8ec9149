"""The ledgers as whoever makes a visit works in them, for areas that read them beside figures."""

from __future__ import annotations

from django.conf import settings

from tuobo.core.clock import now
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
