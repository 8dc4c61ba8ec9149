"""Reminders: a case, what is asked, by whom, until when; who was told; what was answered.

Answers are rows of their own that are only added to, so a corrected answer does not wipe out the
one before. Court, division, judge and deadline stand as they were when the reminder was sent.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tuobo.records.accounts.models import Account


class Reminder(models.Model):
    """One reminder of one case. `kind` and `state` are those of content/…/supervision.

    batch         the same for all that were sent together
    judge         whose case it is, as the case system names people
    note          what the sender adds about the case
    due_on, lane  the time limit and the lane of the board in `data_version`
    closing       why it was closed, empty while it is open
    """

    case_number = models.CharField(max_length=100, db_index=True)
    court = models.CharField(max_length=20)
    division = models.CharField(max_length=60, blank=True)
    judge = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    lane = models.CharField(max_length=30, blank=True)
    data_version = models.CharField(max_length=60)
    answer_due_on = models.DateField()
    batch = models.CharField(max_length=32, db_index=True)
    state = models.CharField(max_length=12)
    sender = models.ForeignKey(Account, models.PROTECT, related_name="reminders_sent")
    sent_at = models.DateTimeField()
    closing = models.CharField(max_length=20, blank=True)
    closed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="reminders_closed"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["court", "division", "judge", "state"], name="reminders_at_place")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case_number", "kind"],
                condition=Q(closed_at=None),
                name="one_open_reminder_a_case_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, closing="")
                | (Q(closed_at__gte=F("sent_at"), closed_by__isnull=False) & ~Q(closing="")),
                name="closed_reminders_say_by_whom_and_why",
            ),
        ]


class Addressee(models.Model):
    """An account that a reminder went to: the judge's, or that of whoever heads the division."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="addressees")
    account = models.ForeignKey(Account, models.PROTECT, related_name="reminders_received")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reminder", "account"], name="told_once")
        ]


class Answer(models.Model):
    """Why the case is open, and on which day what comes next will be done. No opinions."""

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="answers")
    by = models.ForeignKey(Account, models.PROTECT, related_name="reminder_answers")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    next_step_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_answer_has_a_reason")
        ]
