"""The calendar feed of deadlines: its secret address, and what it tells.

It tells case numbers and days, no parties and no judges. Whoever has cases gets their own; others
get those of their reach that are over the limit or close to it. Asked with the secret alone, it
shows what the account may see on that day, nothing once the account or the right is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from icalendar import Calendar, Event

from tuobo.core.clock import COURT_TIME
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, CaseRow, CaseState, cases_at, select_rows
from tuobo.engines.rights import Policy, Viewer
from tuobo.engines.timelimits import board_of
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.operations.ledgers.desk import Visitor
from tuobo.operations.ledgers.due_days import due_for_feed
from tuobo.operations.supervision.hand import Hand
from tuobo.records.accounts.feeds import account_of_feed, end_feed, renew_feed
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor, record
from tuobo.records.supervision.queries import (
    REPLY,
    SEND,
    ReminderFilter,
    ReminderLine,
    Seer,
    every_reminder,
)

SEE_LIMITS, HAVE_A_DESK = "limits.view", "desk.own"
_REFRESH = timedelta(hours=6)
_PRODUCT = "-//Tuobo//Deadlines//ZH"


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A day in the calendar. `key` stays the same when the day moves, so that calendars move it."""

    key: str
    day: date
    title: str
    told: str


@transaction.atomic
def make_feed(hand: Hand) -> str:
    """A new secret, told once; an older address ends."""
    token = renew_feed(hand.account)
    record("feed.made", actor=hand.actor, at=hand.at, subject=hand.actor.account)
    return token


@transaction.atomic
def stop_feed(hand: Hand) -> None:
    end_feed(hand.account)
    record("feed.ended", actor=hand.actor, at=hand.at, subject=hand.actor.account)


def feed_of(token: str, desk: Desk, at: datetime) -> bytes | None:
    """The calendar of a secret; None for a secret that is unknown or has ended."""
    account = account_of_feed(token)
    if account is None:
        return None
    viewer = viewer_of(account, at.astimezone(COURT_TIME).date())
    policy = Policy.of(settings.TUOBO_CONTENT)
    if not policy.may(viewer, HAVE_A_DESK):
        return None
    texts = desk.texts(account.locale)
    with desk.now() as opened:
        dated = [
            *_deadlines(opened, policy.reach(viewer, SEE_LIMITS), viewer.judge, texts),
            *_answer_days(account, policy, viewer, texts),
            *_entries_due(account, viewer, at, texts),
        ]
        return _calendar(dated, texts("feed.name", person=account.person.name), at)


def _own(reach: Reach, judge: str) -> Reach:
    """The part of a reach that bears a name; all of it for people who have no cases.

    A place without a judge covers all its judges, so the name narrows every place.
    """
    if not judge:
        return reach
    return Reach.of([Place(court=one.court, division=one.division, judge=judge) for one in reach])


def _deadlines(opened: OpenVersion, reach: Reach, judge: str, texts: Texts) -> Iterator[Dated]:
    mine = _own(reach, judge)
    lanes: tuple[str, ...] = ()
    if not judge:
        board = board_of(opened.workspace.content)
        lanes = tuple(lane.id for lane in board.lanes if lane.overdue or lane.days_left)
    rows = select_rows(opened.docket, mine, CaseFilter(state=CaseState.OPEN, lane=lanes))
    for case in cases_at(opened.docket, rows):
        if case.due_on or case.due_plain_on:
            yield _deadline(case, opened, texts)


def _deadline(case: CaseRow, opened: OpenVersion, texts: Texts) -> Dated:
    code = "feed.provisional" if case.is_provisional else "feed.deadline"
    return Dated(
        key=f"limit {case.case_number}",
        day=_due(case),
        title=texts(code, case=case.case_number),
        told=texts("feed.told", version=opened.version.id, day=opened.version.as_of),
    )


def _due(case: CaseRow) -> date:
    due = case.due_on or case.due_plain_on
    assert due is not None
    return due


def _answer_days(account: Account, policy: Policy, viewer: Viewer, texts: Texts) -> Iterator[Dated]:
    """The days of reminders that wait for one's own answer, or for the answer to oneself."""
    watches, answers = policy.reach(viewer, SEND), policy.reach(viewer, REPLY)
    seer = Seer(account=account.login, watches=watches, answers=answers)
    for line in every_reminder(seer, ReminderFilter(to_answer=True, unanswered=True)):
        yield _answer_day(line, texts("feed.answer", case=line.case_number), texts)
    for line in every_reminder(seer, ReminderFilter(sent=True, unanswered=True)):
        yield _answer_day(line, texts("feed.waiting", case=line.case_number), texts)


def _answer_day(line: ReminderLine, title: str, texts: Texts) -> Dated:
    return Dated(
        key=f"reminder {line.id}",
        day=line.answer_due_on,
        title=title,
        told=texts("feed.answer.told", sender=line.sender),
    )


def _entries_due(account: Account, viewer: Viewer, at: datetime, texts: Texts) -> Iterator[Dated]:
    """The due days of ledger entries that concern the owner."""
    person = account.person
    visitor = Visitor(
        viewer=viewer, actor=Actor.of(account), person=person.pk, court=person.court.code
    )
    for one in due_for_feed(settings.TUOBO_CONTENT, visitor, at, texts):
        title = texts("feed.entry", ledger=one.ledger_name, number=one.number)
        yield Dated(key=f"entry {one.entry}", day=one.due_on, title=title, told=one.title)


def _calendar(dated: list[Dated], name: str, at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH)
    for one in dated:
        event = Event()
        event.add("uid", f"{sha256(one.key.encode()).hexdigest()[:32]}@tuobo")
        event.add("dtstamp", at)
        event.add("dtstart", one.day)
        event.add("summary", one.title)
        event.add("description", one.told)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    ical: bytes = calendar.to_ical()
    return ical
