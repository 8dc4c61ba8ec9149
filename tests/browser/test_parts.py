"""The parts of pages in the browser: usable by all, no wider than the screen, quick by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PageOf, Shot
from tests.web.ui.gallery import gallery_html

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


def open_gallery(page: Page, lang: str = "zh") -> None:
    """The page of the tests at an address of the desk, under its policy."""

    def answer(route: Route) -> None:
        route.fulfill(
            body=gallery_html(lang),
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )

    page.route("**/gallery/**", answer)
    page.goto("/gallery/")


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_parts_can_be_used_by_all(
    width: int, lang: str, page_of: PageOf, shot: Shot, axe: Callable[[Page], None]
) -> None:
    page = page_of("", width=width, lang=lang)
    open_gallery(page, lang)
    shot(page, f"parts-{width}-{lang}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


def test_the_palette_goes_to_a_page_by_part_of_its_name(page_of: PageOf) -> None:
    page = page_of("")
    open_gallery(page)
    page.keyboard.press("Control+k")
    palette = page.locator("#palette")
    expect(palette).to_be_visible()
    page.keyboard.type("监督")
    expect(palette.locator("li:not([hidden])")).to_have_count(1)
    expect(palette.locator(".is-at")).to_contain_text("审限监督台")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()


def test_enter_goes_to_the_next_field_and_the_last_one_to_the_button(page_of: PageOf) -> None:
    page = page_of("")
    open_gallery(page)
    form = page.locator("form[data-entry]")
    form.locator("[name=period]").focus()
    page.keyboard.press("Enter")
    expect(form.locator("[name=cases]")).to_be_focused()
    form.locator("[name=note]").focus()
    page.keyboard.press("Enter")
    expect(form.locator("button.is-main")).to_be_focused()


def test_columns_that_are_hidden_stay_hidden(page_of: PageOf) -> None:
    page = page_of("")
    open_gallery(page)
    page.locator("[data-columns=gallery] summary").click()
    page.locator("[data-columns=gallery] label", has_text="案由").click()
    cause = page.locator("table[data-table=gallery] [data-column=cause]")
    expect(cause).to_be_hidden()
    page.reload()
    expect(cause).to_be_hidden()
    expect(page.locator("table[data-table=gallery] [data-column=days]")).to_be_visible()


def test_a_dialog_asks_and_can_be_left_by_keyboard(page_of: PageOf) -> None:
    page = page_of("")
    open_gallery(page)
    page.locator("[data-dialog=ask]").click()
    dialog = page.locator("#ask")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_table_is_copied_for_spreadsheets_without_marks_and_actions(page_of: PageOf) -> None:
    page = page_of("")
    open_gallery(page)
    page.evaluate(
        "document.addEventListener('copy', () => {"
        " window.copied = window.getSelection().toString(); })"
    )
    page.locator("[data-copy=gallery]").click()
    copied = page.evaluate("window.copied")
    assert copied.strip().splitlines()[0].split("\t") == ["案号", "案由", "立案", "天数", "预警"]
    assert "提醒" not in copied
    expect(page.locator("#toasts")).to_contain_text("已复制")
