"""The calendar feed: own deadlines for the secret's owner, nothing for anybody else."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

from tests.desk_cast import CIVIL_1, COURT, MADE_AT, Desk
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import CaseFilter, CaseState, cases_at, select_rows
from tuobo.operations.desk.open_desk import Desk as OpenDesk
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.supervision.deadline_feed import feed_of, make_feed, stop_feed
from tuobo.operations.supervision.hand import Hand
from tuobo.records.accounts.models import Account
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent
from tuobo.records.organisation.models import Person
from tuobo.records.supervision.actions import Asked, RemindedCase, send_reminder


@pytest.fixture
def open_desk(desk: Desk) -> OpenDesk:
    workspace = desk.store.workspace
    return the_desk(workspace.store, workspace.content)


def hand(desk: Desk, login: str) -> Hand:
    account = desk.accounts[login]
    return Hand(account=account.pk, actor=Actor.of(account), at=MADE_AT)


def events(feed: bytes | None) -> dict[str, date]:
    assert feed is not None
    found = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    return {str(one["SUMMARY"]): one.decoded("DTSTART") for one in found}


def open_cases(open_desk: OpenDesk, **asked: object) -> dict[str, date]:
    reach = Reach((Place(court=COURT),))
    with open_desk.now() as opened:
        chosen = CaseFilter(state=CaseState.OPEN, **asked)
        rows = select_rows(opened.docket, reach, chosen)
        return {
            one.case_number: one.due_on or one.due_plain_on
            for one in cases_at(opened.docket, rows)
            if one.due_plain_on
        }


def test_a_judge_gets_the_deadlines_of_open_cases_of_their_own(
    desk: Desk, open_desk: OpenDesk
) -> None:
    token = make_feed(hand(desk, "judge"))

    found = events(feed_of(token, open_desk, MADE_AT))

    expected = open_cases(open_desk, judge=("法官丙02",))
    assert expected
    assert {title.partition("：")[2]: day for title, day in found.items()} == expected


def test_a_clerk_gets_what_is_close_in_the_division(desk: Desk, open_desk: OpenDesk) -> None:
    Person.objects.filter(accounts__login="clerk").update(case_name="")
    token = make_feed(hand(desk, "clerk"))

    found = events(feed_of(token, open_desk, MADE_AT))

    lanes = ("overdue", "days_5", "days_15_30")
    expected = open_cases(open_desk, division=(CIVIL_1,), lane=lanes)
    assert {title.partition("：")[2] for title in found} == set(expected)


def test_the_feed_names_no_party_and_no_judge(desk: Desk, open_desk: OpenDesk) -> None:
    feed = feed_of(make_feed(hand(desk, "judge")), open_desk, MADE_AT)

    assert feed is not None
    told = feed.decode().replace("\r\n ", "")
    assert told.count("法官丙02") == 1  # the calendar's own name
    assert "X-WR-CALNAME:期限日历（法官丙02）" in told


def test_a_day_that_moves_moves_in_the_calendar(desk: Desk, open_desk: OpenDesk) -> None:
    token = make_feed(hand(desk, "judge"))

    once, again = (feed_of(token, open_desk, MADE_AT) for _ in range(2))

    assert once == again
    assert once is not None
    uids = [str(one["UID"]) for one in icalendar.Calendar.from_ical(once).walk("VEVENT")]
    assert len(uids) == len(set(uids))


def test_a_renewed_address_ends_the_old_one(desk: Desk, open_desk: OpenDesk) -> None:
    old = make_feed(hand(desk, "judge"))
    new = make_feed(hand(desk, "judge"))

    assert feed_of(old, open_desk, MADE_AT) is None
    assert feed_of(new, open_desk, MADE_AT) is not None
    stop_feed(hand(desk, "judge"))
    assert feed_of(new, open_desk, MADE_AT) is None
    kinds = list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["feed.made", "feed.made", "feed.ended"]
    stored = str(list(AuditEvent.objects.values())) + str(list(Account.objects.values()))
    assert new not in stored


@pytest.mark.parametrize("token", ["", "guessed"])
def test_nobody_guesses_a_feed(desk: Desk, open_desk: OpenDesk, token: str) -> None:
    assert feed_of(token, open_desk, MADE_AT) is None


def test_a_feed_ends_with_the_account_and_with_the_role(desk: Desk, open_desk: OpenDesk) -> None:
    token = make_feed(hand(desk, "judge"))
    account = desk.accounts["judge"]
    account.grants.update(ends_on=date(2026, 1, 5))
    assert feed_of(token, open_desk, MADE_AT) is None

    account.grants.update(ends_on=None)
    assert feed_of(token, open_desk, MADE_AT) is not None
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert feed_of(token, open_desk, MADE_AT) is None


def test_reminders_that_wait_stand_in_both_calendars(desk: Desk, open_desk: OpenDesk) -> None:
    send_reminder(
        case=RemindedCase(
            case_number="（2025）辽9901民初1号", court=COURT, division=CIVIL_1, judge="法官丙02",
            due_on=None, lane="", data_version="1",
        ),
        asked=Asked(kind="talk", note="", answer_due_on=date(2026, 1, 8), batch="b"),
        sender=desk.accounts["president"].pk,
        addressees=[desk.accounts["judge"].pk],
        at=MADE_AT,
    )  # fmt: skip

    for login, title in (("judge", "回复审限提醒"), ("president", "审限提醒待回复")):
        found = events(feed_of(make_feed(hand(desk, login)), open_desk, MADE_AT))
        assert found[f"{title}：（2025）辽9901民初1号"] == date(2026, 1, 8)
