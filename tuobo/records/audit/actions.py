"""The one way to write the log: in the transaction of the change that the event tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.db import connection, transaction

from tuobo.core.errors import InternalError
from tuobo.records.accounts.models import Account
from tuobo.records.audit.chain import DIGESTED, GENESIS, digest_of
from tuobo.records.audit.kinds import audit_kind
from tuobo.records.audit.models import AuditEvent

_CHAIN_LOCK = 7_302_553
"""Any number, the same for all processes: PostgreSQL's lock for whoever appends to the chain."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, and from where: what every write asks for. Names, so that the log stands alone."""

    SYSTEM: ClassVar[Actor]

    account: str
    person: str = ""
    address: str = ""

    @classmethod
    def of(cls, account: Account, address: str = "") -> Actor:
        return cls(account=account.login, person=account.person.name, address=address)


Actor.SYSTEM = Actor(account="system")


def record(
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    subject: str = "",
    is_refused: bool = False,
    **fields: str | int,
) -> AuditEvent:
    """Append one event. Raises InternalError outside a transaction: it must not outlive a change
    that was rolled back, nor be lost where the change stays.
    """
    if not connection.in_atomic_block:
        raise InternalError("audit.no_transaction", kind=kind)
    family = audit_kind(settings.TUOBO_CONTENT, kind).family
    _hold_the_chain()
    last = AuditEvent.objects.order_by("-sequence").first()
    event = AuditEvent(
        sequence=last.sequence + 1 if last else 1,
        at=at.astimezone(UTC),
        account=actor.account,
        person=actor.person,
        address=actor.address,
        kind=kind,
        family=family,
        subject=subject[:200],
        fields=fields,
        is_refused=is_refused,
        previous=last.digest if last else GENESIS,
    )
    event.digest = digest_of([getattr(event, name) for name in DIGESTED])
    event.save(force_insert=True)
    return event


@transaction.atomic
def record_alone(
    kind: str, *, actor: Actor, at: datetime, subject: str = "", **fields: str | int
) -> AuditEvent:
    """Append an event that tells of no change: something was read, exported or refused."""
    return record(kind, actor=actor, at=at, subject=subject, is_refused=False, **fields)


def _hold_the_chain() -> None:
    """One writer at a time. SQLite has only one anyway, as transactions begin IMMEDIATE."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
