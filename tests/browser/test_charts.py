"""Charts under the strict policy: drawn without scripts first, then by Vega, with words at points.

That no violation of the policy is reported is asked of every page of this folder, see conftest.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot
from tests.browser.driving import Sessions
from tests.browser.test_parts import open_gallery

FIGURE = "[data-chart=gallery-chart]"


def test_a_chart_is_drawn_and_says_its_points(page_of: PageOf, shot: Shot) -> None:
    page = page_of("")
    open_gallery(page)
    figure = page.locator(f"{FIGURE}.is-drawn")
    expect(figure).to_be_visible()
    expect(figure.locator("svg.marks")).to_be_visible()
    assert "法定审限内结案率" in figure.inner_text()
    figure.locator(".mark-symbol path[aria-label*='2025-04']").first.hover()
    tooltip = page.locator("#vg-tooltip-element.visible")
    expect(tooltip).to_contain_text("92.00%")
    shot(page, "chart-with-words")


def test_a_mark_leads_on(page_of: PageOf) -> None:
    page = page_of("")
    open_gallery(page)
    figure = page.locator(f"{FIGURE}.is-drawn")
    figure.locator(".mark-symbol path[aria-label*='2025-04']").first.click()
    link = figure.locator(".mark-menu a")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", re.compile(r"/cases/\?month=2025-04$"))
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()


def test_without_scripts_the_drawing_and_the_table_are_there(sessions: Sessions) -> None:
    context = sessions.browser.new_context(
        base_url=sessions.desk.address, java_script_enabled=False
    )
    page = context.new_page()
    open_gallery(page)
    figure = page.locator(FIGURE)
    expect(figure.locator(".chart > svg[role=img]")).to_be_visible()
    figure.locator("summary").click()
    expect(figure.locator("tbody tr").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_of_an_indicator_shows_its_past(
    width: int, page_of: PageOf, shot: Shot, axe: Callable[[Page], None]
) -> None:
    page = page_of("shenguan", width=width)
    page.goto("/indicators/closed_within_limit_rate/")
    expect(page.locator("[data-chart].is-drawn svg.marks")).to_be_visible()
    shot(page, f"indicator-{width}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
