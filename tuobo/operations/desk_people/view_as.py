"""Viewing the desk as somebody else: read-only, within one's own reach, told in the log.

What the other sees is decided by the policy; that nothing is written by the middleware of the web.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import RequestError
from tuobo.engines.rights import Policy, Viewer
from tuobo.records.accounts.queries import Somebody, everybody
from tuobo.records.audit.actions import Actor, record

_RIGHT = "view_as.use"


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Somebody as whom one may view."""

    login: str
    person: str
    court: str
    units: tuple[str, ...]
    roles: tuple[str, ...]


def offered_views(own: Viewer, *, at: datetime, text: str = "") -> tuple[Offered, ...]:
    """Everybody whose rights lie within one's own and who holds any."""
    words = text.split()
    return tuple(
        Offered(
            login=one.login,
            person=one.person,
            court=one.court,
            units=one.units,
            roles=tuple(holding.role for holding in one.viewer.holdings),
        )
        for one in everybody(at.astimezone(COURT_TIME).date())
        if _is_offered(one, own) and all(word in f"{one.login} {one.person}" for word in words)
    )


@transaction.atomic
def begin_view(own: Viewer, login: str, *, at: datetime, actor: Actor) -> None:
    """Raises RequestError for somebody who is not offered, also if there is no such account."""
    if all(one.login != login for one in offered_views(own, at=at)):
        raise RequestError("view_as.not_offered", login=login)
    record("view_as.begun", actor=actor, at=at, subject=login)


@transaction.atomic
def end_view(login: str, *, at: datetime, actor: Actor) -> None:
    record("view_as.ended", actor=actor, at=at, subject=login)


def _is_offered(one: Somebody, own: Viewer) -> bool:
    policy = Policy.of(settings.TUOBO_CONTENT)
    if one.login == own.account or not one.viewer.holdings:
        return False
    reach = policy.reach(own, _RIGHT)
    is_near = all(
        reach.covers(court=held.court, division=held.division) for held in one.viewer.holdings
    )
    return is_near and policy.lies_within(one.viewer, own)
