"""The first journey: a password for one use, a password of one's own, the first page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot
from tests.browser.driving import PASSWORD, ServedDesk
from tests.browser.entering import fill_login, set_own_password


def test_the_log_in_page_can_be_used_by_all(
    page_of: PageOf, shot: Shot, axe: Callable[[Page], None]
) -> None:
    for width in (1366, 390):
        for lang in ("zh", "en"):
            page = page_of("", width=width, lang=lang)
            page.goto("/account/login/")
            axe(page)
            shot(page, f"login-{width}-{lang}")


def test_a_first_log_in_leads_over_a_new_password_to_the_first_page(
    desk: ServedDesk, page_of: PageOf, shot: Shot, axe: Callable[[Page], None]
) -> None:
    """Party office: no other test logs in as it first."""
    page = page_of("")
    who = desk.people["dangwei"]
    fill_login(page, who.login, "Wrong-password-1")
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator("[name=login]")).to_have_value("dangwei")
    fill_login(page, who.login, who.password)
    expect(page).to_have_url(f"{desk.address}/account/password/")
    axe(page)
    shot(page, "password-first")
    page.goto("/")
    expect(page).to_have_url(f"{desk.address}/account/password/")
    set_own_password(page, who.password)
    expect(page).to_have_url(f"{desk.address}/")
    expect(page.locator(".menu [aria-current=page]")).to_be_visible()
    shot(page, "first-page")
    page.locator(".tools .pop summary").click()
    page.locator(".tools .pop form button").click()
    expect(page).to_have_url(f"{desk.address}/account/login/")
    fill_login(page, who.login, PASSWORD)
    expect(page).to_have_url(f"{desk.address}/")


def test_the_language_is_one_click_away(page_of: PageOf) -> None:
    page = page_of("")
    page.goto("/account/login/")
    expect(page.locator("h1")).to_have_text("登录")
    page.locator("footer button").click()
    expect(page.locator("h1")).to_have_text("Log in")
