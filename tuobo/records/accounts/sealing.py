"""Seals the secrets of second factors, so that a copy of the records alone gives none away.

AES-256-GCM under a key that lies in a file of its own; each secret is bound to its account, so that
rows cannot be exchanged. The first key of the file seals, all of them open: that is how a key is
replaced. What was kept in clear before is still read, and sealed when the desk is next started.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import unhexlify
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tuobo.core.errors import StateError

_MARK = "s1."
_NONCE = 12
KEY_BYTES = 32


def sealed(secret: bytes, account: int) -> str:
    """The secret as it is kept. StateError where the installation has no key."""
    keys = _keys()
    if not keys:
        raise StateError("second_factor.no_key")
    nonce = urandom(_NONCE)
    closed = AESGCM(keys[0]).encrypt(nonce, secret, _bound_to(account))
    return _MARK + urlsafe_b64encode(nonce + closed).decode()


def opened(kept: str, account: int) -> bytes:
    """The secret. StateError where none of the keys fits."""
    if not kept.startswith(_MARK):
        return unhexlify(kept)
    for key in _keys():
        secret = _opened_by(key, kept, account)
        if secret is not None:
            return secret
    raise StateError("second_factor.key_lost")


def is_sealed_anew(kept: str, account: int) -> bool:
    """Whether a secret is sealed by the key that seals now."""
    keys = _keys()
    return bool(keys) and kept.startswith(_MARK) and _opened_by(keys[0], kept, account) is not None


def _opened_by(key: bytes, kept: str, account: int) -> bytes | None:
    raw = urlsafe_b64decode(kept.removeprefix(_MARK))
    try:
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], _bound_to(account))
    except InvalidTag:
        return None


def _bound_to(account: int) -> bytes:
    return f"second factor {account}".encode()


def _keys() -> tuple[bytes, ...]:
    keys: tuple[bytes, ...] = settings.SECOND_FACTOR_KEYS
    return keys
