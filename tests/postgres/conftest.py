"""A real PostgreSQL server for the tests: the one of the system's package, in a temporary folder.

It listens on a socket in that folder only, as a user without privileges (root may not run it), and
is gone when the tests are. Where no server is installed the tests are skipped and say so.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
_INSTALLED = Path("/usr/lib/postgresql")
_QUICK = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=",
    "shared_buffers=32MB", "max_connections=30", "logging_collector=off",
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A running server, by the folder of its socket."""

    folder: Path

    def url(self, database: str = "postgres") -> str:
        """What TUOBO_DATABASE takes."""
        return f"postgresql://postgres@{quote(str(self.folder), safe='')}/{database}"

    def make(self, database: str) -> str:
        """A new, empty database."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)


def programs() -> Path | None:
    """The folder of the newest server that is installed."""
    found = sorted(_INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).parent if named else None


def run(words: Sequence[str], url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A Python process of the desk that works with a database of the server."""
    told = {**os.environ, "TUOBO_DATABASE": url, "TUOBO_STORE": str(folder)}
    told.pop("PYTEST_ADDOPTS", None)
    told.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=told, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="tuobo-pg-"))
    user = _unprivileged()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    server = _start(found, folder, user)
    try:
        _wait(server, folder)
        yield Server(folder)
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as where the tests run as root; None for oneself."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _start(found: Path, folder: Path, user: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    data = folder / "data"
    made = subprocess.run(
        [found / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
        env=environment, cwd=folder, capture_output=True, text=True, check=False, **who,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    options = [word for one in _QUICK for word in ("-c", one)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [found / "postgres", "-D", data, "-k", folder, *options],
            env=environment, cwd=folder, stdout=log, stderr=log, **who,
        )  # fmt: skip


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, (folder / "log").read_text(encoding="utf-8")
        try:
            psycopg.connect(Server(folder).url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    pytest.fail((folder / "log").read_text(encoding="utf-8"))
