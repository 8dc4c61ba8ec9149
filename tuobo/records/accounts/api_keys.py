"""Keys of the API: made, known again, ended. A key is told once and kept only as a digest.

It is random and long, so a plain digest protects it. What it may read is not kept with it: that is
what its holder may see when it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from tuobo.core.clock import today
from tuobo.records.accounts.models import Account, ApiKey

_MARK = "tuobo"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_PREFIX, _BYTES = 8, 32


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """A key as pages know it: by its beginning, never by itself."""

    id: int
    name: str
    prefix: str
    login: str
    person: str
    created_at: datetime
    expires_on: date
    last_used_on: date | None


class ApiKeyBackend(BaseBackend):
    """Knows the account by `api_key`; the `username` beside it is what failures are counted by."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's
        **shown: Any,  # noqa: ANN401 - Django's
    ) -> Account | None:
        return account_of_key(str(shown.get("api_key", "")), today())


def make_key(account: int, *, name: str, expires_on: date, at: datetime) -> tuple[KeyLine, str]:
    """A new key with what is told this once."""
    prefix = get_random_string(_PREFIX, _LETTERS)
    token = f"{_MARK}_{prefix}_{token_urlsafe(_BYTES)}"
    made = ApiKey.objects.create(
        account_id=account, name=name, prefix=prefix, digest=_digest(token), created_at=at,
        expires_on=expires_on,
    )  # fmt: skip
    return _line(made), token


def end_key(key: int, *, at: datetime, of: int | None = None) -> KeyLine | None:
    """Ends a key, of an account or of anybody; None if there is no such key in use."""
    found = ApiKey.objects.filter(pk=key, ended_at=None).select_related("account__person")
    one = (found if of is None else found.filter(account_id=of)).first()
    if one is None:
        return None
    one.ended_at = at
    one.save(update_fields=["ended_at"])
    return _line(one)


def keys_in_use(on: date, *, offset: int, size: int, of: int | None = None) -> tuple[KeyLine, ...]:
    """Some of the keys that open something on a day, of an account or of all; the newest first."""
    return tuple(_line(one) for one in _in_use(on, of)[offset : offset + size])


def count_keys(on: date, *, of: int | None = None) -> int:
    """How many of them there are."""
    return _in_use(on, of).count()


def prefix_of(token: str) -> str:
    """The beginning by which a key is known; empty for what cannot be a key.

    >>> prefix_of("tuobo_abcdefgh_x")
    'abcdefgh'
    """
    mark, _, rest = token.partition("_")
    prefix = rest.partition("_")[0]
    return prefix if mark == _MARK and len(prefix) == _PREFIX and prefix.isalnum() else ""


def account_of_key(token: str, on: date) -> Account | None:
    """Whose key it is; None for one that is unknown, has ended, or whose account is closed."""
    prefix = prefix_of(token)
    found = _good(on).filter(prefix=prefix, account__is_active=True).first() if prefix else None
    if found is None or not compare_digest(found.digest, _digest(token)):
        return None
    return found.account


def key_of_prefix(prefix: str) -> KeyLine | None:
    """The key that begins so, also one that has ended."""
    found = ApiKey.objects.filter(prefix=prefix).select_related("account__person").first()
    return _line(found) if found else None


def used_key(key: int, on: date) -> None:
    """Keeps the day of the last use; one write a day."""
    unused = Q(last_used_on=None) | Q(last_used_on__lt=on)
    ApiKey.objects.filter(unused, pk=key).update(last_used_on=on)


def _in_use(on: date, of: int | None) -> QuerySet[ApiKey]:
    found = _good(on).filter(account__is_active=True)
    return found if of is None else found.filter(account_id=of)


def _good(on: date) -> QuerySet[ApiKey]:
    found = ApiKey.objects.filter(ended_at=None, expires_on__gte=on)
    return found.select_related("account__person__court")


def _line(one: ApiKey) -> KeyLine:
    return KeyLine(
        id=one.pk,
        name=one.name,
        prefix=one.prefix,
        login=one.account.login,
        person=one.account.person.name,
        created_at=one.created_at,
        expires_on=one.expires_on,
        last_used_on=one.last_used_on,
    )


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
