"""The desk as people have it: a server over a million cases, twenty people, every kind of page.

A person opens a page every two seconds and asks for something else each time, so that what is
remembered is no more than it would be in a court. Times are the server's own (`Server-Timing`);
the note tells what a person waited. The same list as a plain Django admin is asked by the same
people in the same run.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from playwright.sync_api import sync_playwright

from bench.crowd.asking import SECONDS_A_PAGE, Seen, Visitor, ask, crowd
from bench.crowd.serving import DESK, Server, served
from bench.million import served_million
from bench.rows import Row

PEOPLE, OBSERVERS = 20, 8
COLD_STARTS, TURNS, LIST_TURNS = 5, 35, 12
MOST_REQUESTS = 15
ARRIVING = 2
CHROMIUM = Path("/usr/bin/chromium")
ADMIN = ("bench.crowd.plain_admin",)
TARGETS = {
    "home": 300,
    "indicator": 300,
    "case list, page 1": 150,
    "case list, page 1,000": 250,
    "case page": 150,
    "case page, in which indicators and why": 150,
    "time-limit board": 300,
}
"""Milliseconds at p95."""
PERIODS = ("2025", "2025H1", "2025H2", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2024..2025")
INDICATORS = ("closed_within_limit_rate", "clearance_rate", "mean_days_to_close", "extended_rate")
CAUSES = ("离婚纠纷", "民间借贷纠纷", "买卖合同纠纷", "机动车交通事故责任纠纷", "劳动争议")
LANES = ("overdue", "days_5", "days_15_30", "two_thirds", "running")
_ADMIN = "/admin/admin/case/"


def measure(size: str, facts: Path) -> list[Row]:
    """Rows of the bench page. A million cases in either size: that is what the targets speak of."""
    del size, facts
    store = served_million()
    members = _members(store)
    with served(DESK, store) as desk:
        everything = crowd(desk.address, _visitors(members, _pages, TURNS), SECONDS_A_PAGE)
        observers = list(islice(cycle(members[:OBSERVERS]), PEOPLE))
        lists = crowd(desk.address, _visitors(observers, _lists, LIST_TURNS), SECONDS_A_PAGE)
        requests = _requests(desk, members[0])
        told = _told(desk, len(everything) + len(lists))
    return [
        _cold(store, members[0], "log-in page", "/account/login/"),
        _cold(store, members[0], "home", "/?period=2025"),
        *_rows(everything, "20 people", TARGETS),
        requests,
        told,
        *_rows(lists, "20 people on lists only", {}),
        *_admin(store),
    ]


def _members(store: Path) -> list[dict[str, Any]]:
    """The people; see bench/crowd/people.py."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.crowd.people", str(store)],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(made.stdout)
    return found


Pages = Callable[[dict[str, Any], int], Iterable[tuple[str, str]]]


def _visitors(members: list[dict[str, Any]], pages: Pages, turns: int) -> list[Visitor]:
    """Each begins with another kind of page."""
    return [
        Visitor(cookie=one["cookie"], pages=tuple(islice(cycle(pages(one, at)), at, at + turns)))
        for at, one in enumerate(members)
    ]


def _pages(member: dict[str, Any], at: int) -> list[tuple[str, str]]:
    """What a person opens: one of each kind, then the same kinds about something else."""
    found = []
    for turn in range(TURNS):
        number = at * TURNS + turn
        period = PERIODS[number % len(PERIODS)]
        org = _org(member, number)
        case = quote(member["cases"][turn % len(member["cases"])])
        name = INDICATORS[number % len(INDICATORS)]
        found += [
            ("home", _at("/", org=org, period=period)),
            ("indicator", _at(f"/indicators/{name}/", org=org, period=period)),
            ("case list, page 1", _at("/cases/", **_filter(number))),
            ("case page", f"/cases/of/{case}/"),
            ("case page, in which indicators and why", f"/cases/of/{case}/indicators/"),
            ("time-limit board", _at("/limits/", lane=LANES[number % len(LANES)])),
        ]
        if member["role"] == "observer":
            found.append(("case list, page 1,000", _at("/cases/", size=50, page=1000 - number)))
    return found


def _lists(member: dict[str, Any], at: int) -> list[tuple[str, str]]:
    """Lists of all courts, for the comparison."""
    del member
    pages = []
    for number in range(at * LIST_TURNS, (at + 1) * LIST_TURNS):
        cause, text = CAUSES[number % len(CAUSES)], f"民初{number + 10}"
        pages += [
            ("case list, page 1", _at("/cases/", size=50)),
            ("case list of a cause, page 1", _at("/cases/", size=50, cause=cause)),
            ("case list, page 1,000", _at("/cases/", size=50, page=1000 - number)),
            ("case list, part of a number", _at("/cases/", size=50, text=text)),
        ]
    return pages


def _filter(number: int) -> dict[str, object]:
    state = ("open", "closed", "")[number % 3]
    return {"cause": CAUSES[number % len(CAUSES)], "state": state, "size": 50}


def _org(member: dict[str, Any], number: int) -> str:
    courts = member["courts"]
    if courts:
        return str(courts[number % len(courts)])
    return "/".join((member["court"], member["division"], member["judge"])).rstrip("/")


def _at(path: str, **query: object) -> str:
    kept = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def _rows(seen: Sequence[Seen], who: str, targets: dict[str, int]) -> list[Row]:
    """Server time of each kind of page at p95; all arrive at a server that has answered nothing, so
    the first pages of each person stand in a line of their own.
    """
    arriving = [one.served for one in seen if one.turn < ARRIVING]
    seen = [one for one in seen if one.turn >= ARRIVING]
    note = f"{len(arriving)} pages on a server just started"
    first = _at_share(arriving, 0.95)
    rows = [Row(name=f"{who}, their first {ARRIVING} pages: p95", seconds=(first,), note=note)]
    for kind in dict.fromkeys(one.kind for one in sorted(seen, key=lambda one: one.kind)):
        mine = [one for one in seen if one.kind == kind]
        target = f"at most {targets[kind]} ms; " if kind in targets else ""
        middle, waited = _at_share([one.served for one in mine], 0.5), [one.waited for one in mine]
        note = (
            f"{target}median {middle * 1000:.0f} ms of {len(mine)}; "
            f"waited {_at_share(waited, 0.95) * 1000:.0f} ms"
        )
        p95 = _at_share([one.served for one in mine], 0.95)
        rows.append(Row(name=f"{who}, {kind}: p95", seconds=(p95,), note=note))
    return rows


def _at_share(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _told(server: Server, pages: int) -> Row:
    each = server.processor_seconds / pages
    note = f"{pages} pages, start-up included"
    return Row(name="processor time a page", seconds=(each,), peak_mb=server.peak_mb, note=note)


def _cold(store: Path, member: dict[str, Any], name: str, path: str) -> Row:
    """From the start of the process to its first page; files are in the system's memory."""
    found, busy = [], []
    for _ in range(COLD_STARTS):
        with served(DESK, store) as desk:
            connection = http.client.HTTPConnection(urlsplit(desk.address).netloc, timeout=120)
            ask(connection, name, path, member["cookie"])
            found.append(time.perf_counter() - desk.started)
            busy.append(desk.processor_seconds)
            connection.close()
    note = f"at most 3 s; processor time {_at_share(busy, 0.5):.1f} s"
    return Row(name=f"cold process to first page, {name}", seconds=tuple(found), note=note)


def _requests(desk: Server, member: dict[str, Any]) -> Row:
    """How many requests a browser with nothing in its cache makes for a page, at most."""
    name = "requests of a page, the most"
    if not CHROMIUM.exists():
        return Row(name=name, seconds=(0.0,), note=f"not measured: no {CHROMIUM}")
    cookie, _, value = member["cookie"].partition("=")
    counts = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for kind, path in dict(_pages(member, 0)).items():
            context = browser.new_context()
            context.add_cookies([{"name": cookie, "value": value, "url": desk.address}])
            page, seen = context.new_page(), list[str]()
            page.on("request", lambda request, seen=seen: seen.append(request.url))
            page.goto(desk.address + path, wait_until="networkidle")
            counts[kind] = len(seen)
            context.close()
        browser.close()
    told = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    return Row(name=name, seconds=(0.0,), note=f"at most {MOST_REQUESTS}; {told}")


def _admin(store: Path) -> list[Row]:
    """A plain Django admin over the same cases, asked by as many people at the same pace."""
    with served(ADMIN, store, lines=2) as admin:
        everybody = [{"cookie": admin.said}] * PEOPLE
        found = crowd(admin.address, _visitors(everybody, _admin_lists, LIST_TURNS), SECONDS_A_PAGE)
        return [*_rows(found, "plain Django admin, 20 people", {}), _told(admin, len(found))]


def _admin_lists(member: dict[str, Any], at: int) -> list[tuple[str, str]]:
    """The pages of `_lists` as the admin writes their addresses."""
    del member
    pages = []
    for number in range(at * LIST_TURNS, (at + 1) * LIST_TURNS):
        cause, text = CAUSES[number % len(CAUSES)], f"民初{number + 10}"
        pages += [
            ("case list, page 1", _ADMIN),
            ("case list of a cause, page 1", _at(_ADMIN, cause__exact=cause)),
            ("case list, page 1,000", _at(_ADMIN, p=1000 - number)),
            ("case list, part of a number", _at(_ADMIN, q=text)),
        ]
    return pages
