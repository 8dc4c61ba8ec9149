"""Why two figures differ: the cases that only one of them counts, and what keeps them out."""

from __future__ import annotations

import re

from django.test import Client

from tests.desk_cast import ClientOf
from tests.web.areas.indicators.test_indicator_pages import rows_of, text_of

RATE = "/indicators/closed_within_limit_rate/"
OF_LIMITED = f"{RATE}explain/?other=closed_within_limit_of_limited_rate"


def only_on(page: str, which: str) -> list[int]:
    """The numbers of cases that are only in 甲 or only in 乙, side by side."""
    found = re.findall(rf"只计入{which}：([\d,]+) 件", page)
    return [int(number.replace(",", "")) for number in found]


def fractions_on(page: str) -> list[tuple[int, int]]:
    table = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    found = re.findall(r'class="fraction">([\d,]+)/([\d,]+)<', table)
    return [(int(a.replace(",", "")), int(b.replace(",", ""))) for a, b in found]


def test_the_difference_of_two_denominators_is_told_case_by_case(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), OF_LIMITED)
    (top, bottom), (other_top, other_bottom) = fractions_on(page)
    assert top == other_top
    assert only_on(page, "甲") == [bottom - other_bottom]
    assert "两边的案件完全相同" in page
    assert "不符合“审限状态是已计算”" in page


def test_periods_differ_by_the_cases_of_the_other_days(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}explain/?period=2025H1&other_period=2025Q1")
    (top, bottom), (other_top, other_bottom) = fractions_on(page)
    assert only_on(page, "甲") == [top - other_top, bottom - other_bottom]
    assert "按日期不计入 2025-01..2025-03" in page


def test_a_figure_does_not_differ_from_itself(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}explain/?other=closed_within_limit_rate")
    assert only_on(page, "甲") == []
    assert page.count("两边的案件完全相同") == 2


def test_data_versions_can_be_compared(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}explain/?other_version=1")
    assert page.count("两边的案件完全相同") == 2


def test_what_cannot_be_read_is_told_and_the_form_stays(client_of: ClientOf) -> None:
    browser = client_of("president")
    for query in ("other_period=无此期间", "other=none", "other_version=99"):
        page = text_of(browser, f"{RATE}explain/?{query}")
        assert 'class="alert is-warn"' in page
        assert 'name="other_period"' in page


def test_cases_outside_ones_reach_are_counted_and_not_named(client_of: ClientOf) -> None:
    page = text_of(client_of("party_office"), OF_LIMITED)
    assert "您可查看的范围内：甲 0，乙 0" in page
    assert "/cases/of/" not in page


def test_the_workbook_has_all_cases_of_the_difference(client_of: ClientOf) -> None:
    browser: Client = client_of("president")
    page = text_of(browser, OF_LIMITED)
    address = f"{RATE}explain/export/?other=closed_within_limit_of_limited_rate"
    rows = rows_of(browser.get(address))
    head = next(number for number, row in enumerate(rows) if row[0] == "部分")
    assert len(rows) - head - 1 == sum(only_on(page, "甲")) + sum(only_on(page, "乙"))
    assert browser.get(f"{RATE}explain/export/").status_code == 404
