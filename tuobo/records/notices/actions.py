"""Writes of notices: told to accounts, and read. Telling is part of the change that it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from tuobo.core.errors import InternalError
from tuobo.records.notices.kinds import notice_kind
from tuobo.records.notices.models import Notice


def notify(
    accounts: Iterable[int], kind: str, *, at: datetime, url: str = "", **fields: str | int
) -> int:
    """Tell something to accounts (by id, each once); how many were told.

    Raises InternalError for an address that is not of this desk.
    """
    notice_kind(settings.TUOBO_CONTENT, kind)
    if url and (not url.startswith("/") or url.startswith("//")):
        raise InternalError("notices.foreign_address", url=url)
    told = [
        Notice(account_id=account, kind=kind, fields=fields, url=url, created_at=at)
        for account in dict.fromkeys(accounts)
    ]
    return len(Notice.objects.bulk_create(told))


def mark_read(account: int, notices: Iterable[int], *, at: datetime) -> int:
    """Mark some of an account's own notices as read; those of others stay as they are."""
    unread = Notice.objects.filter(account_id=account, read_at=None)
    return unread.filter(id__in=list(notices)).update(read_at=at)


def mark_all_read(account: int, *, up_to: int, at: datetime) -> int:
    """Mark all of an account's notices up to the one with that id; what came later stays unread."""
    unread = Notice.objects.filter(account_id=account, read_at=None)
    return unread.filter(id__lte=up_to).update(read_at=at)
