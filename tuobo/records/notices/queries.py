"""Reads of notices: always those of one account, named by its login."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from tuobo.core.texts import Texts
from tuobo.records.notices.kinds import notice_kind
from tuobo.records.notices.models import Notice


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """A notice as it is shown, in the reader's language."""

    id: int
    kind: str
    title: str
    sentence: str
    url: str
    created_at: datetime
    is_read: bool


@dataclass(frozen=True, kw_only=True)
class NoticePage:
    """Some notices, the newest first. A page beyond the last is answered with the last one.

    newest  the id of the newest notice there is, so that `mark_all_read` touches no later one
    """

    lines: tuple[NoticeLine, ...]
    total: int
    unread: int
    page: int
    pages: int
    size: int
    newest: int


def unread_count(account: str) -> int:
    """How many notices an account has not read."""
    return Notice.objects.filter(account__login=account, read_at=None).count()


def notice_of(account: str, notice: int) -> Notice | None:
    """One of an account's own notices; None if it is somebody else's or not there."""
    return Notice.objects.filter(account__login=account, id=notice).first()


def notices_of(
    account: str, texts: Texts, *, only_unread: bool = False, page: int = 1, size: int = 20
) -> NoticePage:
    """A page of an account's notices."""
    every = Notice.objects.filter(account__login=account)
    unread = every.filter(read_at=None)
    asked = unread if only_unread else every
    total, waiting = asked.count(), unread.count()
    pages = max(-(-total // size), 1)
    shown = min(max(page, 1), pages)
    newest = every.order_by("-id").values_list("id", flat=True).first()
    return NoticePage(
        lines=_lines(asked[(shown - 1) * size : shown * size], texts),
        total=total,
        unread=waiting,
        page=shown,
        pages=pages,
        size=size,
        newest=newest or 0,
    )


def _lines(found: QuerySet[Notice], texts: Texts) -> tuple[NoticeLine, ...]:
    return tuple(_line(one, texts) for one in found)


def _line(notice: Notice, texts: Texts) -> NoticeLine:
    kind = notice_kind(settings.TUOBO_CONTENT, notice.kind)
    return NoticeLine(
        id=notice.pk,
        kind=notice.kind,
        title=texts.pick(kind.names),
        sentence=texts.pick(kind.sentence).format(**notice.fields),
        url=notice.url,
        created_at=notice.created_at,
        is_read=notice.read_at is not None,
    )
