"""Keys of the API with their audit events: made and ended by the holder, ended by the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import RequestError
from tuobo.records.accounts.api_keys import KeyLine, end_key, key_of_prefix, make_key, used_key
from tuobo.records.audit.actions import Actor, record, record_alone


@dataclass(frozen=True, kw_only=True)
class MadeKey:
    """`token` is told this once."""

    line: KeyLine
    token: str


def last_day(at: datetime) -> date:
    """The latest day until which a key that is made now may be good."""
    return at.astimezone(COURT_TIME).date() + timedelta(days=settings.API_KEY_MOST_DAYS)


@transaction.atomic
def make_own_key(
    account: int, name: str, expires_on: date, *, at: datetime, actor: Actor
) -> MadeKey:
    """A key of one's own. RequestError for a day that has passed or lies too far ahead."""
    if expires_on < at.astimezone(COURT_TIME).date():
        raise RequestError("account.api_keys.past", found=expires_on)
    if expires_on > last_day(at):
        days = settings.API_KEY_MOST_DAYS
        raise RequestError("account.api_keys.too_long", days=days, day=last_day(at))
    line, token = make_key(account, name=name, expires_on=expires_on, at=at)
    until = expires_on.isoformat()
    record("api_key.made", actor=actor, at=at, subject=line.prefix, expires_on=until)
    return MadeKey(line=line, token=token)


@transaction.atomic
def revoke_own_key(account: int, key: int, *, at: datetime, actor: Actor) -> bool:
    """Whether there was such a key of the account."""
    return _revoked(end_key(key, at=at, of=account), at=at, actor=actor)


@transaction.atomic
def revoke_any_key(key: int, *, at: datetime, actor: Actor) -> bool:
    """Whether there was such a key of anybody."""
    return _revoked(end_key(key, at=at), at=at, actor=actor)


def key_refused(prefix: str, *, at: datetime, address: str) -> None:
    """A wrong or ended key; of one that never was the log is not told."""
    line = key_of_prefix(prefix)
    if line is not None:
        _refused(line, at=at, address=address)


@transaction.atomic
def key_used(line: KeyLine, *, at: datetime) -> None:
    used_key(line.id, at.astimezone(COURT_TIME).date())


def key_read(line: KeyLine, address: str, *, at: datetime, actor: Actor) -> None:
    """Personal data were read with a key."""
    record_alone("api_key.read", actor=actor, at=at, subject=line.prefix, address=address[:500])


@transaction.atomic
def _refused(line: KeyLine, *, at: datetime, address: str) -> None:
    actor = Actor(account=line.login, address=address)
    record("api_key.refused", actor=actor, at=at, subject=line.prefix, is_refused=True)


def _revoked(line: KeyLine | None, *, at: datetime, actor: Actor) -> bool:
    if line is None:
        return False
    record("api_key.revoked", actor=actor, at=at, subject=line.prefix, holder=line.login)
    return True
