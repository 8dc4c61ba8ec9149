"""The page of an indicator: its past, definition and passport, its parts, its cases and why."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import quote

import docx
import pytest
from django.db import connection
from django.http import FileResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.desk_cast import CIVIL_1, COURT, DIVISIONS, ClientOf, Desk
from tuobo.core.content import Content
from tuobo.operations.jobs.rules import background_rules

RATE = "/indicators/closed_within_limit_rate/"
FRAME = 12
"""Statements that a page may cost before it asks for anything of its own."""


def text_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def rows_of(answer: FileResponse) -> list[tuple[object, ...]]:
    content = b"".join(answer.streaming_content)
    answer.close()
    book = load_workbook(BytesIO(content), read_only=True)
    rows = list(book.active.iter_rows(values_only=True))
    book.close()
    return rows


def fraction_on(page: str) -> tuple[int, int]:
    """The fraction of the figure in the head of the page."""
    found = re.search(r'class="fraction">([\d,]+)/([\d,]+)<', page)
    assert found
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def counted_on(page: str) -> int:
    found = re.search(r"共 ([\d,]+) 件", page)
    assert found
    return int(found[1].replace(",", ""))


def test_the_page_shows_past_definition_and_passport(client_of: ClientOf, desk: Desk) -> None:
    page = text_of(client_of("president"), RATE)
    for part in (
        "结案日期 ≤ 届满日",
        "closed_within_limit_rate@1",
        "F-data",
        desk.store.version.id,
        "本院没有登记",
        "2025-12",
        "SELECT",
    ):
        assert part in page


def test_the_figure_is_the_number_of_the_cases_behind_it(client_of: ClientOf) -> None:
    browser = client_of("president")
    top, bottom = fraction_on(text_of(browser, RATE))
    assert counted_on(text_of(browser, f"{RATE}cases/numerator/")) == top
    assert counted_on(text_of(browser, f"{RATE}cases/denominator/")) == bottom
    assert counted_on(text_of(browser, f"{RATE}cases/not_met/")) == bottom - top


def test_cases_left_out_say_which_clause_keeps_them_out(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}cases/left_out/")
    assert "不符合的条件" in page
    assert "案件大类不是诉前调解" in page


def test_each_case_leads_to_its_page_and_to_why_it_counts(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}cases/numerator/")
    assert re.search(r'href="/cases/of/[^"]+/"', page)
    assert re.search(r'href="/cases/of/[^"]+/indicators/"', page)


def test_criteria_survive_paging_and_sorting(client_of: ClientOf) -> None:
    address = f"{RATE}cases/denominator/?division={CIVIL_1}&size=10&page=2"
    page = text_of(client_of("president"), address)
    links = re.findall(r'href="([^"]*page=3[^"]*)"', page)
    assert links
    assert all("division=" in link and "size=10" in link for link in links)


def test_a_months_cases_are_a_part_of_the_years(client_of: ClientOf) -> None:
    browser = client_of("president")
    year = counted_on(text_of(browser, f"{RATE}cases/denominator/"))
    months = [
        counted_on(text_of(browser, f"{RATE}cases/denominator/?period=2025-{month:02d}"))
        for month in range(1, 13)
    ]
    assert sum(months) == year


def test_a_break_down_stands_in_official_order_and_adds_up(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}by/division/")
    body = page.split("<tbody>")[1]
    places = [body.index(name) for name in DIVISIONS if name in body]
    assert places == sorted(places)
    parts = re.findall(r'class="(?:fraction|value)">([\d,]+)/([\d,]+)<', body.split("<tfoot>")[0])
    whole = re.search(r'class="fraction">([\d,]+)/([\d,]+)<', body.split("<tfoot>")[1])
    assert whole
    for side in (0, 1):
        total = sum(int(part[side].replace(",", "")) for part in parts)
        assert total == int(whole[side + 1].replace(",", ""))


def test_small_numbers_are_printed_as_fractions(client_of: ClientOf) -> None:
    """行政审判庭 closes fewer than thirty cases, so no percentage stands in its row."""
    page = text_of(client_of("president"), f"{RATE}by/division/")
    row = page.split("<tbody>")[1].split("行政审判庭")[1].split("</tr>")[0]
    assert re.search(r'class="value">\d+/\d+<', row)
    assert "%" not in row.split("spark")[0]


def test_judges_are_shown_to_those_entitled_and_counted_for_the_rest(client_of: ClientOf) -> None:
    assert "法官丙03" in text_of(client_of("president"), f"{RATE}by/judge/")
    party = text_of(client_of("party_office"), f"{RATE}by/judge/")
    assert "法官丙03" not in party
    assert "名法官的数据只计入合计" in party


def test_a_judge_sees_only_the_own_figure(client_of: ClientOf) -> None:
    page = text_of(client_of("judge"), RATE)
    assert "法官丙02" in page
    assert client_of("judge").get(f"{RATE}?org={COURT}").status_code == 404
    assert client_of("judge").get(f"{RATE}?org={COURT}//法官丙03").status_code == 404
    assert client_of("party_office").get(f"{RATE}?org={COURT}//法官丙03").status_code == 404


def test_who_may_not_see_cases_is_told_their_number(client_of: ClientOf) -> None:
    page = text_of(client_of("party_office"), f"{RATE}cases/denominator/")
    assert counted_on(page) > 0
    assert "不在您可查看的范围内" in page
    assert "/cases/of/" not in page


def test_rows_that_are_no_cases_are_listed_as_rows(client_of: ClientOf) -> None:
    page = text_of(
        client_of("president"), "/indicators/post_filing_success_rate/cases/denominator/"
    )
    assert "调解编号" in page


def test_an_unknown_indicator_part_or_dimension_is_not_there(client_of: ClientOf) -> None:
    browser = client_of("president")
    for address in (
        "/indicators/none/",
        f"{RATE}cases/none/",
        f"{RATE}by/none/",
        f"{RATE}?org=辽0000",
        "/indicators/incoming_cases/cases/denominator/",
    ):
        assert browser.get(address).status_code == 404, address


def test_a_month_leads_on_to_cases_parts_and_comparisons(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}?mark=2025-10")
    row = page.split('id="m2025-10"')[1].split("</tr>")[0]
    assert "period=2025-10" in row
    assert "other_period=2025-09" in row
    assert "other_period=2024-10" in row
    assert "open" in row
    assert re.search(r'class="copyable">[0-9A-Z]{7}<', row)


def test_the_digest_of_rows_is_computed_when_asked_for(client_of: ClientOf) -> None:
    browser = client_of("president")
    assert not re.search(r"[0-9a-f]{64}", text_of(browser, RATE))
    assert re.search(r"[0-9a-f]{64}", text_of(browser, f"{RATE}?hash=1"))


def test_a_rate_leads_to_its_diagnosis_bench_with_place_and_period(client_of: ClientOf) -> None:
    """A mean cannot be taken apart, and what may not be watched has no bench."""
    president = client_of("president")
    bench = f"/programme/diagnosis/closed_within_limit_rate/?org={quote(COURT)}&amp;period=2025"

    asked = f"?org={COURT}&period=2025"
    assert bench in text_of(president, f"/indicators/closed_within_limit_rate/{asked}")
    assert "/programme/diagnosis/mean" not in text_of(president, "/indicators/mean_days_to_close/")


def test_companions_stand_beside_with_their_fractions(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), f"{RATE}companions/")
    assert "延长审限率" in page
    assert page.count('class="fraction"') >= 3


def test_a_forbidden_indicator_says_that_it_is_for_reconciliation(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/indicators/closing_rate/")
    assert "只供与其他系统核对" in page


def test_months_and_cases_are_exported_whole(client_of: ClientOf) -> None:
    browser = client_of("president")
    months = rows_of(browser.get(f"{RATE}export/"))
    assert months[-1][0] == "2025-12"
    _, bottom = fraction_on(text_of(browser, RATE))
    cases = rows_of(browser.get(f"{RATE}cases/denominator/export/"))
    head = next(number for number, row in enumerate(cases) if row[0] == "案号")
    assert len(cases) - head - 1 == bottom
    assert ["部分", "计入分母的案件"] in [list(row[:2]) for row in cases]


def test_months_and_cases_are_word_files_too(client_of: ClientOf) -> None:
    """The whole list again: a head and one row a case of the denominator."""
    browser = client_of("president")
    page = text_of(browser, f"{RATE}cases/denominator/")
    assert "form=docx" in page
    _, bottom = fraction_on(text_of(browser, RATE))
    answer = browser.get(f"{RATE}cases/denominator/export/?form=docx")
    document = docx.Document(BytesIO(b"".join(answer.streaming_content)))
    assert sum(len(table.rows) for table in document.tables) == bottom + 1


def test_too_long_for_word_is_refused_with_the_way_to_the_workbook(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = background_rules(Content()).model_copy(update={"rows_from": 1})
    monkeypatch.setattr("tuobo.web.ui.list_files.background_rules", lambda _: rules)
    answer = client_of("president").get(f"{RATE}cases/denominator/export/?form=docx")
    assert answer.status_code == 400
    assert "导出 Excel" in answer.content.decode()


def test_files_are_for_those_who_may_export(client_of: ClientOf) -> None:
    for address in (f"{RATE}export/", f"{RATE}cases/numerator/export/"):
        assert client_of("party_office").get(address).status_code == 404


def test_the_chart_alone_is_sent_for_the_row_one_points_at(client_of: ClientOf) -> None:
    answer = client_of("president").get(f"{RATE}card/", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert 'class="chart"' in page


@pytest.mark.parametrize("tab", ["", "by/division/", "companions/", "explain/", "cases/numerator/"])
def test_every_tab_is_complete_in_english(client_of: ClientOf, tab: str) -> None:
    browser = client_of("president")
    browser.post("/account/language/")
    page = text_of(browser, f"{RATE}{tab}")
    assert "Rate of cases concluded within the time limit" in page


def test_pages_cost_what_their_frame_costs_and_little_more(client_of: ClientOf) -> None:
    """Three statements for tasks and problems beside the chart, none for the order of divisions."""
    browser = client_of("president")
    counts = {}
    for tab in ("cases/numerator/", "companions/", "explain/?other=appeal_rate", "", "by/cause/"):
        browser.get(f"{RATE}{tab}")
        with CaptureQueriesContext(connection) as found:
            browser.get(f"{RATE}{tab}")
        counts[tab] = len(found)
    alone = counts.pop("cases/numerator/")
    assert alone <= FRAME
    assert counts == {
        "companions/": alone,
        "explain/?other=appeal_rate": alone,
        "": alone + 3,
        "by/cause/": alone,
    }
