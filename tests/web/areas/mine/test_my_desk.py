"""One's own desk: what is one's own, nothing about colleagues; and the calendar feed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.desk_cast import ClientOf
from tests.web.areas.limits.running import running
from tuobo.core.clock import today
from tuobo.records.accounts.models import Account
from tuobo.records.audit.models import AuditEvent

DESK, FEED = "/mine/", "/mine/feed/"


def remind(client: Client, judge: str) -> str:
    case = next(one.case_number for one in running() if one.judge == judge)
    due = (today() + timedelta(days=3)).isoformat()
    asked = {"pick": [case], "kind": "remind", "answer_due_on": due}
    assert client.post("/limits/remind/send/", asked).status_code == 302
    return case


def test_a_judge_sees_own_deadlines_by_the_days_left(client_of: ClientOf) -> None:
    page = client_of("judge").get(DESK).context["page"]

    mine = {case.case_number for case in running() if case.judge == "法官丙02"}
    shown = [view.row for view in page.cases.deadlines.rows]
    assert {row.case_number for row in shown} <= mine
    assert page.cases.deadlines.total == len(mine)
    assert [row.days_left for row in shown] == sorted(row.days_left for row in shown)


def test_nothing_on_the_desk_is_about_colleagues(client_of: ClientOf) -> None:
    body = client_of("judge").get(DESK).content.decode()

    others = {case.judge for case in running() if case.judge} - {"法官丙02"}
    assert others
    assert not [name for name in others if name in body]


def test_figures_are_of_ones_own_cases_with_definition_and_version(client_of: ClientOf) -> None:
    page = client_of("judge").get(DESK).context["page"]

    by_name = {one.name: one for one in page.cases.figures}
    assert set(by_name) == {"新收", "已结", "未结", "清案率"}
    rate = by_name["清案率"].figure
    assert "/" in rate.value + rate.fraction  # few cases: the fraction alone
    assert all("@" in one.definition for one in page.cases.figures)


def test_people_without_cases_see_what_they_sent_and_what_they_are_told(
    client_of: ClientOf,
) -> None:
    client = client_of("trial_management")
    case = remind(client, "法官丙02")

    page = client.get(DESK).context["page"]

    assert page.cases is None
    assert [one.line.case_number for one in page.waiting] == [case]
    assert page.to_answer == ()
    assert not page.may_answer


def test_a_reminder_stands_on_the_desk_of_the_judge_until_it_is_answered(
    client_of: ClientOf,
) -> None:
    case = remind(client_of("trial_management"), "法官丙02")
    client = client_of("judge")

    page = client.get(DESK).context["page"]
    (waiting,) = page.to_answer
    assert waiting.line.case_number == case
    assert page.unread == 1
    client.post(
        f"/limits/reminders/{waiting.line.id}/answer/",
        {"reason": "待合议", "next_step_on": today().isoformat(), "revision": "1"},
    )
    assert client.get(DESK).context["page"].to_answer == ()


@pytest.mark.parametrize("login", ["party_office", "service_centre", "clerk", "president"])
def test_the_desk_opens_for_everybody_who_has_one(client_of: ClientOf, login: str) -> None:
    client = client_of(login)
    for lang in ("zh", "en"):
        client.cookies["tuobo_lang"] = lang
        assert client.get(DESK).status_code == 200


def test_the_feed_is_shown_once_and_serves_without_a_log_in(client_of: ClientOf) -> None:
    client = client_of("judge")
    made = client.post(f"{FEED}make/")
    address = made.context["page"].address

    assert address.startswith("http://testserver/mine/feed/")
    assert made["Cache-Control"] == "no-store"
    assert address not in client.get(FEED).content.decode()
    served = Client().get(address)
    assert served["Content-Type"] == "text/calendar; charset=utf-8"
    mine = [case for case in running() if case.judge == "法官丙02"]
    assert served.content.decode().count("BEGIN:VEVENT") == len(mine)


def test_an_ended_or_renewed_feed_is_not_there(client_of: ClientOf) -> None:
    client = client_of("judge")
    old = client.post(f"{FEED}make/").context["page"].address
    new = client.post(f"{FEED}make/").context["page"].address

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    client.post(f"{FEED}end/")
    assert Client().get(new).status_code == 404
    assert not client.get(FEED).context["page"].has_feed
    kinds = AuditEvent.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == ["feed.made", "feed.made", "feed.ended"]


def test_the_feed_of_a_closed_account_is_not_there(client_of: ClientOf) -> None:
    address = client_of("judge").post(f"{FEED}make/").context["page"].address
    Account.objects.filter(login="judge").update(is_active=False)

    assert Client().get(address).status_code == 404
    assert Client().get("/mine/feed/guessed.ics").status_code == 404


def test_the_desk_takes_a_fixed_number_of_statements(
    client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    client = client_of("judge")
    client.get(DESK)

    with django_assert_max_num_queries(12):
        client.get(DESK)
