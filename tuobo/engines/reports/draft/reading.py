"""Opens a draft: looks at what it really is, refuses what cannot be read, and numbers the rest.

The first bytes decide, not the extension alone. Nothing is guessed: an old, protected or
macro-carrying document is refused by name with the next step.
"""

from __future__ import annotations

from pathlib import Path

from tuobo.core.errors import DataError
from tuobo.engines.reports.draft.docx_paragraphs import docx_paragraphs
from tuobo.engines.reports.draft.html_paragraphs import html_paragraphs
from tuobo.engines.reports.draft.paragraphs import Draft, RawParagraph
from tuobo.engines.reports.draft.structure import draft_of
from tuobo.engines.reports.draft.text_paragraphs import decoded, text_paragraphs

LARGEST = 64 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_PDF = b"%PDF"
_TEXTS = frozenset({".txt", ".text", ".md"})
_PAGES = frozenset({".html", ".htm"})


def read_draft(path: Path) -> Draft:
    """The draft in a .docx, .txt or .html file; raises DataError where there is none to be had."""
    data = _bytes_of(path)
    draft = draft_of(path.name, _paragraphs(path, data))
    if not any(True for _ in draft.paragraphs):
        raise DataError("draft.empty", file=path.name)
    return draft


def _paragraphs(path: Path, data: bytes) -> list[RawParagraph]:
    suffix = path.suffix.lower()
    if data.startswith(_OLE):
        code = "draft.encrypted" if _ENCRYPTED in data else "draft.old_word"
        raise DataError(code, file=path.name)
    if data.startswith(_PDF) or suffix == ".pdf":
        raise DataError("draft.pdf", file=path.name)
    if suffix in {".docm", ".dotm"}:
        raise DataError("draft.macros", file=path.name)
    if suffix == ".docx":
        if not data.startswith(_ZIP):
            raise DataError("draft.damaged", file=path.name, problem="no zip archive")
        return docx_paragraphs(data, path.name)
    if suffix in _PAGES:
        return html_paragraphs(data, decoded(data, path.name))
    if suffix in _TEXTS:
        return text_paragraphs(decoded(data, path.name))
    raise DataError("draft.unknown_kind", file=path.name, suffix=suffix or "—")


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DataError(
                "draft.too_large", file=path.name, size=size // 2**20, most=LARGEST // 2**20
            )
        data = path.read_bytes()
    except OSError as error:
        raise DataError("draft.unreadable", file=str(path), problem=error.strerror) from error
    if not data:
        raise DataError("draft.empty", file=path.name)
    return data
