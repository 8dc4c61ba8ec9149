"""Checks a package offline: is every byte as it was signed, and by which key?

A signature proves only that whoever held the key made the package. Whose key it is, two people
settle by comparing its fingerprint by another way; the check takes the expected one if it is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tuobo.engines.packages.archive import MANIFEST, OWN, SIGNATURE, archive_of
from tuobo.engines.packages.keys import fingerprint_of
from tuobo.engines.packages.manifest import About, Manifest, listed, manifest_of

MOST_BYTES = 512 * 1024**2
_MOST_FILES = 1000


class FlawKind(StrEnum):
    """What is wrong with a package; each has a sentence."""

    UNREADABLE = "unreadable"
    NO_MANIFEST = "no_manifest"
    SIGNATURE = "signature"
    OTHER_KEY = "other_key"
    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    ENVELOPE = "envelope"


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """One thing that is wrong; `file` is the file that it is wrong with."""

    kind: FlawKind
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was found. `about` and `fingerprint` are what the package says of itself."""

    flaws: tuple[Flaw, ...]
    about: About | None = None
    fingerprint: str = ""
    files: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.flaws


def verify_package(content: bytes, *, fingerprint: str = "") -> Verified:
    """Everything that is wrong with a package; nothing of it is written anywhere.

    fingerprint  the one that is expected, spaces and case aside; empty if none is known
    """
    files = _files(content)
    if files is None:
        return Verified(flaws=(Flaw(kind=FlawKind.UNREADABLE),))
    manifest = _manifest(files)
    if manifest is None:
        return Verified(flaws=(Flaw(kind=FlawKind.NO_MANIFEST, file=MANIFEST),))
    found = fingerprint_of(bytes.fromhex(manifest.public_key))
    flaws = list(_flaws(files, manifest))
    if fingerprint and _plain(fingerprint) != _plain(found):
        flaws.append(Flaw(kind=FlawKind.OTHER_KEY))
    if not flaws and archive_of(files) != content:
        flaws.append(Flaw(kind=FlawKind.ENVELOPE))
    return Verified(
        flaws=tuple(flaws),
        about=manifest.about,
        fingerprint=found,
        files=tuple(sorted(manifest.files)),
    )


def _files(content: bytes) -> Mapping[str, bytes] | None:
    """The files of an archive; None for what is no archive or pretends to be a huge one."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {one.filename for one in entries}
            size = sum(one.file_size for one in entries)
            if len(names) != len(entries) or len(entries) > _MOST_FILES or size > MOST_BYTES:
                return None
            return {one.filename: archive.read(one) for one in entries}
    # What zipfile raises for a broken archive is wider than BadZipFile.
    except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, KeyError, ArithmeticError):
        return None


def _manifest(files: Mapping[str, bytes]) -> Manifest | None:
    try:
        manifest = manifest_of(files[MANIFEST])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.public_key))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest


def _flaws(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Flaw]:
    if not _is_signed(files, manifest):
        yield Flaw(kind=FlawKind.SIGNATURE, file=SIGNATURE)
    for name, one in sorted(manifest.files.items()):
        if name not in files:
            yield Flaw(kind=FlawKind.MISSING, file=name)
        elif listed(files[name]) != one:
            yield Flaw(kind=FlawKind.CHANGED, file=name)
    for name in sorted(set(files) - set(manifest.files) - OWN):
        yield Flaw(kind=FlawKind.EXTRA, file=name)


def _is_signed(files: Mapping[str, bytes], manifest: Manifest) -> bool:
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.public_key))
    try:
        signature = bytes.fromhex(files[SIGNATURE].decode("ascii"))
        public.verify(signature, files[MANIFEST])
    except (InvalidSignature, ValueError, KeyError):
        return False
    return True


def _plain(fingerprint: str) -> str:
    return "".join(fingerprint.split()).lower()
