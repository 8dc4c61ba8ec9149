"""The archive of a package, written in one fixed way, so that it can be written again to compare.

Files are stored, not squeezed: Word and Excel files are archives themselves, and a squeezed file
may differ between libraries while it says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tuobo.engines.packages.keys import fingerprint_of, public_bytes
from tuobo.engines.packages.manifest import About, Manifest, listed, manifest_bytes

MANIFEST, SIGNATURE, README = "MANIFEST.json", "SIGNATURE", "README.txt"
OWN = frozenset({MANIFEST, SIGNATURE})
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


@dataclass(frozen=True, kw_only=True)
class Made:
    """A package and the fingerprint under which its signature is known."""

    content: bytes
    fingerprint: str
    files: tuple[str, ...]


def package_bytes(files: Mapping[str, bytes], about: About, key: Ed25519PrivateKey) -> Made:
    """One archive of the files, their list and its signature."""
    public = public_bytes(key)
    manifest = manifest_bytes(
        Manifest(
            about=about,
            public_key=public.hex(),
            files={name: listed(content) for name, content in files.items()},
        )
    )
    whole = {**files, MANIFEST: manifest, SIGNATURE: key.sign(manifest).hex().encode()}
    return Made(
        content=archive_of(whole),
        fingerprint=fingerprint_of(public),
        files=tuple(sorted(files)),
    )


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """The archive of some files: the same files give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, files[name])
    return target.getvalue()
