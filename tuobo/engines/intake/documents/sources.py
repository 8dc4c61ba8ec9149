"""Gets the text out of judgment files: .docx, .txt, .html and lines of .jsonl(.gz).

One `Source` a document. A file that cannot be read raises DataError with what was found and what
to do; whoever reads many files collects these and goes on. Scans and old .doc files hold no text
that could be read without guessing, so they are refused by name.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from tuobo.core.errors import DataError
from tuobo.engines.intake.documents.docx_text import docx_text
from tuobo.engines.intake.documents.html_text import html_text
from tuobo.engines.intake.documents.phrases import Phrases

LARGEST = 64 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_TEXT_SUFFIXES = frozenset({".txt", ".text"})
_HTML_SUFFIXES = frozenset({".html", ".htm"})
DOCUMENT_SUFFIXES = frozenset({".docx", *_TEXT_SUFFIXES, *_HTML_SUFFIXES})
_LINES = (".jsonl", ".jsonl.gz", ".ndjson")


@dataclass(frozen=True, kw_only=True)
class Source:
    """One document's text; `line` is its line in a .jsonl file and 1 elsewhere."""

    document: str
    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class BadSource:
    """A document that could not be read, with the error that says why."""

    document: str
    line: int
    error: DataError


def is_lines(path: Path) -> bool:
    return path.name.lower().endswith(_LINES)


def holds_documents(path: Path, phrases: Phrases) -> bool:
    """Whether a file is a judgment document or a .jsonl whose first line holds a text."""
    if not is_lines(path):
        return path.suffix.lower() in DOCUMENT_SUFFIXES
    first = next(lines_of(path, phrases), None)
    return isinstance(first, Source)


def file_text(path: Path) -> str:
    """The text of one document file; raises DataError where there is none to be had."""
    data = _bytes_of(path)
    suffix = path.suffix.lower()
    if data.startswith(_OLE):
        code = "documents.encrypted" if _ENCRYPTED in data else "documents.old_word"
        raise DataError(code, file=path.name)
    if suffix == ".pdf" or data.startswith(b"%PDF"):
        raise DataError("documents.pdf", file=path.name)
    if suffix == ".docx":
        if not data.startswith(_ZIP):
            raise DataError("documents.damaged_docx", file=path.name, problem="no zip archive")
        text = docx_text(data, path.name)
    elif suffix in _HTML_SUFFIXES:
        text = html_text(data, decoded(data, path.name))
    elif suffix in _TEXT_SUFFIXES:
        text = decoded(data, path.name)
    else:
        raise DataError("documents.unknown_kind", file=path.name, suffix=suffix)
    if not text.strip():
        raise DataError("documents.empty", file=path.name)
    return text


def decoded(data: bytes, name: str) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, GB18030, or what the bytes look like."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(data).best()
    if best is None:
        raise DataError("documents.unknown_encoding", file=name)
    return str(best)


def lines_of(path: Path, phrases: Phrases) -> Iterator[Source | BadSource]:
    """The documents of a .jsonl file; a bad line is reported and the next one is read."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise DataError("documents.unreadable", file=path.name, problem=error) from error
    with raw, gzip.open(raw) if path.suffix == ".gz" else raw as stream:
        line = 0
        while True:
            line += 1
            try:
                data = stream.readline()
            except (OSError, EOFError, zlib.error) as error:
                cut = DataError("documents.cut_off", file=path.name, line=line, problem=error)
                yield BadSource(document=path.stem, line=line, error=cut)
                return
            if not data:
                return
            if data.strip():
                yield _line(data, path.name, line, phrases)


def texts_of(
    lines: Iterable[str | Mapping[str, object]], phrases: Phrases
) -> Iterator[Source | BadSource]:
    """Documents that are already in memory: JSON lines or their mappings."""
    for number, one in enumerate(lines, start=1):
        if isinstance(one, str):
            yield _line(one.encode(), "lines", number, phrases)
        else:
            yield _source(one, "lines", number, phrases)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise DataError("documents.too_large", file=path.name, most=LARGEST)
        data = path.read_bytes()
    except OSError as error:
        raise DataError("documents.unreadable", file=path.name, problem=error) from error
    if not data:
        raise DataError("documents.empty", file=path.name)
    return data


def _line(data: bytes, file: str, line: int, phrases: Phrases) -> Source | BadSource:
    try:
        entry = json.loads(decoded(data, file))
    except DataError as unreadable:
        return BadSource(document=str(line), line=line, error=unreadable)
    except json.JSONDecodeError as problem:
        error = DataError("documents.not_json", file=file, line=line, problem=problem.msg)
        return BadSource(document=str(line), line=line, error=error)
    if not isinstance(entry, dict):
        error = DataError("documents.not_json", file=file, line=line, problem="no object")
        return BadSource(document=str(line), line=line, error=error)
    return _source(entry, file, line, phrases)


def _source(
    entry: Mapping[str, object], file: str, line: int, phrases: Phrases
) -> Source | BadSource:
    document = _field(entry, phrases, "id_field") or str(line)
    text = _field(entry, phrases, "text_field")
    if not text.strip():
        error = DataError("documents.no_text", file=file, line=line)
        return BadSource(document=document, line=line, error=error)
    return Source(document=document, line=line, text=text)


def _field(entry: Mapping[str, object], phrases: Phrases, reads: str) -> str:
    value = next((entry[key] for key in entry if phrases[reads].fits(key)), None)
    return str(value) if isinstance(value, str | int) else ""
