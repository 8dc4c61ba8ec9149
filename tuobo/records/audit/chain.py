"""The chain of digests: each event's SM3 (GB/T 32905-2016) covers the digest of the one before.

Whoever changes, removes or adds an event later must redo every digest after it; the newest digest,
kept elsewhere (an export, a printed report), gives that away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes

GENESIS = "0" * 64
DIGESTED = (
    "sequence", "at", "account", "person", "address", "kind", "family", "subject", "fields",
    "is_refused", "previous",
)  # fmt: skip
"""What the digest of an event covers: all of it, and the digest before."""
_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def sm3(text: str) -> str:
    """SM3 of a text as 64 hexadecimal digits.

    >>> sm3("abc")
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    return sm3_of_lines([text])


def sm3_of_lines(lines: Iterable[str]) -> str:
    """SM3 of texts put one behind the other, without holding them all."""
    digest = hashes.Hash(hashes.SM3())
    for line in lines:
        digest.update(line.encode())
    return digest.finalize().hex()


def digest_of(values: Sequence[object]) -> str:
    """The digest that an event must have, from its values in the order of DIGESTED."""
    told = {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in zip(DIGESTED, values, strict=True)
    }
    return sm3(_written(told))
