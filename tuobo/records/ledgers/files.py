"""Contents of attachments: kept under their digest, told apart by what they hold, never executed.

A file whose content is not what its name says is refused: a name is typed, a content is not.
"""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from tuobo.core.content import Content, Definition, Names, unique
from tuobo.core.errors import RequestError

_FOLDER = "attachments"
_MOST_NAME = 200


class FileKind(Definition):
    """A kind of file that is taken, and how it is recognised."""

    kind: str
    names: Names
    endings: tuple[str, ...]
    media_type: str
    begins: str = ""
    holds: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A file that somebody brings: its name as they have it, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A file that may be kept."""

    name: str
    content: bytes
    sha256: str
    media_type: str

    @property
    def size(self) -> int:
        return len(self.content)


@cache
def file_kinds(content: Content) -> tuple[FileKind, ...]:
    return tuple(unique(content.load("attachments", FileKind), "kind"))


def checked_file(brought: Brought, content: Content, most_bytes: int) -> CheckedFile:
    """The file with its kind; RequestError for one that is empty, too large or not what it says."""
    name = Path(brought.name.replace("\\", "/")).name[-_MOST_NAME:]
    size = len(brought.content)
    if not size:
        raise RequestError("attachment.empty", name=name)
    if size > most_bytes:
        megabytes = most_bytes // 1024**2
        raise RequestError("attachment.too_large", name=name, size=size, megabytes=megabytes)
    ending = name.rpartition(".")[2].lower()
    kinds = file_kinds(content)
    said = next((one for one in kinds if ending in one.endings), None)
    if said is None:
        known = "、".join(each for one in kinds for each in one.endings)
        raise RequestError("attachment.kind", name=name, ending=ending, known=known)
    if not _is(said, brought.content):
        found = next((one for one in kinds if one.begins and _is(one, brought.content)), None)
        raise RequestError(
            "attachment.lies",
            name=name,
            said=said.names.zh,
            said_en=said.names.en,
            found=found.names.zh if found else "—",
            found_en=found.names.en if found else "—",
        )
    digest = sha256(brought.content).hexdigest()
    return CheckedFile(
        name=name, content=brought.content, sha256=digest, media_type=said.media_type
    )


def keep_content(store: Path, file: CheckedFile) -> None:
    """Keep a content once, whoever brings it again; half a file is never left."""
    path = _path(store, file.sha256)
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as target:
        target.write(file.content)
        target.flush()
        os.fsync(target.fileno())
    Path(target.name).chmod(0o440)
    Path(target.name).replace(path)


def content_of(store: Path, digest: str) -> bytes:
    """The content under a digest; RequestError if it is gone or is no longer what was kept."""
    path = _path(store, digest)
    if not path.is_file():
        raise RequestError("attachment.gone", digest=digest[:12])
    content = path.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise RequestError("attachment.changed", digest=digest[:12])
    return content


def _path(store: Path, digest: str) -> Path:
    return store / _FOLDER / digest[:2] / digest


def _is(kind: FileKind, content: bytes) -> bool:
    """Whether a content is of a kind; text is what has no zero bytes and can be read."""
    if not kind.begins:
        return _is_text(content)
    if not content.startswith(bytes.fromhex(kind.begins)):
        return False
    return not (kind.holds or kind.refuses) or _package_fits(kind, content)


def _package_fits(kind: FileKind, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return False
    return set(kind.holds) <= names and not names & set(kind.refuses)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
