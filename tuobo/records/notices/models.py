"""What accounts are told. A notice that was read stays; its words are content, by its kind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tuobo.records.accounts.models import Account


class Notice(models.Model):
    """One thing told to one account.

    fields  what the sentence of its kind needs (content/…/notices), never party names
    url     the page of this desk that it speaks of; empty if there is none
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["account", "read_at"], name="unread_notices"),
            models.Index(fields=["account", "-created_at", "-id"], name="notices_of_account"),
        ]
