"""Reads of the log: pages of events by filter, and the proof that the chain is whole.

Only whoever holds `audit.read` comes here (web and operations ask for it), and that they did is an
event of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from tuobo.records.audit.chain import DIGESTED, GENESIS, digest_of
from tuobo.records.audit.models import AuditEvent

_CHUNK = 2000


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event as it is shown."""

    sequence: int
    at: datetime
    account: str
    person: str
    address: str
    kind: str
    family: str
    subject: str
    fields: dict[str, object]
    is_refused: bool
    digest: str


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """What the explorer asks for; `text` is looked for in subject, account and person.

    official  the text as a case number in its official form, where it is one
    """

    text: str = ""
    official: str = ""
    family: str = ""
    kind: str = ""
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def is_everything(self) -> bool:
        return self == AuditFilter()


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Whether the chain is whole up to `events`; `broken_at` is the first that does not fit.

    is_finished  whether that is the end of the log, or only as far as was asked
    """

    events: int
    last_digest: str
    broken_at: int | None = None
    is_finished: bool = True

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def newest_sequence() -> int:
    """The number of the newest event, which is how many there are."""
    return AuditEvent.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def page_of_events(asked: AuditFilter, *, before: int | None, size: int) -> tuple[Told, ...]:
    """The newest events of a filter, older than `before`."""
    found = _events(asked)
    if before is not None:
        found = found.filter(sequence__lt=before)
    return tuple(_told(one) for one in found[:size])


def count_events(asked: AuditFilter) -> int:
    """How many events a filter finds; of all of them without counting, as numbers have no gaps."""
    return newest_sequence() if asked.is_everything else _events(asked).count()


def count_about(subject: str, kind: str, *, since: datetime | None, by: str = "") -> int:
    """How often something happened about one subject, from an instant on or ever, by anyone or
    by one account.
    """
    found = AuditEvent.objects.filter(subject=subject, kind=kind)
    if by:
        found = found.filter(account=by)
    return found.filter(at__gte=since).count() if since else found.count()


def events_until(asked: AuditFilter, last: int) -> Iterator[Told]:
    """All events of a filter up to a number, the oldest first. What is appended changes nothing."""
    found = _events(asked).filter(sequence__lte=last).order_by("sequence")
    return map(_told, found.iterator(chunk_size=_CHUNK))


def digest_at(sequence: int) -> str:
    """The digest of an event; empty if there is no such event."""
    found = AuditEvent.objects.filter(sequence=sequence).values_list("digest", flat=True)
    return found.first() or ""


def holds_digest(digest: str) -> bool:
    """Whether a digest that was kept elsewhere is that of an event of the log."""
    return AuditEvent.objects.filter(digest=digest.strip().lower()).exists()


def verify_chain(*, after: int = 0, most: int | None = None) -> Proof:
    """Compute the digests again, from the event behind `after` on; stops at the first misfit.

    A chain that is proven stretch by stretch is proven as a whole, as each stretch begins with the
    digest at which the one before ended.
    """
    previous = digest_at(after) if after else GENESIS
    if not previous:
        return Proof(events=after - 1, last_digest="", broken_at=after)
    until, count = (after + most if most else None), after
    found = AuditEvent.objects.filter(sequence__gt=after).order_by("sequence")
    if until is not None:
        found = found.filter(sequence__lte=until)
    rows = found.values_list(*DIGESTED, "digest")
    for *values, digest in rows.iterator(chunk_size=_CHUNK):
        fits = values[0] == count + 1 and values[-1] == previous
        if not fits or digest_of(values) != digest:
            return Proof(events=count, last_digest=previous, broken_at=count + 1)
        previous, count = digest, count + 1
    return Proof(events=count, last_digest=previous, is_finished=_is_end(count, until))


def _is_end(count: int, until: int | None) -> bool:
    return until is None or not AuditEvent.objects.filter(sequence__gt=count).exists()


def _events(asked: AuditFilter) -> QuerySet[AuditEvent]:
    """The events of a filter, the newest first."""
    found = AuditEvent.objects.order_by("-sequence")
    if asked.text.strip():
        found = found.filter(_named(asked))
    if asked.family:
        found = found.filter(family=asked.family)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.begins:
        found = found.filter(at__gte=asked.begins)
    if asked.ends:
        found = found.filter(at__lt=asked.ends)
    return found


def _named(asked: AuditFilter) -> Q:
    """The text in subject, account or person; in the subject in each way to write brackets."""
    text = asked.text.strip()
    narrow = unicodedata.normalize("NFKC", text)
    wide = narrow.replace("(", "（").replace(")", "）")
    found = Q(account__icontains=narrow) | Q(person__icontains=narrow)
    for spelling in {text, narrow, wide, asked.official} - {""}:
        found |= Q(subject__icontains=spelling)
    return found


def _told(event: AuditEvent) -> Told:
    return Told(
        sequence=event.sequence, at=event.at, account=event.account, person=event.person,
        address=event.address, kind=event.kind, family=event.family, subject=event.subject,
        fields=dict(event.fields), is_refused=event.is_refused, digest=event.digest,
    )  # fmt: skip
