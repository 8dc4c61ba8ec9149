"""A server in a process of its own on this machine, stopped at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DESK = ("tuobo.config", "serve", "--port", "0")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where it listens, what else it said about itself, its process, when it was started."""

    address: str
    said: str
    process: int
    started: float

    @property
    def peak_mb(self) -> float:
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        lines = (line.split() for line in status.splitlines())
        return next(int(words[1]) / 1024 for words in lines if words[:1] == ["VmHWM:"])

    @property
    def processor_seconds(self) -> float:
        """What it has used of the processors so far, which a busy machine does not change."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / _TICKS


@contextmanager
def served(words: Sequence[str], store: Path, lines: int = 1) -> Iterator[Server]:
    """`python -m …` that tells its address in the first of its lines; errors go to the screen."""
    own = {**os.environ, "TUOBO_STORE": str(store.resolve())}
    # As installed: modules are not compiled anew at each start.
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *words],
        env=own,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            address, *rest = (process.stdout.readline().strip() for _ in range(lines))
            yield Server(
                address=address.rstrip("/"),
                said="".join(rest),
                process=process.pid,
                started=started,
            )
        finally:
            process.terminate()
            process.wait(timeout=30)
