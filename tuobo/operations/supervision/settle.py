"""What happens to a reminder: it is seen, answered by the judge, and closed by whoever may remind.

Each step that others must know of leaves its notices and its audit event in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.conf import settings
from django.db import transaction

from tuobo.core.errors import RequestError
from tuobo.operations.supervision.hand import AddressOf, Hand, others
from tuobo.records.audit.actions import record
from tuobo.records.notices.actions import notify
from tuobo.records.supervision.actions import answer_reminder, close_reminder, see_reminder
from tuobo.records.supervision.models import Reminder
from tuobo.records.supervision.queries import Seer, may_answer, may_close
from tuobo.records.supervision.rules import ReminderRules

Reminded: TypeAlias = Reminder
"""A reminder as the records found it, to be handed on by pages, which know no models."""


@dataclass(frozen=True, kw_only=True)
class Answering:
    """What somebody answers, and the revision of the reminder that they had before them."""

    reason: str
    next_step_on: date
    revision: int


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Why a reminder is closed, and the revision of it that whoever closes had before them."""

    closing: str
    revision: int


@transaction.atomic
def seen(reminder: Reminder, *, hand: Hand) -> None:
    """An addressee has opened the reminder. It is no event of the log: the row itself tells."""
    see_reminder(reminder, by=hand.account, at=hand.at)


@transaction.atomic
def answer(
    reminder: Reminder, answering: Answering, *, seer: Seer, hand: Hand, address_of: AddressOf
) -> None:
    """The judge's answer goes to the sender. RequestError for whoever is not the judge."""
    if not may_answer(seer, reminder):
        raise RequestError("supervision.not_yours", case=reminder.case_number)
    given = answer_reminder(
        reminder,
        reason=answering.reason,
        next_step_on=answering.next_step_on,
        revision=answering.revision,
        by=hand.account,
        at=hand.at,
    )
    day = given.next_step_on.isoformat()
    record(
        "supervision.answered",
        actor=hand.actor,
        at=hand.at,
        subject=reminder.case_number,
        reminder=reminder.pk,
        day=day,
    )
    notify(
        others([reminder.sender_id, *_told(reminder)], hand),
        "reminder.answered",
        at=hand.at,
        url=address_of(reminder.pk),
        person=hand.actor.person,
        case=reminder.case_number,
        day=day,
    )


@transaction.atomic
def close(
    reminder: Reminder, ending: Ending, *, seer: Seer, hand: Hand, address_of: AddressOf
) -> None:
    """Whoever may remind closes; the judge and the sender are told."""
    if not may_close(seer, reminder):
        raise RequestError("supervision.not_yours", case=reminder.case_number)
    close_reminder(
        reminder, closing=ending.closing, revision=ending.revision, by=hand.account, at=hand.at
    )
    record(
        "supervision.closed",
        actor=hand.actor,
        at=hand.at,
        subject=reminder.case_number,
        reminder=reminder.pk,
        closing=ReminderRules.of(settings.TUOBO_CONTENT).closing_names[ending.closing].zh,
    )
    notify(
        others([*_told(reminder), reminder.sender_id], hand),
        "reminder.closed",
        at=hand.at,
        url=address_of(reminder.pk),
        person=hand.actor.person,
        case=reminder.case_number,
    )


def _told(reminder: Reminder) -> list[int]:
    return list(reminder.addressees.values_list("account_id", flat=True))
