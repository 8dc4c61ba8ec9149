"""Who is logged in where, and how a session is ended before its time.

A session's key opens the desk, so pages know sessions by a digest of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet
from qsessions.models import Session

from tuobo.records.accounts.models import Account


@dataclass(frozen=True, kw_only=True)
class OpenSession:
    """One session that has not ended; `handle` names it without opening anything."""

    handle: str
    login: str
    person: str
    address: str
    device: str
    begun_at: datetime | None
    seen_at: datetime
    is_this: bool


def open_sessions(*, at: datetime, of: Account | None = None, this: str) -> list[OpenSession]:
    """The sessions of an account or of all, the latest first; `this` is the key of one's own."""
    return [_told(one, this) for one in _open(at, of)]


def end_session(handle: str, *, at: datetime, of: Account | None = None) -> str:
    """Ends a session; the login that it was of, empty if there is no such session."""
    for session in _open(at, of):
        if handle_of(session.session_key) == handle:
            session.delete()
            return str(session.user.login)
    return ""


def _device(session: Session) -> str:
    """Browser and system as the browser names them; empty if it does not."""
    found = session.device_info
    parts = (found.user_agent, found.os) if found else ()
    return " · ".join(part.family for part in parts if part and part.family != "Other")


def handle_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:32]


def _open(at: datetime, of: Account | None) -> QuerySet[Session]:
    found: QuerySet[Session] = Session.objects.filter(expire_date__gt=at, user__isnull=False)
    if of is not None:
        found = found.filter(user=of)
    found = found.select_related("user__person")
    return found.order_by("-updated_at")


def _told(session: Session, this: str) -> OpenSession:
    return OpenSession(
        handle=handle_of(session.session_key),
        login=session.user.login,
        person=session.user.person.name,
        address=session.ip or "",
        device=_device(session),
        begun_at=session.created_at,
        seen_at=session.updated_at,
        is_this=session.session_key == this,
    )
