"""Logging in as people do: password for one use, a password of one's own, the second factor."""

from __future__ import annotations

from base64 import b32decode

from django_otp.oath import totp
from playwright.sync_api import Page

from tests.browser.driving import PASSWORD, Somebody


def fill_login(page: Page, login: str, password: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("button.is-main")


def set_own_password(page: Page, old: str, new: str = PASSWORD) -> None:
    """On the page of the forced change."""
    page.fill("[name=old]", old)
    page.fill("[name=new]", new)
    page.fill("[name=again]", new)
    page.click("main button.is-main")


def set_second_factor(page: Page) -> None:
    """On the page that shows a new secret: what an authenticator would answer."""
    secret = page.locator("main code").first.inner_text().replace(" ", "")
    page.fill("[name=code]", f"{totp(b32decode(secret)):06d}")
    page.click("main button.is-main")


def enter(page: Page, who: Somebody) -> None:
    """First log-in up to the first page."""
    fill_login(page, who.login, who.password)
    if "/account/password/" in page.url:
        set_own_password(page, who.password)
    if "/account/second-factor/" in page.url:
        set_second_factor(page)
