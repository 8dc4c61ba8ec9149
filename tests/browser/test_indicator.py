"""From a signal to the reason why: indicator, month, cases, case; the difference; the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot

Axe = Callable[[Page], None]
RATE = "/indicators/closed_within_limit_rate/"


def test_a_signal_leads_to_its_cases_and_to_why_they_count(
    page_of: PageOf, shot: Shot, axe: Axe
) -> None:
    """The home page names a signal; its month leads to cases; the case says why it counts."""
    page = page_of("yuanzhang")
    page.goto("/?status=all&special_cause=on")
    page.locator("tr.with-card a").first.click()
    expect(page.locator(".chart-figure.is-drawn")).to_be_visible()

    page.goto(RATE)
    expect(page.locator(".chart-figure.is-drawn")).to_be_visible()
    shot(page, "indicator")
    axe(page)
    page.locator(".chart-place .mark-symbol path").last.click()
    menu = page.locator(".mark-menu")
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="看这些案件").click()
    assert re.search(r"period=2025-\d\d", page.url)
    counted = page.get_by_text(re.compile(r"共 \d+ 件"))
    expect(counted).to_be_visible()
    shot(page, "indicator-cases")
    axe(page)

    page.locator("tbody tr").first.get_by_role("link", name="为何计入").click()
    expect(page.locator("h1")).to_contain_text("辽9901")
    shot(page, "indicator-why")


def test_the_menu_of_a_month_works_by_keyboard_alone(page_of: PageOf) -> None:
    page = page_of("yuanzhang")
    page.goto(RATE)
    summary = page.locator("#m2025-10 summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#m2025-10 .options a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("period=2025-10"))


def test_parts_companions_and_what_is_left_out(page_of: PageOf, shot: Shot, axe: Axe) -> None:
    page = page_of("yuanzhang")
    page.goto(RATE)
    for name, tab in (
        ("by", "分解"),
        ("left-out", "不计入及原因"),
        ("companions", "一并阅读"),
    ):
        page.locator(".tabs").get_by_role("link", name=tab).click()
        shot(page, f"indicator-{name}")
        axe(page)


def test_two_figures_that_differ_are_explained(page_of: PageOf, shot: Shot, axe: Axe) -> None:
    page = page_of("yuanzhang")
    page.goto(f"{RATE}explain/")
    page.get_by_label("另一个指标").select_option("closed_within_limit_of_limited_rate")
    page.get_by_role("button", name="比较").click()
    expect(page.get_by_text("两边的案件完全相同")).to_be_visible()
    expect(page.get_by_text(re.compile("只计入甲"))).to_be_visible()
    shot(page, "indicator-explain")
    axe(page)


@pytest.mark.parametrize("width", [1366, 390])
def test_the_catalogue_and_its_trials(
    width: int, page_of: PageOf, shot: Shot, axe: Axe, tmp_path: Path
) -> None:
    """Search a definition, compare its versions, try another reading and another predicate."""
    page = page_of("shenguan", width=width)
    for name, address in (
        ("definitions", "/definitions/?search=审限"),
        ("definition", "/definitions/indicator/closed_within_limit_rate@1/"),
        ("definitions-compare", "/definitions/limit/AD1-ORD@2/compare/"),
        ("definitions-readings", "/definitions/try/readings/?try=1&C-6=inclusive"),
    ):
        page.goto(address)
        shot(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
    page.goto("/definitions/indicator/closed_within_limit_rate@1/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载定义文件").click()
    text = download.value.path().read_text(encoding="utf-8")
    changed = tmp_path / "tried.yaml"
    changed.write_text(text.replace("closed_on <= due_on", "closed_on < due_on"), encoding="utf-8")
    page.goto("/definitions/try/indicator/")
    page.locator("input[type=file]").set_input_files(changed)
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("closed_on < due_on")).to_be_visible()
    shot(page, f"definitions-tried-{width}")
    axe(page)
