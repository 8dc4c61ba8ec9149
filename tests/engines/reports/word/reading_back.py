"""Reads a written .docx with python-docx, which had no part in writing it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import docx
from docx.oxml.ns import qn

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.reports.document import Document
from tuobo.engines.reports.layout import Layout, Layouts
from tuobo.engines.reports.word import word_bytes

LAYOUTS = Layouts.of(Content())
TEXTS = Texts(Content())


def white_png(across: int = 300, down: int = 150) -> bytes:
    """A white picture of that size, so that tests of the layout draw nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * across) * down)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def draw_white(specification: Mapping[str, object], *, width_mm: float, resolution: int) -> bytes:
    return white_png()


def layout_of(document: Document) -> Layout:
    return LAYOUTS.for_kind(document.kind)


def written(document: Document) -> bytes:
    return word_bytes(document, layout=layout_of(document), texts=TEXTS, draw=draw_white)


def read_back(document: Document) -> Any:
    """The python-docx document."""
    return docx.Document(io.BytesIO(written(document)))


def value(element: Any, path: str, attribute: str = "w:val") -> str | None:
    """An attribute of the first element on the path, None if there is none."""
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn(attribute))


def style_of(paragraph: Any) -> str:
    return str(paragraph.style.style_id)


def with_text(document: Any, text: str) -> Any:
    """The first paragraph with that text in it."""
    return next(one for one in document.paragraphs if text in one.text)
