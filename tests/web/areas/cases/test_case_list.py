"""The case list through its real addresses: criteria survive, exports hold all, reach holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk_cast import CIVIL_1, DIVISIONS, ClientOf
from tests.web.areas.cases.docket_cases import every_case, is_open
from tuobo.core.content import Content
from tuobo.engines.docket import (
    CaseFilter,
    CaseQuestion,
    CaseRow,
    CaseSort,
    CaseState,
    query_of,
)
from tuobo.engines.timelimits import board_of
from tuobo.operations.jobs.rules import background_rules
from tuobo.operations.jobs.working import work_off
from tuobo.records.accounts.models import SavedFilter
from tuobo.records.audit.models import AuditEvent

LIST = "/cases/"
LANES = [lane.id for lane in board_of(Content()).lanes]
_MANY = 200


def page_of(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.context["page"]


def numbers(page: Any) -> list[str]:
    return [row.case_number for row in page.rows]


def walked(client: Client, address: str) -> list[Any]:
    """All pages of a list by the links that lead from one to the next."""
    pages = [page_of(client, address)]
    while (after := pages[-1].pager.after) and len(pages) < _MANY:
        pages.append(page_of(client, after))
    return pages


def passes(case: CaseRow, asked: CaseFilter) -> bool:
    """What the criteria mean, worked out case by case."""
    return all(
        (
            not asked.division or case.division in asked.division,
            not asked.lane or (case.lane or "") in asked.lane,
            asked.state is CaseState.ANY or is_open(case) == (asked.state is CaseState.OPEN),
            asked.filed_from is None or (case.filed_on or date.min) >= asked.filed_from,
            asked.filed_to is None or (case.filed_on or date.max) <= asked.filed_to,
            all(part in case.case_number for part in asked.text.split()),
        )
    )


filters = st.builds(
    CaseFilter,
    division=st.lists(st.sampled_from(DIVISIONS), unique=True, max_size=2).map(tuple),
    lane=st.lists(st.sampled_from([*LANES, ""]), unique=True, max_size=2).map(tuple),
    state=st.sampled_from(CaseState),
    filed_from=st.none() | st.dates(date(2023, 1, 1), date(2025, 6, 30)),
    filed_to=st.none() | st.dates(date(2024, 6, 30), date(2025, 12, 31)),
    text=st.sampled_from(["", "民初", "2025", "2025 民初", "执"]),
)
sorts = st.builds(
    CaseSort, column=st.sampled_from(["", "filed_on", "division", "days_left"]),
    descending=st.booleans(),
).map(lambda one: one if one.column else CaseSort())  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=filters, sort=sorts)
def test_criteria_survive_paging(client_of: ClientOf, asked: CaseFilter, sort: CaseSort) -> None:
    """Every page holds only what was asked for, and all pages together hold all of it once."""
    question = CaseQuestion(filter=asked, sort=sort, size=100)

    pages = walked(client_of("president"), f"{LIST}?{query_of(question)}")

    expected = {case.case_number for case in every_case() if passes(case, asked)}
    for page in pages:
        assert set(numbers(page)) <= expected
        assert page.total == len(expected)
        assert page.criteria == pages[0].criteria
    found = [number for page in pages for number in numbers(page)]
    assert len(found) == len(set(found)) == len(expected)


def test_each_criterion_is_told_and_can_be_taken_away_alone(client_of: ClientOf) -> None:
    client = client_of("president")
    address = f"{LIST}?division={CIVIL_1}&division=执行局&state=open&filed_from=2025.3.1"

    page = page_of(client, address)

    told = {one.name: one.value for one in page.criteria}
    assert told == {
        "承办部门": f"{CIVIL_1}、执行局",
        "结案状态": "未结",
        "立案日期起": "2025-03-01",
    }
    (by_state,) = [one for one in page.criteria if one.name == "结案状态"]
    left = {one.name for one in page_of(client, by_state.remove).criteria}
    assert left == {"承办部门", "立案日期起"}
    assert page_of(client, page.clear).criteria == ()


def test_sorting_keeps_the_criteria_and_turns_at_the_second_click(client_of: ClientOf) -> None:
    client = client_of("president")
    page = page_of(client, f"{LIST}?division={CIVIL_1}")
    (head,) = [one for one in page.heads if one.name == "filed_on"]

    up = page_of(client, head.address)
    (head,) = [one for one in up.heads if one.name == "filed_on"]
    down = page_of(client, head.address)

    assert (up.total, down.total) == (page.total, page.total)
    days = {case.case_number: case.filed_on for case in every_case()}
    assert [days[one] for one in numbers(up)] == sorted(days[one] for one in numbers(up))
    assert head.sorted == "ascending"
    assert [one.sorted for one in down.heads if one.name == "filed_on"] == ["descending"]


@pytest.mark.parametrize("typed", ["20250715", "2025.7.15", "2025-07-15", "２０２５年７月１５日"])
def test_days_are_read_in_every_usual_writing(client_of: ClientOf, typed: str) -> None:
    page = page_of(client_of("president"), f"{LIST}?filed_from={typed}&filed_to={typed}")

    assert [one.value for one in page.criteria] == ["2025-07-15", "2025-07-15"]


def test_a_day_that_cannot_be_read_is_told_beside_its_field_and_stays(
    client_of: ClientOf,
) -> None:
    answer = client_of("president").get(f"{LIST}?filed_from=2025.13.1&division={CIVIL_1}")

    (filed,) = answer.context["page"].form.days
    assert filed.first == "2025.13.1"
    assert filed.problems == (
        "看不懂日期“2025.13.1”。可以写 20260715、2026.7.15、2026-07-15 或者 2026年7月15日。",
    )
    assert 'value="2025.13.1"' in answer.content.decode()
    assert [one.name for one in answer.context["page"].criteria] == ["承办部门"]


def test_a_case_is_found_by_its_number_in_either_width(client_of: ClientOf) -> None:
    number = every_case()[7].case_number
    half = number.replace("（", "(").replace("）", ")")

    for typed in (number, half):
        assert numbers(page_of(client_of("president"), f"{LIST}?text={typed}")) == [number]


def expected_for(test: Callable[[CaseRow], bool]) -> set[str]:
    return {case.case_number for case in every_case() if test(case)}


@pytest.mark.parametrize(
    ("login", "test"),
    [
        ("president", lambda case: True),
        ("division_head", lambda case: case.division == CIVIL_1),
        ("clerk", lambda case: case.division == CIVIL_1),
        ("judge", lambda case: case.judge == "法官丙02"),
        ("observer", lambda case: True),
    ],
)
def test_everybody_sees_the_cases_of_their_reach_and_no_others(
    client_of: ClientOf, login: str, test: Callable[[CaseRow], bool]
) -> None:
    pages = walked(client_of(login), f"{LIST}?size=100")

    found = {number for page in pages for number in numbers(page)}
    assert found == expected_for(test)


def test_a_place_outside_ones_reach_is_not_there(client_of: ClientOf) -> None:
    assert client_of("division_head").get(f"{LIST}?org=辽9901/执行局").status_code == 404
    assert client_of("judge").get(f"{LIST}?org=辽9901").status_code == 404


def test_who_may_not_see_judges_neither_sees_nor_sorts_nor_filters_by_them(
    client_of: ClientOf,
) -> None:
    client = client_of("observer")

    answer = client.get(f"{LIST}?judge=法官丙02&sort=judge")

    page = answer.context["page"]
    assert "法官丙02" not in answer.content.decode().partition("<main")[2]
    assert page.total == len(every_case())
    assert "judge" not in {one.name for one in page.heads}
    assert "judge" not in {one.name for one in page.columns}
    assert "judge" not in {one.name for one in page.form.picks}


def test_chosen_columns_are_kept_and_the_usual_ones_come_back(client_of: ClientOf) -> None:
    client = client_of("judge")
    back = f"{LIST}?state=open"

    answer = client.post("/cases/columns/", {"column": ["cause", "due_on", "bad"], "back": back})

    assert (answer.status_code, answer["Location"]) == (302, back)
    heads = [one.name for one in page_of(client, LIST).heads]
    assert heads == ["case_number", "cause", "due_on"]
    client.post("/cases/columns/", {"usual": "1"})
    assert len(page_of(client, LIST).heads) > 5


def test_a_form_never_leads_away_from_the_desk(client_of: ClientOf) -> None:
    answer = client_of("judge").post("/cases/columns/", {"back": "https://elsewhere/"})

    assert answer["Location"] == LIST


def test_a_kept_filter_asks_the_same_again(client_of: ClientOf) -> None:
    client = client_of("division_head")
    page = page_of(client, f"{LIST}?state=open&lane=overdue&sort=-filed_on")

    client.post("/cases/filters/", {"name": "超期的", "query": page.query})

    (kept,) = page_of(client, LIST).kept
    again = page_of(client, kept.address)
    assert again.criteria[0].value == page.criteria[0].value
    assert again.total == page.total
    client.post(f"/cases/filters/{kept.kept.id}/drop/")
    assert page_of(client, LIST).kept == ()


def test_a_shared_filter_is_offered_to_the_court_and_cut_to_the_readers_reach(
    client_of: ClientOf,
) -> None:
    client_of("division_head").post(
        "/cases/filters/", {"name": "甲", "query": "state=open", "is_shared": "1"}
    )
    client_of("judge").post(
        "/cases/filters/", {"name": "乙", "query": "state=open", "is_shared": "1"}
    )

    (kept,) = page_of(client_of("outsider"), LIST).kept

    assert kept.kept.name == "甲"  # a judge may not share, so 乙 stayed their own
    assert not kept.kept.is_mine
    assert page_of(client_of("outsider"), kept.address).total == len(
        expected_for(lambda case: case.judge == "法官丁02" and is_open(case))
    )
    assert page_of(client_of("observer"), LIST).kept == ()  # another court
    theirs = SavedFilter.objects.get(name="甲").pk
    assert client_of("outsider").post(f"/cases/filters/{theirs}/drop/").status_code == 404


def test_a_filter_without_a_name_is_told(client_of: ClientOf) -> None:
    client = client_of("judge")
    client.post("/cases/filters/", {"name": "", "query": "state=open", "back": LIST})

    assert "请填写“把当前条件存为”" in client.get(LIST).content.decode()


def content_of(answer: Any) -> bytes:
    """The whole file, which is then let go of."""
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def sheet_of(answer: Any) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content_of(answer)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_the_workbook_holds_all_rows_with_the_criteria_on_top(client_of: ClientOf) -> None:
    client = client_of("division_head")
    client.post("/cases/columns/", {"column": ["cause", "filed_on"]})

    answer = client.get("/cases/export/?state=open&page=2")

    rows = sheet_of(answer)
    expected = expected_for(lambda case: case.division == CIVIL_1 and is_open(case))
    assert rows[1][:2] == ["结案状态", "未结"]
    at = next(number for number, row in enumerate(rows) if row[0] == "案号")
    assert rows[at][:3] == ["案号", "案由", "立案日期"]
    assert {row[0] for row in rows[at + 1 :]} == expected
    event = AuditEvent.objects.get(kind="list.exported")
    assert (event.account, event.fields["rows"]) == ("division_head", len(expected))
    assert "结案状态：未结" in str(event.fields["criteria"])


def test_the_word_list_holds_all_rows_too(client_of: ClientOf) -> None:
    answer = client_of("judge").get("/cases/word/?state=open")

    assert answer["Content-Disposition"].startswith("attachment")
    assert content_of(answer).startswith(b"PK")
    assert AuditEvent.objects.get(kind="list.exported").fields["rows"] == len(
        expected_for(lambda case: case.judge == "法官丙02" and is_open(case))
    )


def test_a_long_list_is_made_in_the_background_and_told_when_ready(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("division_head")
    rules = background_rules(Content()).model_copy(update={"rows_from": 1})
    monkeypatch.setattr("tuobo.web.areas.cases.export_views.background_rules", lambda _: rules)

    asked = client.get("/cases/export/?state=open")
    assert "放到后台生成" in asked.content.decode()
    started = client.post("/cases/export/?state=open")
    assert started["Location"].startswith("/jobs/")
    work_off()

    page = client.get(started["Location"])
    assert page.status_code == 200
    notice = client.get("/notices/").context["page"].found.lines[0]
    assert notice.url == started["Location"]


def test_the_whole_list_is_one_page_for_the_printer(client_of: ClientOf) -> None:
    answer = client_of("judge").get("/cases/print/?state=open")

    page = answer.context["page"]
    assert len(page.rows) == page.total
    assert ("结案状态", "未结") in page.criteria


def test_who_may_not_export_finds_no_export(client_of: ClientOf) -> None:
    client = client_of("clerk")

    assert page_of(client, LIST).exports == ()
    for address in ("/cases/export/", "/cases/word/", "/cases/print/"):
        assert client.get(address).status_code == 404


def test_a_fragment_is_the_list_alone(client_of: ClientOf) -> None:
    answer = client_of("judge").get(LIST, headers={"HX-Request": "true"})

    body = answer.content.decode()
    assert "<html" not in body
    assert 'data-table="cases"' in body


def test_nothing_found_says_what_to_do_next(client_of: ClientOf) -> None:
    body = client_of("judge").get(f"{LIST}?text=没有这样的案号").content.decode()

    assert "没有符合条件的案件" in body
    assert "清除全部" in body


def test_the_list_takes_a_fixed_number_of_statements(
    client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    client = client_of("president")
    client.get(LIST)

    with django_assert_max_num_queries(9) as few:
        client.get(LIST)
    with django_assert_max_num_queries(len(few)):
        client.get(f"{LIST}?size=100")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_speaks_both_languages(client_of: ClientOf, lang: str) -> None:
    client = client_of("judge")
    client.cookies["tuobo_lang"] = lang

    body = client.get(f"{LIST}?state=open").content.decode()

    assert ("案件清单" in body) == (lang == "zh")
    assert ("Keep the present criteria as" in body) == (lang == "en")
