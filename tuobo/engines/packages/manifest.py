"""The list in a package: what it is about, the digest and size of each file, who signed it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

FORMAT = "tuobo-package-1"


@dataclass(frozen=True, kw_only=True)
class About:
    """What a package is about; all of it is signed.

    audit_digest  the last digest of the audit log when the package was made
    """

    subject: str
    court: str
    made_at: str
    data_version: str
    ledger_version: str
    audit_events: int
    audit_digest: str


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A file of the list."""

    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The list as it is signed."""

    about: About
    public_key: str
    files: Mapping[str, Listed]


def listed(content: bytes) -> Listed:
    """The line of the list for a file."""
    return Listed(sha256=sha256(content).hexdigest(), size=len(content))


def manifest_bytes(manifest: Manifest) -> bytes:
    """The list as it is written: always the same bytes for the same list."""
    content = {
        "format": FORMAT,
        "about": vars(manifest.about),
        "public_key": manifest.public_key,
        "files": {name: vars(one) for name, one in sorted(manifest.files.items())},
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()


def manifest_of(content: bytes) -> Manifest:
    """The list in a file; ValueError, KeyError or TypeError if it is none."""
    record: dict[str, Any] = json.loads(content)
    if record["format"] != FORMAT:
        raise ValueError(record["format"])
    return Manifest(
        about=About(**record["about"]),
        public_key=str(record["public_key"]),
        files={str(name): Listed(**one) for name, one in record["files"].items()},
    )
