"""The first page as people use it: the table, its filters, the chart beside a row, the matrix."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot

Axe = Callable[[Page], None]


@pytest.mark.parametrize("width", [1366, 390])
def test_the_health_check_can_be_used_by_all_on_desk_and_phone(
    width: int, page_of: PageOf, shot: Shot, axe: Axe
) -> None:
    page = page_of("shenguan", width=width)
    for name, address in (
        ("home", "/"),
        ("home-matrix", "/matrix/"),
        ("home-quality", "/quality/"),
        ("home-scorecard", "/scorecard/?signals=1"),
    ):
        page.goto(address)
        shot(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)


def test_a_row_shows_its_chart_when_pointed_at_or_reached_by_keyboard(
    page_of: PageOf, shot: Shot
) -> None:
    page = page_of("yuanzhang")
    page.goto("/")
    row = page.locator("tr.with-card", has_text="审限内结案率")
    expect(row.locator("svg.chart")).to_have_count(0)
    row.locator("a").first.focus()
    expect(row.locator("svg.chart")).to_be_visible()
    shot(page, "home-card")


def test_filters_live_in_the_address_and_survive_the_tabs(page_of: PageOf) -> None:
    page = page_of("yuanzhang")
    page.goto("/")
    page.get_by_label("指标用途").select_option("diagnostic")
    page.get_by_label("只看非偶然变化").check()
    page.get_by_role("button", name="查询").click()
    assert "status=diagnostic" in page.url
    page.locator(".tabs").get_by_role("link", name="变化与区间").click()
    assert "special_cause=on" in page.url
    expect(page.get_by_label("只看非偶然变化")).to_be_checked()


def test_the_page_is_complete_in_english(page_of: PageOf, shot: Shot, axe: Axe) -> None:
    page = page_of("shenguan", lang="en")
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Trial-quality health check")
    expect(page.get_by_role("columnheader", name="Own mean and limits")).to_be_visible()
    shot(page, "home-english")
    axe(page)


def test_the_place_switch_goes_to_a_division_and_back(page_of: PageOf) -> None:
    page = page_of("shenguan")
    page.goto("/")
    page.locator(".strip summary").first.click()
    page.locator(".strip .options a", has_text="民事审判第一庭").click()
    expect(page.locator(".strip summary").first).to_contain_text("民事审判第一庭")
    expect(page.locator("tr.with-card").first).to_be_visible()
