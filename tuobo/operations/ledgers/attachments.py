"""Gives out the content of an attachment, to whoever sees the entry and the field that holds it."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.errors import RequestError
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.opening import Opened
from tuobo.operations.ledgers.showing import hidden_fields
from tuobo.records.audit.actions import record_alone
from tuobo.records.ledgers.actions import subject_of
from tuobo.records.ledgers.files import content_of
from tuobo.records.ledgers.models import Attachment


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """A file as it was brought."""

    name: str
    media_type: str
    content: bytes


def read_file(desk: LedgerDesk, opened: Opened, digest: str) -> FileRead:
    """The file; RequestError "ledger_store.no_entry" for one that is not there or hidden."""
    hidden = hidden_fields(desk, opened.ledger, opened.row)
    files = Attachment.objects.filter(entry=opened.row, sha256=digest).exclude(field__in=hidden)
    found = files.first()
    if found is None:
        raise RequestError("ledger_store.no_entry", entry=opened.row.pk)
    content = content_of(desk.store, digest)
    record_alone(
        "ledger.file_read",
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=subject_of(opened.row, opened.ledger),
        name=found.name,
        digest=digest[:12],
    )
    return FileRead(name=found.name, media_type=found.media_type, content=content)
