"""The store's signing key: Ed25519, made once, readable by its owner alone."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from tuobo.core.errors import DataError

_OWNER_ONLY = 0o600
_GROUP = 4


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key in a file; made there if there is none. DataError for a file that holds none."""
    if not path.is_file():
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise DataError("package.no_key", file=path.name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise DataError("package.no_key", file=path.name)
    return key


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The public key, 32 bytes."""
    return key.public_key().public_bytes_raw()


def fingerprint_of(public: bytes) -> str:
    """What two people read to each other: the digest of the public key in groups of four.

    >>> fingerprint_of(bytes(32))[:14]
    '6668 7aad f862'
    """
    digest = sha256(public).hexdigest()
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


def _make(path: Path) -> None:
    """Written whole beside its place, and put there only if nobody else was faster."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with os.fdopen(opened, "wb") as file:
        file.write(pem)
    try:
        os.link(beside, path)
    except FileExistsError:  # another process made one: that one counts
        pass
    finally:
        beside.unlink()
