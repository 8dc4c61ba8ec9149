"""Ending a session before its time, one's own or by the system administrator."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuobo.records.accounts.models import Account
from tuobo.records.accounts.open_sessions import end_session
from tuobo.records.audit.actions import Actor, record


@transaction.atomic
def end_own_session(account: Account, handle: str, *, at: datetime, actor: Actor) -> bool:
    """Whether there was such a session of the account."""
    return _ended(end_session(handle, at=at, of=account), at=at, actor=actor)


@transaction.atomic
def end_any_session(handle: str, *, at: datetime, actor: Actor) -> bool:
    """Whether there was such a session of anybody."""
    return _ended(end_session(handle, at=at), at=at, actor=actor)


def _ended(login: str, *, at: datetime, actor: Actor) -> bool:
    if login:
        record("account.session_ended", actor=actor, at=at, subject=login)
    return bool(login)
