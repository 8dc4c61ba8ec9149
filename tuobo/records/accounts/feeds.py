"""The secret of an account's calendar feed: told once, kept only as a digest, ended at will.

The token is random and long, so a plain digest protects it; calendars cannot log in.
"""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

from tuobo.records.accounts.models import Account

_BYTES = 32


def renew_feed(account: int) -> str:
    """A new token; the one before is worth nothing any more."""
    token = token_urlsafe(_BYTES)
    Account.objects.filter(pk=account).update(feed_hash=_digest(token))
    return token


def end_feed(account: int) -> None:
    Account.objects.filter(pk=account).update(feed_hash="")


def has_feed(login: str) -> bool:
    return Account.objects.filter(login=login).exclude(feed_hash="").exists()


def account_of_feed(token: str) -> Account | None:
    """The active account that a token belongs to; None for any other text."""
    found = Account.objects.select_related("person__court").filter(is_active=True)
    return found.filter(feed_hash=_digest(token)).first() if token else None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
