"""Files that people bring: looked at, stored under the hash of their content, never executed.

A file keeps its name, because messages speak of it and a source is known by it; its folder is its
hash, so that the same file is stored once and cannot be swapped.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tuobo.core.errors import DataError, RequestError
from tuobo.engines.intake import is_document_file, kind_of
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.upload_actions import KeptFile

_LONGEST = 120
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]+")


@dataclass(frozen=True, kw_only=True)
class BroughtFile:
    """A file as a browser sends it: a name that nobody vouches for, and the content in pieces."""

    name: str
    size: int
    pieces: Iterable[bytes]


def keep_file(workspace: Workspace, brought: BroughtFile, *, most: int) -> KeptFile:
    """Store a file; DataError says what is wrong with it, and then nothing is stored."""
    name = safe_name(brought.name)
    if brought.size > most:
        raise DataError("intake.too_large", file=name, size=brought.size, limit=most)
    root = files_folder(workspace)
    root.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=root, prefix=".incoming-") as folder:
        path = Path(folder) / name
        digest, size = _written(path, brought, most)
        _refuse_unreadable(workspace, path)
        target = root / digest
        target.mkdir(exist_ok=True)
        if not (target / name).exists():
            path.replace(target / name)
    return KeptFile(name=name, sha256=digest, size=size)


def path_of(workspace: Workspace, file: KeptFile) -> Path:
    """Where a file lies; RequestError "import.file_gone" if it was removed after its time."""
    path = files_folder(workspace) / file.sha256 / file.name
    if not path.is_file():
        raise RequestError("import.file_gone", file=file.name)
    return path


def are_documents(workspace: Workspace, files: Iterable[KeptFile]) -> bool:
    """Whether some are judgment documents, which need no columns; a mixture is refused later."""
    paths = (path_of(workspace, one) for one in files)
    return any(is_document_file(path, content=workspace.content) for path in paths)


def files_folder(workspace: Workspace) -> Path:
    return workspace.store / "uploads" / "files"


def remove_files(workspace: Workspace, in_use: frozenset[str]) -> int:
    """Remove the files that nothing uses any more; how many went."""
    root = files_folder(workspace)
    if not root.is_dir():
        return 0
    unused = [one for one in root.iterdir() if one.name not in in_use and one.name[0] != "."]
    for folder in unused:
        shutil.rmtree(folder, ignore_errors=True)
    return len(unused)


def safe_name(given: str) -> str:
    """A name without folders and signs that file systems refuse, its ending kept.

    >>> safe_name("..\\\\C:\\\\案件 2025.xlsx")
    '案件 2025.xlsx'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    tidy = _UNSAFE.sub("_", last).strip(" .") or "file"
    stem, dot, ending = tidy.rpartition(".")
    if not dot or len(ending) > 12:
        return tidy[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"


def _written(path: Path, brought: BroughtFile, most: int) -> tuple[str, int]:
    """The hash and the size; what a browser says about the size is not believed."""
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for piece in brought.pieces:
            size += len(piece)
            if size > most:
                raise DataError("intake.too_large", file=path.name, size=size, limit=most)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest(), size


def _refuse_unreadable(workspace: Workspace, path: Path) -> None:
    """Tell at once what no reader will take; the first bytes decide, not the ending."""
    if path.stat().st_size == 0:
        raise DataError("intake.empty_file", file=path.name)
    if not is_document_file(path, content=workspace.content):
        kind_of(path, workspace.reading.limits)
