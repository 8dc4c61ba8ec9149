"""Reminds of cases: one reminder a case, told to those whom it concerns and to the log.

Whoever is told is decided by the case, not by the sender: its judge and whoever heads the division.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import RequestError
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import CaseRow, cases_at, covers_row
from tuobo.engines.rights import Policy
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.supervision.hand import AddressOf, Hand, others
from tuobo.records.audit.actions import record
from tuobo.records.notices.actions import notify
from tuobo.records.supervision.actions import Asked, RemindedCase, send_reminder
from tuobo.records.supervision.models import Reminder
from tuobo.records.supervision.queries import addressees_of
from tuobo.records.supervision.rules import ReminderRules


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What somebody asks of the cases that they chose."""

    kind: str
    note: str
    answer_due_on: date


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What came of it.

    skipped  cases that had an open reminder of that kind already
    untold   cases of which nobody with an account could be told, so that paper is needed
    """

    batch: str
    sent: int
    skipped: tuple[str, ...]
    untold: tuple[str, ...]


def remindable(
    opened: OpenVersion, reach: Reach, case_numbers: Sequence[str]
) -> tuple[CaseRow, ...]:
    """The chosen cases, each once, in the order of the list.

    Raises RequestError for none, for one that is closed and for one that is not within reach.
    """
    if not case_numbers:
        raise RequestError("supervision.none_chosen")
    docket, rows = opened.docket, []
    for number in dict.fromkeys(case_numbers):
        row = docket.find(number)
        if row is None or not covers_row(docket, reach, row):
            raise RequestError("supervision.not_yours", case=number)
        rows.append(row)
    cases = tuple(cases_at(docket, np.array(sorted(rows), np.uint32)))
    for case in cases:
        if case.closed_on is not None and case.closed_on <= docket.about.as_of:
            raise RequestError("supervision.is_closed", case=case.case_number, day=case.closed_on)
    return cases


@transaction.atomic
def send_reminders(
    opened: OpenVersion,
    cases: Sequence[CaseRow],
    sending: Sending,
    *,
    hand: Hand,
    address_of: AddressOf,
) -> Sent:
    """One reminder a case; `cases` come from `remindable`, which has checked the reach."""
    asked = Asked(
        kind=sending.kind,
        note=sending.note,
        answer_due_on=sending.answer_due_on,
        batch=uuid4().hex,
    )
    told_of = _Addressees(hand)
    skipped, untold = [], []
    for case in cases:
        told = told_of(case)
        kept = _kept(case, opened.version.id)
        reminder = send_reminder(
            case=kept, asked=asked, sender=hand.account, addressees=told, at=hand.at
        )
        if reminder is None:
            skipped.append(case.case_number)
            continue
        if not told:
            untold.append(case.case_number)
        _tell_sent(reminder, told, hand, address_of)
    return Sent(
        batch=asked.batch,
        sent=len(cases) - len(skipped),
        skipped=tuple(skipped),
        untold=tuple(untold),
    )


class _Addressees:
    """Who is told of a case, looked up once a judge; the sender knows already."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._on = hand.at.astimezone(COURT_TIME).date()
        self._policy = Policy.of(settings.TUOBO_CONTENT)
        self._known: dict[Place, list[int]] = {}

    def __call__(self, case: CaseRow) -> list[int]:
        place = Place(court=case.court or "", division=case.division or "", judge=case.judge or "")
        if place not in self._known:
            found = addressees_of(place, self._on, self._policy)
            self._known[place] = others(found, self._hand)
        return self._known[place]


def _kept(case: CaseRow, version: str) -> RemindedCase:
    return RemindedCase(
        case_number=case.case_number,
        court=case.court or "",
        division=case.division or "",
        judge=case.judge or "",
        due_on=case.due_on or case.due_plain_on,
        lane=case.lane or "",
        data_version=version,
    )


def _tell_sent(reminder: Reminder, told: Sequence[int], hand: Hand, address_of: AddressOf) -> None:
    day = reminder.answer_due_on.isoformat()
    record(
        "supervision.reminded",
        actor=hand.actor,
        at=hand.at,
        subject=reminder.case_number,
        asked=ReminderRules.of(settings.TUOBO_CONTENT).kind_names[reminder.kind].zh,
        day=day,
        told=len(told),
    )
    notify(
        told,
        f"reminder.{reminder.kind}",
        at=hand.at,
        url=address_of(reminder.pk),
        sender=hand.actor.person,
        case=reminder.case_number,
        day=day,
    )
