"""As whom a visit looks at reminders: with the rights of whoever's view it is."""

from __future__ import annotations

from tuobo.records.supervision.queries import REPLY, SEND, Seer
from tuobo.web.ui.visit import Visit


def seer_of(visit: Visit) -> Seer:
    """The seer of a visit."""
    return Seer(account=visit.viewer.account, watches=visit.reach(SEND), answers=visit.reach(REPLY))
