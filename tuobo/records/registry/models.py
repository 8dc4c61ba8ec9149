"""Jobs with their progress, uploads until they become a data version, reports with their edits.

Facts are not here: a data version lives in the store, and a report's document is what was written,
figures with their passports. What stands here says who did what with them, and when.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tuobo.records.accounts.models import Account


class Job(models.Model):
    """One piece of long work that somebody started.

    parameters  what its kind asks for; read back by operations/jobs
    court       the court for which it works, empty for the desk itself
    address     from where it was started, for the audit log
    page        where its outcome is shown
    step        code of the sentence that says what is being done, with its fields
    reference   what came of it, as its kind understands it: an upload, a report
    file        name of the result file, empty if there is none or it was removed again
    error       code of the sentence that says why it failed, with its fields
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=40)
    account = models.ForeignKey(Account, models.PROTECT, related_name="jobs")
    court = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=45, blank=True)
    page = models.CharField(max_length=300, blank=True)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=80, blank=True)
    step_fields = models.JSONField(default=dict)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    reference = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=200, blank=True)
    rows = models.BigIntegerField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)
    error_fields = models.JSONField(default=dict)
    is_cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    task = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["account", "-id"], name="jobs_of_account"),
            models.Index(fields=["state"], name="jobs_by_state"),
        ]


class Worker(models.Model):
    """A process that works on jobs, and when it was last seen alive."""

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=120)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
