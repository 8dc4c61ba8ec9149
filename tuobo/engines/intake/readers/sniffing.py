"""Looks at a file before anything reads it: is it there, how large, and what is it really?

The first bytes decide, not the extension: courts send .xls files that are workbooks of the new
kind, web pages or tables of text.
"""

from __future__ import annotations

from pathlib import Path

import olefile

from tuobo.core.errors import DataError
from tuobo.engines.intake.readers.source import Kind
from tuobo.engines.intake.readers.words import Limits

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_PARQUET = b"PAR1"
_GZIP = b"\x1f\x8b"
_OLE = olefile.MAGIC
_TEXT_KINDS = {
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".et"}
READABLE = ".xlsx, .csv(.gz), .parquet, .jsonl(.gz)"


def kind_of(path: Path, limits: Limits) -> Kind:
    """The format of a readable file; raises DataError naming what was found and what to do."""
    _must_be_a_file(path)
    size = path.stat().st_size
    if size == 0:
        raise DataError("intake.empty_file", file=path.name)
    if size > limits.max_file_bytes:
        raise DataError("intake.too_large", file=path.name, size=size, limit=limits.max_file_bytes)
    with path.open("rb") as opened:
        start = opened.read(512)
    if start.startswith(_OLE):
        raise DataError(_ole_code(path), file=path.name)
    return _by_content(path, start)


def extension_of(path: Path) -> str:
    """The extension in lower case, the one before .gz for compressed files."""
    suffixes = [one.lower() for one in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _must_be_a_file(path: Path) -> None:
    if path.is_dir():
        raise DataError("intake.is_directory", file=path.name)
    if not path.is_file():
        raise DataError("intake.missing_file", file=str(path))


def _by_content(path: Path, start: bytes) -> Kind:
    extension = extension_of(path)
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        return Kind.XLSX
    if start.startswith(_PARQUET):
        return Kind.PARQUET
    if extension == ".parquet":
        raise DataError(
            "intake.damaged", file=path.name, found=start[:4].hex(" "), format="parquet"
        )
    if extension in _WORKBOOKS:
        code = "intake.web_page_as_workbook" if b"<" in start[:64] else "intake.not_a_workbook"
        raise DataError(code, file=path.name, found=start[:8].hex(" "))
    if path.suffix.lower() == ".gz" and not start.startswith(_GZIP):
        raise DataError("intake.damaged", file=path.name, found=start[:4].hex(" "), format="gzip")
    if extension not in _TEXT_KINDS:
        raise DataError(
            "intake.unknown_kind", file=path.name, found=extension or "—", readable=READABLE
        )
    return _TEXT_KINDS[extension]


def _ole_code(path: Path) -> str:
    """Which of the old compound files it is: protected, an old workbook or an old document."""
    try:
        with olefile.OleFileIO(path) as compound:
            names = {"/".join(entry) for entry in compound.listdir()}
    except (OSError, ValueError, IndexError):  # what the library meets in a damaged file
        return "intake.damaged_compound"
    if "EncryptedPackage" in names:
        return "intake.password"
    if names & {"Workbook", "Book"}:
        return "intake.legacy_xls"
    if "WordDocument" in names:
        return "intake.legacy_doc"
    return "intake.unknown_compound"
