"""The chain of digests: each event's SM3 (GB/T 32905-2016) covers the digest of the one before.

Whoever changes, removes or adds an event later must redo every digest after it; the newest digest,
kept elsewhere (an export, a printed report), gives that away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.hazmat.primitives import hashes

from tuobo.records.audit.models import AuditEvent

GENESIS = "0" * 64


def sm3(text: str) -> str:
    """SM3 of a text as 64 hexadecimal digits.

    >>> sm3("abc")
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    digest = hashes.Hash(hashes.SM3())
    digest.update(text.encode())
    return digest.finalize().hex()


def digest_of(event: AuditEvent) -> str:
    """The digest that an event must have, from its other fields."""
    told: Mapping[str, object] = {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "account": event.account,
        "person": event.person,
        "address": event.address,
        "kind": event.kind,
        "family": event.family,
        "subject": event.subject,
        "fields": event.fields,
        "is_refused": event.is_refused,
        "previous": event.previous,
    }
    return sm3(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
