"""Every page of every role's menu: there, usable by all, no wider than the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageOf, Shot
from tuobo.core.content import NATIONAL, load_file
from tuobo.operations.desk_people.sample_people import SamplePeople

(_SAMPLE,) = load_file(NATIONAL / "sample" / "people.yaml", SamplePeople)
LOGINS = [one.login for one in _SAMPLE.people if one.login != "dangwei"]
"""All but the one whose first log-in is a journey of its own."""


def addresses(page: Page) -> list[str]:
    page.goto("/account/own/")
    found = page.locator(".menu a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert found
    return [str(one) for one in found]


def name_of(address: str) -> str:
    return address.strip("/").replace("/", "-") or "home"


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_of_the_menu_can_be_used_by_all(
    login: str, page_of: PageOf, shot: Shot, axe: Callable[[Page], None]
) -> None:
    page = page_of(login)
    for address in addresses(page):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        shot(page, f"{login}-{name_of(address)}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366, address


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("login", ["shenguan", "xitong"])
def test_no_page_is_wider_than_a_phone(login: str, lang: str, page_of: PageOf, shot: Shot) -> None:
    page = page_of(login, width=390, lang=lang)
    for address in addresses(page):
        page.goto(address)
        shot(page, f"{login}-{name_of(address)}-390-{lang}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_pages_speak_english_throughout(page_of: PageOf, shot: Shot) -> None:
    """A sentence that nobody has translated is an error page, not a code among the words."""
    page = page_of("shenguan", lang="en")
    for address in addresses(page):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        shot(page, f"shenguan-{name_of(address)}-en")
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366, address


def test_the_menu_opens_without_scripts_on_a_phone(page_of: PageOf) -> None:
    """The button is a link to #menu; nothing else is needed."""
    page = page_of("shenguan", width=390)
    page.goto("/account/own/")
    assert page.locator(".side").is_hidden()
    page.locator(".open-menu").click()
    assert page.locator(".side").is_visible()
    page.locator(".close-menu").click()
    assert page.locator(".side").is_hidden()
