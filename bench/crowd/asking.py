"""Twenty people who look at pages: each asks, reads for a while, and asks for the next.

What is kept of a page is the server's own time, as it says in `Server-Timing`, and how long the
person waited, which includes the wait for a free thread.
"""

from __future__ import annotations

import http.client
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

SECONDS_A_PAGE = float(os.environ.get("TUOBO_BENCH_SECONDS_A_PAGE", "2"))
"""How often a person asks; more on a machine that is slower than the one of the targets."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who is logged in (`cookie`) and the pages that they open: kind and address."""

    cookie: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One page: seconds that the server took, and that the person waited; `turn` counts the pages
    of the person from 0.
    """

    kind: str
    served: float
    waited: float
    turn: int = 0


def crowd(address: str, visitors: list[Visitor], seconds_a_page: float) -> list[Seen]:
    """All pages of all visitors, who begin one after the other within the first turn."""
    with ThreadPoolExecutor(len(visitors)) as pool:
        step = seconds_a_page / len(visitors)
        begun = time.perf_counter()
        visits = [
            pool.submit(_visit, address, one, begun + at * step, seconds_a_page)
            for at, one in enumerate(visitors)
        ]
        return [seen for visit in visits for seen in visit.result()]


def _visit(address: str, visitor: Visitor, begin: float, seconds_a_page: float) -> list[Seen]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    seen = []
    for turn, (kind, path) in enumerate(visitor.pages):
        time.sleep(max(0.0, begin + turn * seconds_a_page - time.perf_counter()))
        seen.append(replace(ask(connection, kind, path, visitor.cookie), turn=turn))
    connection.close()
    return seen


def ask(connection: http.client.HTTPConnection, kind: str, path: str, cookie: str) -> Seen:
    """One page; anything but a page is a fault of the bench and ends it."""
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    waited = time.perf_counter() - begun
    if answer.status != 200:
        raise RuntimeError(
            f"{answer.status} for {path}: {answer.getheader('Location')} {body[:300]!r}"
        )
    told = answer.getheader("Server-Timing", "")
    return Seen(kind=kind, served=float(told.rpartition("dur=")[2]) / 1000, waited=waited)
