"""Reads of the log: a page of events by filter, and the proof that the chain is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tuobo.records.audit.chain import GENESIS, digest_of
from tuobo.records.audit.models import AuditEvent


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
    """What the explorer asks for; `text` is looked for in subject, account and person."""

    text: str = ""
    family: str = ""
    kind: str = ""
    begins: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Whether the chain is whole; `broken_at` is the first event that does not fit."""

    events: int
    last_digest: str
    broken_at: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def events(asked: AuditFilter) -> QuerySet[AuditEvent]:
    """The events of a filter, the newest first."""
    found = AuditEvent.objects.order_by("-sequence")
    if asked.text:
        text = asked.text.strip()
        found = found.filter(
            Q(subject__icontains=text) | Q(account__icontains=text) | Q(person__icontains=text)
        )
    if asked.family:
        found = found.filter(family=asked.family)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.begins:
        found = found.filter(at__gte=asked.begins)
    if asked.ends:
        found = found.filter(at__lt=asked.ends)
    return found


def told(event: AuditEvent) -> Told:
    return Told(
        sequence=event.sequence,
        at=event.at,
        account=event.account,
        person=event.person,
        address=event.address,
        kind=event.kind,
        family=event.family,
        subject=event.subject,
        fields=dict(event.fields),
        is_refused=event.is_refused,
        digest=event.digest,
    )


def verify_chain() -> Proof:
    """Compute every digest again, from the first event on; stops at the first that does not fit."""
    previous, count = GENESIS, 0
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
        fits = event.sequence == count + 1 and event.previous == previous
        if not fits or digest_of(event) != event.digest:
            return Proof(events=count, last_digest=previous, broken_at=count + 1)
        previous, count = event.digest, count + 1
    return Proof(events=count, last_digest=previous)
