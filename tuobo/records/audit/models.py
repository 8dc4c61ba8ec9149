"""The chain of audit events. Triggers of the database refuse update and delete (migrations)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEvent(models.Model):
    """One event. `sequence` has no gaps; `digest` covers everything here and the digest before.

    account and person are names as they were then, not keys, so that the log stands by itself.
    subject  what it is about, such as a case number, an account, a figure code or a batch
    fields   what its sentence needs (content/…/audit), never party names
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    account = models.CharField(max_length=60)
    person = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=45, blank=True)
    kind = models.CharField(max_length=60, db_index=True)
    family = models.CharField(max_length=10, db_index=True)
    subject = models.CharField(max_length=200, db_index=True, blank=True)
    fields = models.JSONField(default=dict)
    is_refused = models.BooleanField(default=False)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["sequence"]
