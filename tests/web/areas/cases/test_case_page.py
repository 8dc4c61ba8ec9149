"""The page of a case: what it tells, to whom, and that reading it is told to the log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tests.desk_cast import CIVIL_1, ClientOf, Desk
from tests.web.areas.cases.docket_cases import every_case, is_open
from tuobo.core.period import Period
from tuobo.engines.docket import CaseRow
from tuobo.records.audit.models import AuditEvent

TABS = ("", "events/", "limit/", "limit/sheet/", "indicators/", "history/", "findings/")
JUDGE = "法官丙02"


def address(case: CaseRow, tab: str = "") -> str:
    return f"/cases/of/{quote(case.case_number)}/{tab}"


@pytest.fixture(scope="module")
def mine() -> CaseRow:
    """An open case of the judge with a limit."""
    return next(one for one in every_case() if one.judge == JUDGE and is_open(one) and one.due_on)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_tab_opens_in_both_languages(
    client_of: ClientOf, mine: CaseRow, tab: str, lang: str
) -> None:
    client = client_of("judge")
    client.cookies["tuobo_lang"] = lang

    answer = client.get(address(mine, tab))

    assert answer.status_code == 200
    assert mine.case_number in answer.content.decode()


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("president", 200), ("trial_management", 200), ("division_head", 200), ("judge", 200),
        ("clerk", 200), ("observer", 200), ("colleague", 404), ("outsider", 404),
        ("party_office", 404), ("system_administrator", 404),
    ],
)  # fmt: skip
def test_who_sees_the_case(client_of: ClientOf, mine: CaseRow, login: str, status: int) -> None:
    client = client_of(login)
    for tab in TABS:
        assert client.get(address(mine, tab)).status_code == status, tab


def test_a_case_that_is_not_there_looks_like_one_that_one_may_not_see(
    client_of: ClientOf, mine: CaseRow
) -> None:
    client = client_of("outsider")

    absent = client.get("/cases/of/（2025）辽9901民初999999号/")
    hidden = client.get(address(mine))

    assert (absent.status_code, hidden.status_code) == (404, 404)
    assert absent.content == hidden.content


def test_the_number_may_be_written_in_half_width(client_of: ClientOf, mine: CaseRow) -> None:
    half = mine.case_number.replace("（", "(").replace("）", ")")

    assert client_of("judge").get(f"/cases/of/{quote(half)}/").status_code == 200


def test_reading_is_told_to_the_log_once_an_hour_and_person(
    client_of: ClientOf, mine: CaseRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, clerk = client_of("judge"), client_of("clerk")
    for tab in TABS:
        judge.get(address(mine, tab))
    clerk.get(address(mine))

    def readers() -> list[tuple[str, str]]:
        read = AuditEvent.objects.filter(kind="case.read").order_by("sequence")
        return list(read.values_list("account", "subject"))

    assert readers() == [("judge", mine.case_number), ("clerk", mine.case_number)]
    from_then_on = AuditEvent.objects.latest("sequence").at + timedelta(minutes=61)
    monkeypatch.setattr("tuobo.web.ui.hands.now", lambda: from_then_on)
    judge.get(address(mine))
    assert len(readers()) == 3


def test_a_look_that_is_refused_is_no_reading(client_of: ClientOf, mine: CaseRow) -> None:
    client_of("outsider").get(address(mine))

    assert not AuditEvent.objects.filter(kind="case.read").exists()


def test_whoever_may_not_see_judges_is_told_that_something_is_hidden(
    client_of: ClientOf, mine: CaseRow
) -> None:
    client = client_of("observer")
    for tab in TABS:
        body = client.get(address(mine, tab)).content.decode()
        assert JUDGE not in body, tab
    assert "（无权查看）" in client.get(address(mine)).content.decode()


def test_the_sheet_ends_at_the_deadline_that_lists_show(client_of: ClientOf, mine: CaseRow) -> None:
    head = client_of("judge").get(address(mine, "limit/")).context["page"].head

    assert head.case.due_on == mine.due_on
    results = [line.result for line in head.case.sheet if line.result]
    assert results[-1] in {mine.due_on, mine.due_plain_on}
    assert all(line.article for line in head.case.sheet[:1])


def test_each_indicator_says_by_which_clause_the_case_stays_out(
    client_of: ClientOf, mine: CaseRow
) -> None:
    found = client_of("judge").get(address(mine, "indicators/")).context["page"].indicators

    assert found.counted
    out = [one for one in found.others if one.line.counts == "out"]
    assert out
    assert all(one.line.decided_by for one in out)


def test_the_period_of_the_address_decides_in_which_indicators_it_counts(
    client_of: ClientOf, mine: CaseRow
) -> None:
    client = client_of("judge")

    page = client.get(address(mine, "indicators/?period=2023")).context["page"]

    assert page.indicators.found.period == Period.of("2023")
    assert page.indicators.period == "2023年"
    assert all("period=2023" in tab.address for tab in page.head.tabs)


def test_the_history_names_the_import(desk: Desk, client_of: ClientOf, mine: CaseRow) -> None:
    page = client_of("judge").get(address(mine, "history/")).context["page"]

    (first,) = page.history
    assert first.is_first
    assert first.version == desk.store.version.id


@pytest.mark.parametrize(
    ("login", "expected"),
    [("president", True), ("division_head", True), ("judge", False), ("observer", False)],
)
def test_the_button_to_remind_stands_for_whoever_may(
    client_of: ClientOf, mine: CaseRow, login: str, expected: object
) -> None:
    assert client_of(login).get(address(mine)).context["page"].head.may_remind is expected


def test_a_closed_case_is_not_reminded_of(client_of: ClientOf) -> None:
    closed = next(one for one in every_case() if one.division == CIVIL_1 and not is_open(one))

    head = client_of("president").get(address(closed)).context["page"].head

    assert head.case.is_closed
    assert not head.may_remind


def test_a_case_page_takes_few_statements(
    client_of: ClientOf, mine: CaseRow, django_assert_max_num_queries: Any
) -> None:
    client = client_of("judge")
    client.get(address(mine))

    with django_assert_max_num_queries(8):
        client.get(address(mine))
