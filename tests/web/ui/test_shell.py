"""The frame: what one may open, where one is, which place, period and data the page shows."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import RequestFactory
from django.urls import reverse

from tests.desk_cast import ADMINISTRATORS, CAST, ClientOf, Desk
from tests.web.ui.gallery import visit
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.rights import menu_of
from tuobo.web.ui.said import say, take_said
from tuobo.web.ui.switches import switches_of
from tuobo.web.ui.visit import PageRequest

ZH, EN = Texts(Content()), Texts(Content(), "en")
OWN = "/account/own/"


def page(client_of: ClientOf, login: str, address: str = OWN) -> str:
    return str(client_of(login).get(address).content.decode())


def links(html: str, begin: str, end: str) -> list[str]:
    """The addresses between two marks of a page."""
    part = html.partition(begin)[2].partition(end)[0]
    return [unquote(unescape(one)) for one in re.findall(r'<a [^>]*href="([^"]+)"', part)]


def menu_links(html: str) -> set[str]:
    return set(links(html, '<nav class="menu"', "</nav>"))


def switch_links(html: str) -> list[str]:
    return links(html, '<div class="strip">', "<main")


@pytest.mark.parametrize("item", [one for group in menu_of(Content()) for one in group.items])
def test_every_page_of_the_menu_has_an_address_and_names(item: object) -> None:
    view = getattr(item, "view", "")
    assert reverse(view)


@pytest.mark.parametrize("login", sorted(CAST))
def test_the_menu_shows_exactly_what_one_may_open(login: str, client_of: ClientOf) -> None:
    browser = client_of(login)
    shown = menu_links(str(browser.get(OWN).content.decode()))
    for group in menu_of(Content()):
        for item in group.items:
            address = reverse(item.view)
            status = browser.get(address).status_code
            assert (address in shown) == (status == 200), (item.view, status)


def test_administrators_have_no_place_no_period_and_no_data(client_of: ClientOf) -> None:
    for login in ADMINISTRATORS:
        assert '<div class="strip">' not in page(client_of, login)


def test_the_data_line_names_day_and_version(client_of: ClientOf, desk: Desk) -> None:
    version = desk.store.version
    html = page(client_of, "president")
    assert f"数据截至 {version.as_of} · 数据版本 {version.id}" in html
    assert f"{version.as_of.year}年" in html


def test_a_switch_changes_one_thing_and_keeps_the_rest(client_of: ClientOf) -> None:
    html = page(client_of, "president", f"{OWN}?org=辽9901&cause=a&cause=b&page=3")
    kept = [one for one in switch_links(html) if "period=2024" in one]
    assert kept
    for address in kept:
        assert "org=辽9901" in address
        assert "cause=a&cause=b" in address
        assert "page=" not in address


def test_divisions_stand_in_official_order_and_only_within_reach(client_of: ClientOf) -> None:
    html = page(client_of, "division_head")
    found = [one for one in switch_links(html) if "org=" in one]
    assert len(found) == 1
    assert "民事审判第一庭" in found[0]


def test_the_last_step_of_the_breadcrumb_is_where_one_is(client_of: ClientOf) -> None:
    html = page(client_of, "president", "/cases/")
    crumbs = re.findall(r'<span aria-current="page">([^<]+)</span>', html)
    assert crumbs


def test_a_folded_menu_is_drawn_folded(client_of: ClientOf) -> None:
    browser = client_of("president")
    browser.cookies["tuobo_menu"] = "narrow"
    html = str(browser.get(OWN).content.decode())
    assert 'class="frame is-narrow"' in html
    assert " open>" not in html.partition('class="menu"')[2].partition("</nav>")[0]


def test_pages_speak_the_language_of_the_cookie(client_of: ClientOf) -> None:
    browser = client_of("president")
    browser.cookies["tuobo_lang"] = "en"
    html = str(browser.get(OWN).content.decode())
    assert '<html lang="en">' in html
    assert "Health check" in html
    assert "Data as of" in html


@pytest.mark.django_db
def test_a_period_that_cannot_be_read_is_shown_as_it_was_typed() -> None:
    found = switches_of(visit(period="去年"), "/", [("period", "去年")], None)
    assert found.period_name == "去年"


def test_what_a_step_has_done_is_told_once() -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    assert isinstance(request, object)
    told: PageRequest = request  # type: ignore[assignment]
    say(told, "已保存。")
    say(told, "有 1 行没有导入。", "warn")
    assert [(one.tone, one.sentence) for one in take_said(told)] == [
        ("good", "已保存。"),
        ("warn", "有 1 行没有导入。"),
    ]
    assert take_said(told) == ()


def test_a_page_below_a_page_of_the_menu_marks_that_one(client_of: ClientOf) -> None:
    """The bench of one indicator belongs to the bench, not to the first page of its area."""
    address = "/programme/diagnosis/closed_within_limit_rate/?period=2025"
    text = client_of("president").get(address).content.decode()
    marked = re.findall(r'href="([^"?]+)[^"]*" aria-current="page"', text)
    assert "/programme/diagnosis/" in marked
