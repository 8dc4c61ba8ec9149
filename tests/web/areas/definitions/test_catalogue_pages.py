"""The catalogue's pages: search, one definition, comparison; what the address says is kept."""

from __future__ import annotations

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk_cast import ClientOf
from tuobo.operations.definitions_desk.entries import Kind

FRAME = 10
"""Statements that a page may cost before it asks for anything of its own."""


def text_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_shows_definitions_with_source_mark_and_force(client_of: ClientOf) -> None:
    page = text_of(client_of("judge"), "/definitions/?search=审限内结案率&kind=indicator")
    assert "closed_within_limit_rate@1" in page
    assert "F-data" in page
    assert "自2024-01-01起施行" in page


def test_paging_keeps_every_criterion(client_of: ClientOf) -> None:
    page = text_of(client_of("judge"), "/definitions/?kind=limit&size=10&page=2")
    assert "kind=limit&amp;size=10&amp;page=3" in page


def test_a_search_without_result_says_what_to_do(client_of: ClientOf) -> None:
    assert "换一个词" in text_of(client_of("judge"), "/definitions/?search=没有这样的词")


def test_htmx_gets_the_found_part_alone(client_of: ClientOf) -> None:
    answer = client_of("judge").get("/definitions/", headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b"incoming_cases@1" in answer.content


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_definition_has_its_page_in_both_languages(
    client_of: ClientOf, kind: Kind
) -> None:
    browser = client_of("judge")
    listed = text_of(browser, f"/definitions/?kind={kind}")
    key = listed.split(f'href="/definitions/{kind}/')[1].split("/")[0]
    assert "依据" in text_of(browser, f"/definitions/{kind}/{key}/")
    browser.post("/account/language/")
    assert "Source" in text_of(browser, f"/definitions/{kind}/{key}/")


def test_a_page_names_published_figures_that_check_the_definition(client_of: ClientOf) -> None:
    """汪清 closed-to-new ratio W1: 140/152 was published as 92.12 % and is 92.11 %."""
    page = text_of(client_of("judge"), "/definitions/indicator/closed_to_new_ratio@1/")
    assert "92.12" in page
    assert "公布值有误" in page


def test_uses_lead_to_pages_that_one_may_open(client_of: ClientOf) -> None:
    page = text_of(client_of("judge"), "/definitions/indicator/closed_within_limit_rate@1/")
    assert '<a href="/">体检表</a>' in page
    assert "报告：专题汇报" in page


def test_what_is_not_there_is_not_found(client_of: ClientOf) -> None:
    browser = client_of("judge")
    for address in ("indicator/none@1/", "nothing/none@1/", "limit/none@1/compare/"):
        assert browser.get(f"/definitions/{address}").status_code == 404
    assert browser.get("/definitions/limit/AD1-ORD@2/compare/?with=none").status_code == 404


def test_the_administration_of_the_system_sees_no_definitions(client_of: ClientOf) -> None:
    assert client_of("system_administrator").get("/definitions/").status_code == 404


def test_a_version_is_compared_with_the_one_before(client_of: ClientOf) -> None:
    page = text_of(client_of("judge"), "/definitions/limit/AD1-ORD@2/compare/")
    assert "3个月" in page
    assert "6个月" in page
    assert "适用 · 案号代字" not in page
    everything = text_of(client_of("judge"), "/definitions/limit/AD1-ORD@2/compare/?all=1")
    assert "适用 · 案号代字" in everything


def test_any_two_of_a_kind_can_be_compared(client_of: ClientOf) -> None:
    page = text_of(
        client_of("judge"), "/definitions/indicator/appeal_rate@1/compare/?with=acceptance_rate@1"
    )
    assert "appeal_rate@1" in page
    assert "acceptance_rate@1" in page


def test_the_only_one_of_its_kind_differs_in_nothing_from_itself(client_of: ClientOf) -> None:
    assert "0 处不同" in text_of(client_of("judge"), "/definitions/board/lanes@1/compare/")


def test_the_file_of_a_definition_can_be_read_again(client_of: ClientOf) -> None:
    answer = client_of("judge").get("/definitions/indicator/appeal_rate@1/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="appeal_rate.yaml"'
    written = yaml.safe_load(answer.content)
    assert written["id"] == "appeal_rate"
    assert "companions" in written


def test_definitions_ask_nothing_of_the_records(client_of: ClientOf) -> None:
    """Each page costs what its frame costs: session, account, roles, places."""
    browser = client_of("judge")
    addresses = (
        "/definitions/board/lanes@1/",
        "/definitions/?size=100",
        "/definitions/vocabulary/cause@1/",
        "/definitions/limit/AD1-ORD@2/compare/",
    )
    counts = []
    for address in addresses:
        browser.get(address)
        with CaptureQueriesContext(connection) as found:
            browser.get(address)
        counts.append(len(found))
    assert len(set(counts)) == 1
    assert counts[0] <= FRAME
