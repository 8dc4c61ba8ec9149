"""Whose hand a write of this visit is: the person's own, also while viewing as somebody else."""

from __future__ import annotations

from tuobo.core.clock import now
from tuobo.operations.supervision.hand import Hand
from tuobo.web.ui.visit import Visit


def hand_of(visit: Visit) -> Hand:
    """The hand of whoever is logged in, at this instant."""
    return Hand(account=visit.who.id, actor=visit.actor, at=now())
