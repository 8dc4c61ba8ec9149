"""What an installation may set, all of it in environment variables, none of it needed.

TUOBO_STORE     the folder of the data (tuobo-store)      TUOBO_OVERLAY  the court's own definitions
TUOBO_DATABASE  postgresql://… instead of the store's SQLite file
TUOBO_HOSTS     names under which the desk is reached, with commas (default: this machine only)
TUOBO_HTTPS     1 behind TLS: cookies are secure, browsers are told to stay with TLS
TUOBO_SECRET_KEY  instead of the key file that is made in the store
TUOBO_FACTOR_KEYS  the key file of second factors, if it is not keys/second-factor.key in the store
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from os import urandom
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from tuobo.core.errors import DefinitionError

KEY_FILE = "secret.key"
FACTOR_KEY_FILE = "keys/second-factor.key"
_FACTOR_KEY_BYTES = 32
RECORDS_FILE = "records.sqlite3"


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings of this process."""

    store: Path
    overlay: Path | None
    database: str
    hosts: tuple[str, ...]
    is_https: bool
    secret_key: str
    factor_keys: tuple[bytes, ...]

    @classmethod
    def read(cls) -> Environment:
        store = Path(os.environ.get("TUOBO_STORE", "tuobo-store")).resolve()
        overlay = os.environ.get("TUOBO_OVERLAY", "")
        hosts = os.environ.get("TUOBO_HOSTS", "127.0.0.1,localhost,[::1]")
        return cls(
            store=store,
            overlay=Path(overlay).resolve() if overlay else None,
            database=os.environ.get("TUOBO_DATABASE", "") or f"sqlite:///{store / RECORDS_FILE}",
            hosts=tuple(one.strip() for one in hosts.split(",") if one.strip()),
            is_https=os.environ.get("TUOBO_HTTPS", "") == "1",
            factor_keys=_kept_factor_keys(store),
            secret_key=os.environ.get("TUOBO_SECRET_KEY", "") or _kept_key(store),
        )


def make_key_file(store: Path) -> None:
    """The key that signs cookies: made once for a store, readable by its owner only."""
    _make_private(store / KEY_FILE, get_random_secret_key())


def make_factor_key_file(store: Path) -> None:
    """The key that seals secrets of second factors; made once, readable by its owner only.

    One key a line, the newest first. To replace a key: write a new one (32 random bytes in base64)
    above it and start the desk, which seals all secrets anew; then take the old line out. Keep a
    copy apart from that of the records. Without the key no second factor can be shown: restore the
    file, or have the factors reset, those of administrators by `tuobo desk recover`.
    """
    _make_private(_factor_key_path(store), b64encode(urandom(_FACTOR_KEY_BYTES)).decode() + "\n")


def _make_private(path: Path, text: str) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _factor_key_path(store: Path) -> Path:
    named = os.environ.get("TUOBO_FACTOR_KEYS", "")
    return Path(named).resolve() if named else store / FACTOR_KEY_FILE


def _kept_factor_keys(store: Path) -> tuple[bytes, ...]:
    """The keys of the file; none without one, as a key for this process alone would lose secrets.

    Settings are read before there are sentences, so a wrong file stops the desk with its name.
    """
    path = _factor_key_path(store)
    if not path.is_file():
        return ()
    return tuple(_factor_key(one, path) for one in path.read_text(encoding="utf-8").split())


def _factor_key(line: str, path: Path) -> bytes:
    try:
        key = b64decode(line, validate=True)
    except ValueError as error:
        raise DefinitionError("second_factor.wrong_key_file", path=path) from error
    if len(key) != _FACTOR_KEY_BYTES:
        raise DefinitionError("second_factor.wrong_key_file", path=path)
    return key


def _kept_key(store: Path) -> str:
    """The store's key; without one (tests, commands that serve nothing) one for this process."""
    path = store / KEY_FILE
    return path.read_text(encoding="utf-8") if path.is_file() else get_random_secret_key()
