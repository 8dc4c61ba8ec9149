"""Reminding through the pages: chosen, sent, seen, answered, closed; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.desk_cast import ClientOf, Desk
from tests.web.areas.limits.running import running
from tuobo.core.clock import today
from tuobo.records.audit.models import AuditEvent
from tuobo.records.supervision.models import Answer, Reminder

JUDGE = "法官丙02"
SEND, COMPOSE, LIST = "/limits/remind/send/", "/limits/remind/", "/limits/reminders/"


def mine(count: int = 2) -> list[str]:
    return [case.case_number for case in running() if case.judge == JUDGE][:count]


def soon(days: int = 5) -> str:
    return (today() + timedelta(days=days)).isoformat()


def send(client: Client, cases: list[str], **changes: object) -> Any:
    asked = {"pick": cases, "kind": "ask_reason", "answer_due_on": soon(), "note": ""}
    return client.post(SEND, {**asked, **changes})


def page(client: Client, number: int) -> Any:
    return client.get(f"{LIST}{number}/").context["page"]


def test_the_chosen_cases_stand_in_the_form_with_a_day_in_working_days(
    client_of: ClientOf,
) -> None:
    answer = client_of("president").post(COMPOSE, {"pick": mine(), "kind": "talk"})

    shown = answer.context["page"]
    assert sorted(one.case.case_number for one in shown.cases) == sorted(mine())
    assert shown.form["kind"].value() == "talk"
    assert shown.form["answer_due_on"].value() > today().isoformat()


def test_nothing_chosen_leads_back_with_a_sentence(client_of: ClientOf) -> None:
    client = client_of("president")

    answer = client.post(COMPOSE, {"back": "/limits/?lane=overdue"})

    assert answer["Location"] == "/limits/?lane=overdue"
    assert "没有选中案件" in client.get("/limits/").content.decode()


def test_one_reminder_a_case_is_sent_and_the_page_tells_of_them(client_of: ClientOf) -> None:
    client = client_of("president")

    answer = client.post(
        SEND, {"pick": mine(), "kind": "remind", "answer_due_on": soon(), "note": "请关注"}
    )

    assert answer.status_code == 302
    told = client.get(answer["Location"])
    assert "已发出 2 份提醒" in told.content.decode()
    assert len(told.context["page"].rows) == 2
    assert {one.line.note for one in told.context["page"].rows} == {"请关注"}


def test_a_day_that_has_passed_is_told_beside_the_field_and_what_was_typed_stays(
    client_of: ClientOf,
) -> None:
    answer = send(client_of("president"), mine(), answer_due_on="2020.1.1", note="等候鉴定")

    assert answer.status_code == 400
    form = answer.context["page"].form
    assert "2020-01-01 已经过去" in form.errors["answer_due_on"][0]
    assert form["note"].value() == "等候鉴定"
    assert not Reminder.objects.exists()


def test_cases_outside_ones_reach_cannot_be_reminded_of(client_of: ClientOf) -> None:
    theirs = next(case.case_number for case in running() if case.division == "执行局")

    answer = send(client_of("division_head"), [theirs])

    assert answer.status_code == 400
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("login", ["judge", "clerk", "observer", "party_office"])
def test_who_may_not_remind_finds_no_such_page(client_of: ClientOf, login: str) -> None:
    client = client_of(login)

    assert client.post(COMPOSE, {"pick": mine()}).status_code == 404
    assert send(client, mine()).status_code == 404


def test_a_second_office_is_told_that_the_first_has_reminded(client_of: ClientOf) -> None:
    first, second = mine()
    send(client_of("trial_management"), [first])
    client = client_of("president")

    composed = client.post(COMPOSE, {"pick": mine()}).context["page"]
    assert {one.case.case_number: one.open_kinds for one in composed.cases} == {
        first: ("要求说明原因",),
        second: (),
    }
    answer = send(client, mine())
    body = client.get(answer["Location"]).content.decode()
    assert "已发出 1 份提醒" in body
    assert f"1 件已有同类未办结的提醒，没有重复发：{first}" in body


def sent_one(client_of: ClientOf) -> int:
    send(client_of("trial_management"), mine(1))
    return Reminder.objects.get().pk


def test_the_judge_sees_answers_and_the_sender_sees_the_answer(client_of: ClientOf) -> None:
    number = sent_one(client_of)
    judge, office = client_of("judge"), client_of("trial_management")

    assert page(judge, number).view.line.state == "seen"
    answer = judge.post(
        f"{LIST}{number}/answer/",
        {"reason": "等鉴定意见", "next_step_on": soon(9), "revision": "1"},
    )
    assert answer.status_code == 302
    line = page(office, number).view.line
    assert (line.state, line.answer.reason) == ("answered", "等鉴定意见")
    assert office.get("/notices/").context["page"].found.unread == 1
    closed = office.post(f"{LIST}{number}/close/", {"closing": "settled", "revision": "2"})
    assert closed.status_code == 302
    assert page(judge, number).view.closing_name == "回复已核"
    assert page(judge, number).answer_form is None
    kinds = AuditEvent.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == [
        "supervision.reminded", "supervision.answered", "supervision.closed",
    ]  # fmt: skip


def test_a_look_by_somebody_else_does_not_make_it_seen(client_of: ClientOf) -> None:
    number = sent_one(client_of)

    page(client_of("president"), number)

    assert Reminder.objects.get().state == "sent"


def test_viewing_as_the_judge_does_not_make_it_seen(client_of: ClientOf) -> None:
    number = sent_one(client_of)
    client = client_of("president")
    session = client.session
    session["seen_as"] = "judge"
    session.save()

    shown = client.get(f"{LIST}{number}/")

    assert shown.status_code == 200
    assert Reminder.objects.get().state == "sent"


def test_a_reminder_of_a_colleague_is_not_there(client_of: ClientOf) -> None:
    number = sent_one(client_of)
    for login in ("colleague", "outsider", "clerk", "observer"):
        client = client_of(login)
        assert client.get(f"{LIST}{number}/").status_code == 404, login
        assert client.get(LIST).context["page"].pager.total == 0, login
    assert client_of("colleague").post(f"{LIST}{number}/answer/", {}).status_code == 404


def test_the_head_may_close_but_not_answer_for_the_judge(client_of: ClientOf) -> None:
    number = sent_one(client_of)
    client = client_of("division_head")

    shown = page(client, number)
    assert shown.answer_form is None
    assert shown.close_form is not None
    assert client.post(f"{LIST}{number}/answer/", {"revision": "1"}).status_code == 404


def test_an_empty_answer_is_told_field_by_field(client_of: ClientOf) -> None:
    number = sent_one(client_of)

    answer = client_of("judge").post(
        f"{LIST}{number}/answer/", {"reason": "", "next_step_on": "明天", "revision": "1"}
    )

    form = answer.context["page"].answer_form
    assert answer.status_code == 400
    assert form.errors["reason"] == ["请填写“未结原因”。"]
    assert form.errors["next_step_on"][0].startswith("看不懂日期“明天”")
    assert 'value="明天"' in answer.content.decode()
    assert not Answer.objects.exists()


def test_who_was_second_is_told_and_loses_nothing(client_of: ClientOf) -> None:
    """The judge writes while the office closes: nothing is saved, the text stays in the form."""
    number = sent_one(client_of)
    judge = client_of("judge")
    judge.post(f"{LIST}{number}/answer/", {"reason": "一", "next_step_on": soon(), "revision": "1"})

    answer = judge.post(
        f"{LIST}{number}/answer/", {"reason": "写了很久", "next_step_on": soon(), "revision": "1"}
    )

    assert answer.status_code == 409
    body = answer.content.decode()
    assert "在您打开页面之后已有变化" in body
    assert "写了很久" in body
    assert 'name="revision" value="2"' in body
    assert [one.reason for one in Answer.objects.all()] == ["一"]


def test_lists_are_told_apart_by_tabs_and_narrowed_by_state(client_of: ClientOf) -> None:
    send(client_of("trial_management"), mine())
    office, judge = client_of("trial_management"), client_of("judge")

    assert office.get(f"{LIST}?which=sent").context["page"].pager.total == 2
    assert office.get(f"{LIST}?state=closed").context["page"].pager.total == 0
    shown = judge.get(LIST).context["page"]
    assert shown.pager.total == 2
    assert [tab.count for tab in shown.tabs if tab.is_here] == [2]


def test_a_reminder_says_how_the_case_stood_then_and_stands_now(
    desk: Desk, client_of: ClientOf
) -> None:
    number = sent_one(client_of)

    shown = page(client_of("judge"), number)

    case = next(one for one in running() if one.case_number == mine(1)[0])
    assert shown.view.line.data_version == desk.store.version.id
    assert shown.now.due_on == case.due_on
    assert not shown.now.is_closed


def test_open_reminders_are_marked_on_the_board(client_of: ClientOf) -> None:
    client = client_of("trial_management")
    send(client, mine(1))

    board = client.get(f"/limits/?view=table&text={mine(1)[0]}").context["page"]

    assert [view.reminded for view in board.rows] == [("要求说明原因",)]
