"""The harness of browser tests: `desk`, `page_of(login)`, `shot(page, name)`, `axe(page)`.

All tests of this folder share one desk process and one browser; each page has a context of its own
and is watched: a violation of the content security policy, a script error or a page of more than
15 requests fails the test. TUOBO_SCREENSHOTS names a folder to keep screenshots in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.driving import (
    CHROMIUM,
    PATIENCE,
    ServedDesk,
    Sessions,
    Watch,
    grave_faults,
    launched,
    served_desk,
)
from tests.browser.entering import enter

PageOf: TypeAlias = Callable[..., Page]
Shot: TypeAlias = Callable[[Page, str], Path]


@pytest.fixture(scope="package")
def desk() -> Iterator[ServedDesk]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (Debian: apt-get install chromium)")
    with served_desk() as served:
        yield served


@pytest.fixture(scope="package")
def sessions(desk: ServedDesk) -> Iterator[Sessions]:
    """The browser; it ends with this folder, as Django allows no database beside its loop."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        expect.set_options(timeout=PATIENCE)
        yield Sessions(browser=browser, desk=desk)
        browser.close()


@pytest.fixture
def page_of(sessions: Sessions) -> Iterator[PageOf]:
    """A page of somebody who is logged in (an empty login: of nobody)."""
    opened: list[tuple[Page, Watch]] = []

    def page_for(login: str, *, width: int = 1366, lang: str = "zh") -> Page:
        state = sessions.kept.get(login)
        page = sessions.context(width=width, lang=lang, state=state).new_page()
        watch = Watch()
        watch.over(page)
        opened.append((page, watch))
        if login and state is None:
            enter(page, sessions.desk.people[login])
            sessions.kept[login] = page.context.storage_state()
        return page

    yield page_for
    faults = [fault for _, watch in opened for fault in watch.faults]
    for page, _ in opened:
        page.context.close()
    assert not faults


@pytest.fixture(scope="package")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    asked = os.environ.get("TUOBO_SCREENSHOTS", "")
    folder = Path(asked) if asked else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def shot(pictures: Path) -> Shot:
    """Keeps a picture of a whole page and gives its file."""

    def take(page: Page, name: str) -> Path:
        path = pictures / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails for what axe-core calls serious or critical."""

    def check(page: Page) -> None:
        assert not grave_faults(page)

    return check
