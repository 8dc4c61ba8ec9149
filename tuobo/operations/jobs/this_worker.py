"""What this process is called as a worker: one name for as long as it lives."""

from __future__ import annotations

import os
import socket
from functools import cache
from uuid import uuid4


@cache
def worker_name() -> str:
    return f"{host_name()[:20]}-{os.getpid()}-{uuid4().hex[:8]}"


@cache
def host_name() -> str:
    return socket.gethostname() or "—"
