"""Checks a package that somebody brings; knows no store and no database, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tuobo.core.errors import DataError
from tuobo.core.texts import Texts
from tuobo.engines.packages import Verified, verify_package


def verify_package_file(path: Path, *, fingerprint: str = "") -> Verified:
    """What is wrong with a file; DataError if there is none."""
    if not path.is_file():
        raise DataError("package.none", path=path)
    return check_bytes(path.read_bytes(), fingerprint=fingerprint)


def check_bytes(content: bytes, *, fingerprint: str = "") -> Verified:
    """What is wrong with a package; `fingerprint` is the expected one, if it is known."""
    return verify_package(content, fingerprint=fingerprint)


def verdict_of(found: Verified, texts: Texts) -> str:
    """Whether it holds, in one sentence."""
    if found.holds:
        return texts("package.holds")
    return texts("package.broken", count=len(found.flaws))


def flaws_of(found: Verified, texts: Texts) -> tuple[str, ...]:
    """Each flaw as a sentence."""
    return tuple(texts(f"package.flaw.{one.kind}", file=one.file) for one in found.flaws)


def told_of(found: Verified, texts: Texts) -> Iterator[str]:
    """What the package says of itself."""
    if about := found.about:
        yield texts("package.subject", subject=about.subject, court=about.court)
        yield texts("package.made", at=about.made_at)
        yield texts("package.versions", data=about.data_version, ledgers=about.ledger_version)
        yield texts("package.audit", events=about.audit_events, digest=about.audit_digest)
        yield texts("package.fingerprint", fingerprint=found.fingerprint)
