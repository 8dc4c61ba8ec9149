"""Opens a Word file that somebody brought, and refuses what should not be opened."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from tuobo.core.errors import DataError, RequestError

MAIN = "word/document.xml"
_LARGEST_FILE = 100 * 1024 * 1024
_MOST_UNPACKED = 64 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def parts_of(path: Path, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The parts of a Word file whose name is wanted.

    Raises RequestError if there is no file, DataError for what is no Word file, is encrypted or in
    the old format, carries macros, is damaged or would unpack too far.
    """
    if not path.is_file():
        raise RequestError("layout.no_file", file=path.name)
    if (size := path.stat().st_size) > _LARGEST_FILE:
        raise DataError("layout.docx_too_large", file=path.name, size=size, most=_LARGEST_FILE)
    with path.open("rb") as file:
        if file.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
            raise DataError("layout.docx_encrypted", file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path.name, wanted)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise DataError("layout.docx_damaged", file=path.name, problem=error) from error


def _read(archive: zipfile.ZipFile, file: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    if any(name.endswith("vbaProject.bin") for name in sizes):
        raise DataError("layout.docx_macros", file=file)
    if MAIN not in sizes:
        raise DataError("layout.docx_damaged", file=file, problem=MAIN)
    names = [name for name in sizes if wanted(name)]
    size = sum(sizes[name] for name in names)
    if size > _MOST_UNPACKED:
        raise DataError("layout.docx_too_large", file=file, size=size, most=_MOST_UNPACKED)
    return {name: archive.read(name) for name in names}
