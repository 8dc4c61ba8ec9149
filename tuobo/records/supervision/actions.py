"""Writes of reminders. Rights, notices and audit events are added by the operations above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from tuobo.core.errors import RequestError, StateError
from tuobo.records.supervision.models import Addressee, Answer, Reminder
from tuobo.records.supervision.rules import ReminderRules


@dataclass(frozen=True, kw_only=True)
class RemindedCase:
    """A case as a reminder keeps it."""

    case_number: str
    court: str
    division: str
    judge: str
    due_on: date | None
    lane: str
    data_version: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the reminders of one sending ask for."""

    kind: str
    note: str
    answer_due_on: date
    batch: str


def send_reminder(
    *, case: RemindedCase, asked: Asked, sender: int, addressees: Sequence[int], at: datetime
) -> Reminder | None:
    """A new reminder; None if one of that kind is open for the case already."""
    rules = _rules()
    reminder, is_new = Reminder.objects.get_or_create(
        case_number=case.case_number,
        kind=rules.kind(asked.kind).kind,
        closed_at=None,
        defaults={
            "court": case.court,
            "division": case.division,
            "judge": case.judge,
            "due_on": case.due_on,
            "lane": case.lane,
            "data_version": case.data_version,
            "note": asked.note,
            "answer_due_on": asked.answer_due_on,
            "batch": asked.batch,
            "state": rules.states[0].state,
            "sender_id": sender,
            "sent_at": at,
        },
    )
    if not is_new:
        return None
    Addressee.objects.bulk_create(
        Addressee(reminder=reminder, account_id=account) for account in dict.fromkeys(addressees)
    )
    return reminder


def see_reminder(reminder: Reminder, *, by: int, at: datetime) -> None:
    """One of its addressees has opened the reminder; anybody else's look changes nothing.

    It is no new revision: whoever is about to close the reminder need not look again.
    """
    unseen = Addressee.objects.filter(reminder=reminder, account_id=by, seen_at=None)
    if not unseen.update(seen_at=at) or not _rules().allows("see", reminder.state):
        return
    state = _rules().after(reminder.state, "see")
    if Reminder.objects.filter(pk=reminder.pk, state=reminder.state).update(state=state):
        reminder.state = state


def answer_reminder(
    reminder: Reminder, *, reason: str, next_step_on: date, revision: int, by: int, at: datetime
) -> Answer:
    """Add an answer; StateError `supervision.changed` if the reminder was moved in between."""
    _move(reminder, "answer", revision)
    return Answer.objects.create(
        reminder=reminder, by_id=by, at=at, reason=reason, next_step_on=next_step_on
    )


def close_reminder(
    reminder: Reminder, *, closing: str, revision: int, by: int, at: datetime
) -> None:
    """Nothing more is needed; StateError `supervision.changed` as above."""
    if closing not in _rules().closing_names:
        known = "、".join(_rules().closing_names)
        raise RequestError("supervision.no_closing", closing=closing, known=known)
    _move(reminder, "close", revision, closing=closing, closed_by_id=by, closed_at=at)


def _move(reminder: Reminder, move: str, revision: int, **changes: Any) -> None:  # noqa: ANN401
    """The state after the move, if nobody has moved it since that revision was read."""
    if reminder.revision != revision:
        raise StateError("supervision.changed", case=reminder.case_number)
    state = _rules().after(reminder.state, move)
    here = Reminder.objects.filter(pk=reminder.pk, revision=revision)
    if not here.update(state=state, revision=revision + 1, **changes):
        raise StateError("supervision.changed", case=reminder.case_number)
    reminder.refresh_from_db()


def _rules() -> ReminderRules:
    return ReminderRules.of(settings.TUOBO_CONTENT)
