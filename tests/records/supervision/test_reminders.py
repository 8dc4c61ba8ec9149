"""Reminders as they are kept: one open a case and kind, moved by the table, seen within reach."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.desk_cast import CIVIL_1, COURT, MADE_AT, Desk
from tuobo.core.content import Content
from tuobo.core.errors import RequestError, StateError
from tuobo.core.reach import Place, Reach
from tuobo.engines.rights import Policy
from tuobo.records.supervision.actions import (
    Asked,
    RemindedCase,
    answer_reminder,
    close_reminder,
    see_reminder,
    send_reminder,
)
from tuobo.records.supervision.models import Addressee, Reminder
from tuobo.records.supervision.queries import (
    ReminderFilter,
    Seer,
    addressees_of,
    count_of,
    every_reminder,
    line_of,
    open_kinds,
    reminder_for,
    reminders,
)
from tuobo.records.supervision.rules import ReminderRules

CASE = "（2025）辽9901民初1号"
JUDGE = "法官丙02"
LATER = MADE_AT + timedelta(hours=2)


def sent(desk: Desk, *, case: str = CASE, kind: str = "remind", judge: str = JUDGE) -> Reminder:
    reminder = send_reminder(
        case=RemindedCase(
            case_number=case,
            court=COURT,
            division=CIVIL_1,
            judge=judge,
            due_on=date(2026, 1, 20),
            lane="days_15_30",
            data_version="1-abc",
        ),
        asked=Asked(kind=kind, note="", answer_due_on=date(2026, 1, 8), batch="b1"),
        sender=desk.accounts["trial_management"].pk,
        addressees=[desk.accounts["judge"].pk, desk.accounts["division_head"].pk],
        at=MADE_AT,
    )
    assert reminder is not None
    return reminder


def seer(login: str, *, watches: Reach = Reach.NOTHING, answers: Reach = Reach.NOTHING) -> Seer:
    return Seer(account=login, watches=watches, answers=answers)


def own(judge: str = JUDGE) -> Reach:
    return Reach((Place(court=COURT, judge=judge),))


WHOLE_COURT = Reach((Place(court=COURT),))


def test_a_second_reminder_of_the_same_kind_waits_for_the_first(desk: Desk) -> None:
    first = sent(desk)

    again = send_reminder(
        case=RemindedCase(
            case_number=CASE, court=COURT, division=CIVIL_1, judge=JUDGE, due_on=None, lane="",
            data_version="1-abc",
        ),
        asked=Asked(kind="remind", note="", answer_due_on=date(2026, 1, 9), batch="b2"),
        sender=desk.accounts["president"].pk,
        addressees=[],
        at=LATER,
    )  # fmt: skip

    assert again is None
    assert open_kinds([CASE, "other"]) == {CASE: ("remind",)}
    close_reminder(first, closing="settled", revision=1, by=first.sender_id, at=LATER)
    assert open_kinds([CASE]) == {}
    assert sent(desk).pk != first.pk


def test_the_database_itself_refuses_two_open_reminders_of_a_kind(desk: Desk) -> None:
    first = sent(desk)
    copy = Reminder.objects.get(pk=first.pk)
    copy.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_reminders_of_different_kinds_stand_beside_each_other(desk: Desk) -> None:
    sent(desk)
    sent(desk, kind="talk")

    assert open_kinds([CASE]) == {CASE: ("remind", "talk")}


def test_an_unknown_kind_is_refused(desk: Desk) -> None:
    with pytest.raises(RequestError) as raised:
        sent(desk, kind="scold")

    assert raised.value.code == "supervision.no_kind"


def test_a_reminder_goes_from_sent_over_seen_and_answered_to_closed(desk: Desk) -> None:
    reminder = sent(desk)
    judge = desk.accounts["judge"].pk

    see_reminder(reminder, by=judge, at=LATER)
    assert reminder.state == "seen"
    assert reminder.revision == 1  # a look is no new revision

    answer_reminder(
        reminder, reason="鉴定未回", next_step_on=date(2026, 1, 15), revision=1, by=judge, at=LATER
    )
    assert (reminder.state, reminder.revision) == ("answered", 2)

    close_reminder(reminder, closing="settled", revision=2, by=reminder.sender_id, at=LATER)
    line = line_of(reminder)
    assert (line.state, line.closing, line.closed_by) == ("closed", "settled", "审管办经办人")
    assert not line.is_open


def test_only_an_addressee_makes_a_reminder_seen(desk: Desk) -> None:
    reminder = sent(desk)

    see_reminder(reminder, by=desk.accounts["president"].pk, at=LATER)

    assert reminder.state == "sent"
    assert not Addressee.objects.exclude(seen_at=None).exists()


def test_a_corrected_answer_stands_beside_the_first(desk: Desk) -> None:
    reminder = sent(desk)
    judge = desk.accounts["judge"].pk
    for number, reason in enumerate(("等鉴定", "鉴定已回，待开庭"), start=1):
        answer_reminder(
            reminder,
            reason=reason,
            next_step_on=date(2026, 1, 14 + number),
            revision=number,
            by=judge,
            at=LATER + timedelta(minutes=number),
        )

    line = line_of(reminder)

    assert [one.reason for one in line.answers] == ["等鉴定", "鉴定已回，待开庭"]
    assert line.answer is not None
    assert line.answer.next_step_on == date(2026, 1, 16)


def test_whoever_saw_an_older_revision_changes_nothing(desk: Desk) -> None:
    reminder = sent(desk)
    judge = desk.accounts["judge"].pk
    answer_reminder(
        reminder, reason="一", next_step_on=date(2026, 1, 15), revision=1, by=judge, at=LATER
    )

    with pytest.raises(StateError) as raised:
        close_reminder(reminder, closing="settled", revision=1, by=judge, at=LATER)

    assert raised.value.code == "supervision.changed"
    assert line_of(reminder).is_open


def test_the_table_of_moves_forbids_an_answer_to_a_closed_reminder(desk: Desk) -> None:
    reminder = sent(desk)
    close_reminder(reminder, closing="withdrawn", revision=1, by=reminder.sender_id, at=LATER)

    with pytest.raises(StateError) as raised:
        answer_reminder(
            reminder, reason="一", next_step_on=date(2026, 1, 15), revision=2, by=1, at=LATER
        )

    assert raised.value.code == "supervision.no_way"
    assert raised.value.fields["state"] == "已办结"


def test_who_sees_a_reminder(desk: Desk) -> None:
    number = sent(desk).pk

    assert reminder_for(seer("president", watches=WHOLE_COURT), number)
    assert reminder_for(seer("newcomer", answers=own()), number)  # the judge's new account
    assert reminder_for(seer("division_head"), number)  # was told
    assert reminder_for(seer("trial_management"), number)  # has sent it
    assert reminder_for(seer("colleague", answers=own("法官丙03")), number) is None
    assert reminder_for(seer("outsider"), number) is None
    assert reminder_for(seer("president", watches=WHOLE_COURT), number + 1) is None


def test_lists_hold_what_is_asked_for_and_no_more(desk: Desk) -> None:
    sent(desk)
    answered = sent(desk, case="（2025）辽9901民初2号")
    sent(desk, case="（2025）辽9901民初3号", judge="法官丙03")
    judge = desk.accounts["judge"].pk
    answer_reminder(
        answered, reason="一", next_step_on=date(2026, 1, 15), revision=1, by=judge, at=LATER
    )
    mine = seer("judge", answers=own())

    assert count_of(mine, ReminderFilter(to_answer=True, only_open=True)) == 2
    (waiting,) = every_reminder(mine, ReminderFilter(to_answer=True, unanswered=True))
    assert waiting.case_number == CASE
    assert waiting.is_late(date(2026, 1, 9))
    assert not waiting.is_late(date(2026, 1, 8))  # the day itself is in time
    sender = seer("trial_management", watches=WHOLE_COURT)
    assert reminders(sender, ReminderFilter(sent=True)).total == 3
    assert reminders(sender, ReminderFilter(state="answered")).total == 1
    assert reminders(sender, ReminderFilter(batch="b1"), size=2, page=2).page == 2


def test_the_judge_and_the_head_of_the_division_are_told(desk: Desk) -> None:
    policy = Policy.of(Content())
    place = Place(court=COURT, division=CIVIL_1, judge=JUDGE)

    told = addressees_of(place, date(2026, 1, 5), policy)

    assert told == [desk.accounts["judge"].pk, desk.accounts["division_head"].pk]


def test_nobody_is_told_for_a_name_that_has_no_account(desk: Desk) -> None:
    policy = Policy.of(Content())
    day = date(2026, 1, 5)

    assert addressees_of(Place(court=COURT, division="行政审判庭", judge="甲"), day, policy) == []
    assert addressees_of(Place(court=COURT), day, policy) == []
    assert addressees_of(Place(court="辽9902", division=CIVIL_1, judge=JUDGE), day, policy) == []


def test_a_head_who_no_longer_heads_the_division_is_not_told(desk: Desk) -> None:
    policy = Policy.of(Content())
    desk.accounts["division_head"].grants.update(ends_on=date(2026, 1, 5))
    place = Place(court=COURT, division=CIVIL_1, judge=JUDGE)

    assert addressees_of(place, date(2026, 1, 4), policy) == [
        desk.accounts["judge"].pk,
        desk.accounts["division_head"].pk,
    ]
    assert addressees_of(place, date(2026, 1, 5), policy) == [desk.accounts["judge"].pk]


def test_a_page_of_reminders_takes_a_fixed_number_of_statements(
    desk: Desk, django_assert_num_queries: object
) -> None:
    for number in range(1, 6):
        sent(desk, case=f"（2025）辽9901民初{number}号")
    sender = seer("trial_management", watches=WHOLE_COURT)

    with django_assert_num_queries(4):  # count, rows, addressees, answers
        assert len(reminders(sender, ReminderFilter()).lines) == 5


def test_every_move_of_the_content_stands_between_states_of_the_content() -> None:
    rules = ReminderRules.of(Content())

    assert [one.kind for one in rules.kinds] == ["remind", "ask_reason", "talk"]
    assert rules.after("sent", "see") == "seen"
    assert not rules.allows("see", "answered")
    assert all(one.right in Policy.of(Content()).rights for one in rules.moves)
