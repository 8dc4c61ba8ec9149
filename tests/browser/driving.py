"""A desk in a process of its own and a browser before it, as people have them.

Nothing here touches the records of the test's own process: the desk is asked by its pages alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.run_folder import made_once, new_folder
from tests.sample_store import export_files, new_store

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "Quiet-river-2027"
SIZES = {1366: 768, 390: 844}
MOST_REQUESTS = 15
_COMMAND = (sys.executable, "-m", "tuobo.config")
_ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60_000
_GRAVE = frozenset({"serious", "critical"})
_CSP = ("Content Security Policy", "Content-Security-Policy", "Refused to")


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A sample person with the password for one use."""

    login: str
    name: str
    password: str


@dataclass(frozen=True, kw_only=True)
class ServedDesk:
    """A running desk: where it is, whose it is, and the files that can be imported into it."""

    address: str
    people: dict[str, Somebody]
    files: tuple[Path, ...]
    store: Path


@contextmanager
def served_desk() -> Iterator[ServedDesk]:
    """A desk over a small sample court of its own with its people, stopped at the end."""
    folder = new_folder("desk")
    peopled = made_once("peopled", _peopled)
    shutil.copytree(peopled / "store", folder / "store")
    process, log = _started(folder)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip().rstrip("/")
        assert address.startswith("http://127.0.0.1:"), (folder / "desk.log").read_text()
        with urlopen(f"{address}/account/login/", timeout=60) as answer:
            assert answer.status == 200
        _, files = export_files()
        people = _people((peopled / "people.jsonl").read_text("utf-8"))
        yield ServedDesk(address=address, people=people, files=files, store=folder / "store")
    finally:
        process.terminate()
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()
        log.close()


def _peopled(folder: Path) -> None:
    """The small court with its sample people and their programme, and what they were told."""
    court, _ = export_files()
    shutil.copytree(new_store().folder / "store", folder / "store")
    told = subprocess.run(
        [*_COMMAND, "sample", court.court],
        env=_environment(folder),
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    (folder / "people.jsonl").write_text(told.stdout, "utf-8")


def _people(told: str) -> dict[str, Somebody]:
    lines = [json.loads(line) for line in told.splitlines()]
    return {
        one["login"]: Somebody(login=one["login"], name=one["name"], password=one["password"])
        for one in lines
    }


def _started(folder: Path) -> tuple[subprocess.Popen[str], TextIO]:
    log = (folder / "desk.log").open("w")
    process = subprocess.Popen(
        [*_COMMAND, "serve", "--port", "0"],
        env=_environment(folder),
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    return process, log


def _environment(folder: Path) -> dict[str, str]:
    """With the store of that folder, and its own records."""
    environment = {
        **os.environ,
        "TUOBO_STORE": str(folder / "store"),
        "DJANGO_SETTINGS_MODULE": "tests.browser.quick_settings",
    }
    environment.pop("TUOBO_DATABASE", None)
    return environment


def launched(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)


@dataclass
class Watch:
    """What a page did that none may do: violations of the policy, errors, too many requests.

    A refused form answers with a status that the browser calls an error; that one is no fault.
    """

    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Looking again while work goes on asks the same address and counts once."""
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on(
            "request", lambda request: self._asked(request.url, request.is_navigation_request())
        )

    def _heard(self, kind: str, text: str) -> None:
        is_refusal = text.startswith("Failed to load resource: the server responded")
        if (kind == "error" and not is_refusal) or any(words in text for words in _CSP):
            self.faults.append(f"{kind}: {text}")

    def _asked(self, url: str, is_page: bool) -> None:  # noqa: FBT001 - from the event
        if is_page:
            self.requests.clear()
        if url not in self.requests:
            self.requests.append(url)
        if len(self.requests) > MOST_REQUESTS:
            self.faults.append(f"more than {MOST_REQUESTS} requests: {self.requests}")


@dataclass
class Sessions:
    """Browser contexts of people who have logged in once; their cookies serve all tests."""

    browser: Browser
    desk: ServedDesk
    kept: dict[str, object] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def context(self, *, width: int, lang: str, state: object = None) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.desk.address,
            viewport={"width": width, "height": SIZES[width]},
            storage_state=state,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "tuobo_lang", "value": lang, "url": self.desk.address}])
        return context


def grave_faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical on the page as it is now."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']} — {node['target']} {node['html'][:120]}"
        for one in found
        if one["impact"] in _GRAVE
        for node in one["nodes"]
    ]
