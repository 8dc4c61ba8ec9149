"""Paragraphs of a text file: one a line, in whatever encoding courts' programs write."""

from __future__ import annotations

from charset_normalizer import from_bytes

from tuobo.core.errors import DataError
from tuobo.engines.reports.draft.paragraphs import RawParagraph


def text_paragraphs(text: str) -> list[RawParagraph]:
    return [RawParagraph(text=line.strip()) for line in text.splitlines()]


def decoded(data: bytes, name: str) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, GB18030, or what the bytes look like."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    best = from_bytes(data).best()
    if best is None or "\x00" in str(best):
        raise DataError("draft.unknown_encoding", file=name)
    return str(best)
