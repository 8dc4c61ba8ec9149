"""Reminding cases of the small court: who is told, what the log holds, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.desk_cast import CIVIL_1, COURT, MADE_AT, Desk
from tuobo.core.errors import RequestError
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import CaseFilter, CaseRow, CaseState, cases_at, select_rows
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.supervision.hand import Hand
from tuobo.operations.supervision.remind import Sending, Sent, remindable, send_reminders
from tuobo.operations.supervision.settle import Answering, Ending, answer, close, seen
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent
from tuobo.records.notices.models import Notice
from tuobo.records.supervision.models import Reminder
from tuobo.records.supervision.queries import Seer

JUDGE = "法官丙02"
WHOLE_COURT = Reach((Place(court=COURT),))
ASKED = Sending(kind="ask_reason", note="", answer_due_on=date(2026, 1, 9))


@pytest.fixture
def opened(desk: Desk) -> Iterator[OpenVersion]:
    workspace = desk.store.workspace
    with the_desk(workspace.store, workspace.content).now() as version:
        yield version


def cases(opened: OpenVersion, *, judge: str = JUDGE, state: CaseState = CaseState.OPEN):  # noqa: ANN201
    asked = CaseFilter(court=(COURT,), judge=(judge,), state=state)
    found = list(cases_at(opened.docket, select_rows(opened.docket, WHOLE_COURT, asked)))
    assert found, "the sample has none"
    return found


def hand(desk: Desk, login: str) -> Hand:
    account = desk.accounts[login]
    return Hand(account=account.pk, actor=Actor.of(account), at=MADE_AT)


def address_of(number: int) -> str:
    return f"/limits/reminders/{number}/"


def send(desk: Desk, opened: OpenVersion, chosen: list[CaseRow], login: str) -> Sent:
    return send_reminders(opened, chosen, ASKED, hand=hand(desk, login), address_of=address_of)


def test_the_judge_and_the_head_are_told_and_the_log_holds_it(
    desk: Desk, opened: OpenVersion
) -> None:
    case = cases(opened)[0]

    outcome = send(desk, opened, [case], "trial_management")

    assert (outcome.sent, outcome.skipped, outcome.untold) == (1, (), ())
    reminder = Reminder.objects.get()
    assert (reminder.case_number, reminder.judge) == (case.case_number, JUDGE)
    assert reminder.due_on == (case.due_on or case.due_plain_on)
    assert reminder.data_version == opened.version.id
    told = Notice.objects.order_by("account_id").values_list("account__login", "kind", "url")
    address = address_of(reminder.pk)
    assert sorted(told) == [
        ("division_head", "reminder.ask_reason", address),
        ("judge", "reminder.ask_reason", address),
    ]
    event = AuditEvent.objects.get()
    assert (event.kind, event.subject) == ("supervision.reminded", case.case_number)
    assert event.fields == {"asked": "要求说明原因", "day": "2026-01-09", "told": 2}


def test_the_head_who_sends_is_not_told_of_it(desk: Desk, opened: OpenVersion) -> None:
    send(desk, opened, cases(opened)[:1], "division_head")

    assert list(Notice.objects.values_list("account__login", flat=True)) == ["judge"]


def test_a_case_that_is_reminded_already_is_skipped_and_named(
    desk: Desk, opened: OpenVersion
) -> None:
    first, second = cases(opened)[:2]
    send(desk, opened, [first], "trial_management")

    outcome = send(desk, opened, [first, second], "president")

    assert (outcome.sent, outcome.skipped) == (1, (first.case_number,))
    assert Reminder.objects.count() == 2


def test_a_case_of_whose_people_none_has_an_account_is_named(
    desk: Desk, opened: OpenVersion
) -> None:
    for login in ("judge", "division_head"):
        account = desk.accounts[login]
        account.is_active = False
        account.save()
    case = cases(opened)[0]

    outcome = send(desk, opened, [case], "trial_management")

    assert (outcome.sent, outcome.untold) == (1, (case.case_number,))


def test_cases_outside_ones_reach_are_not_there(desk: Desk, opened: OpenVersion) -> None:
    theirs = cases(opened)[0].case_number
    elsewhere = Reach((Place(court=COURT, division="行政审判庭"),))

    for number in (theirs, "（2025）辽9901民初999999号"):
        with pytest.raises(RequestError) as raised:
            remindable(opened, elsewhere, [number])
        assert raised.value.code == "supervision.not_yours"


def test_a_closed_case_needs_no_reminder(desk: Desk, opened: OpenVersion) -> None:
    closed = cases(opened, state=CaseState.CLOSED)[0]

    with pytest.raises(RequestError) as raised:
        remindable(opened, WHOLE_COURT, [closed.case_number])

    assert raised.value.code == "supervision.is_closed"


def test_nothing_chosen_is_told(opened: OpenVersion) -> None:
    with pytest.raises(RequestError) as raised:
        remindable(opened, WHOLE_COURT, [])

    assert raised.value.code == "supervision.none_chosen"


def test_a_case_that_is_ticked_twice_counts_once(desk: Desk, opened: OpenVersion) -> None:
    first, second = (one.case_number for one in cases(opened)[:2])

    found = remindable(opened, WHOLE_COURT, [second, first, second])

    assert sorted(one.case_number for one in found) == sorted([first, second])


def judge_of(desk: Desk) -> Seer:
    own = Reach((Place(court=COURT, judge=JUDGE),))
    return Seer(account="judge", watches=Reach.NOTHING, answers=own)


def office_of(desk: Desk) -> Seer:
    return Seer(account="trial_management", watches=WHOLE_COURT, answers=Reach.NOTHING)


def test_the_answer_reaches_the_sender_and_the_head(desk: Desk, opened: OpenVersion) -> None:
    send(desk, opened, cases(opened)[:1], "trial_management")
    reminder = Reminder.objects.get()
    Notice.objects.all().delete()
    seen(reminder, hand=hand(desk, "judge"))

    answer(
        reminder,
        Answering(reason="等鉴定意见", next_step_on=date(2026, 1, 20), revision=1),
        seer=judge_of(desk),
        hand=hand(desk, "judge"),
        address_of=address_of,
    )

    told = Notice.objects.values_list("account__login", "kind")
    assert sorted(told) == [
        ("division_head", "reminder.answered"),
        ("trial_management", "reminder.answered"),
    ]
    event = AuditEvent.objects.latest("sequence")
    assert event.kind == "supervision.answered"
    assert "等鉴定意见" not in str(event.fields)  # what was typed stays out of the log


def test_only_the_judge_answers_and_only_who_reminds_closes(
    desk: Desk, opened: OpenVersion
) -> None:
    send(desk, opened, cases(opened)[:1], "trial_management")
    reminder = Reminder.objects.get()
    answering = Answering(reason="一", next_step_on=date(2026, 1, 20), revision=1)

    with pytest.raises(RequestError):
        answer(
            reminder, answering, seer=office_of(desk), hand=hand(desk, "trial_management"),
            address_of=address_of,
        )  # fmt: skip
    with pytest.raises(RequestError):
        close(
            reminder, Ending(closing="settled", revision=1), seer=judge_of(desk),
            hand=hand(desk, "judge"), address_of=address_of,
        )  # fmt: skip

    reminder.refresh_from_db()
    assert (reminder.state, reminder.revision) == ("sent", 1)


def test_closing_tells_the_judge_and_the_head(desk: Desk, opened: OpenVersion) -> None:
    send(desk, opened, cases(opened)[:1], "trial_management")
    reminder = Reminder.objects.get()
    Notice.objects.all().delete()

    close(
        reminder, Ending(closing="case_closed", revision=1), seer=office_of(desk),
        hand=hand(desk, "trial_management"), address_of=address_of,
    )  # fmt: skip

    told = Notice.objects.values_list("account__login", flat=True)
    assert sorted(told) == ["division_head", "judge"]
    assert AuditEvent.objects.latest("sequence").fields["closing"] == "案件已结"


def test_heads_of_another_division_hear_nothing(desk: Desk, opened: OpenVersion) -> None:
    send(desk, opened, cases(opened)[:1], "trial_management")

    assert Reminder.objects.get().division == CIVIL_1
    assert not Notice.objects.filter(account__login__in=["outsider", "colleague"]).exists()
