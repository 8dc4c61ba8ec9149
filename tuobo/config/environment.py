"""What an installation may set, all of it in environment variables, none of it needed.

TUOBO_STORE     the folder of the data (tuobo-store)      TUOBO_OVERLAY  the court's own definitions
TUOBO_DATABASE  postgresql://… instead of the store's SQLite file
TUOBO_HOSTS     names under which the desk is reached, with commas (default: this machine only)
TUOBO_HTTPS     1 behind TLS: cookies are secure, browsers are told to stay with TLS
TUOBO_SECRET_KEY  instead of the key file that is made in the store
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.management.utils import get_random_secret_key

KEY_FILE = "secret.key"
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
            secret_key=os.environ.get("TUOBO_SECRET_KEY", "") or _kept_key(store),
        )


def make_key_file(store: Path) -> None:
    """The key that signs cookies: made once for a store, readable by its owner only."""
    path = store / KEY_FILE
    if path.exists():
        return
    store.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(get_random_secret_key())


def _kept_key(store: Path) -> str:
    """The store's key; without one (tests, commands that serve nothing) one for this process."""
    path = store / KEY_FILE
    return path.read_text(encoding="utf-8") if path.is_file() else get_random_secret_key()
