"""Paragraphs of a .docx in the order of the document, tables row by row.

A .docx is a zip archive: what it would unpack to is limited before anything is unpacked. Text is
taken from all runs, also from insertions that are still to be accepted, from fields and from
content controls; deleted text is not taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from tuobo.core.errors import DataError
from tuobo.engines.reports.draft.paragraphs import RawParagraph

_UNPACKED_MOST = 256 * 1024 * 1024
_MACROS = "vbaProject.bin"
_P, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_TEXT, _TAB = qn("w:t"), qn("w:tab")
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_BOXES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "公文标题"})


def docx_paragraphs(data: bytes, name: str) -> list[RawParagraph]:
    """The paragraphs; raises DataError for a damaged archive, macros, or one too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > _UNPACKED_MOST:
            raise DataError("draft.zip_bomb", file=name, size=unpacked // 2**20)
        if any(entry.filename.endswith(_MACROS) for entry in entries):
            raise DataError("draft.macros", file=name)
        document = docx.Document(io.BytesIO(data))
        styles = {one.style_id: one.name or "" for one in document.styles}
        return list(_blocks(document.element.body, styles))
    except (
        zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, EOFError,
        NotImplementedError,
    ) as error:  # fmt: skip
        raise DataError("draft.damaged", file=name, problem=error) from error


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[RawParagraph]:  # noqa: ANN401 - lxml
    for element in parent:
        if element.tag == _P:
            yield _paragraph(element, styles)
        elif element.tag == _TABLE:
            yield from _rows(element)
        else:  # content controls, insertions and other wrappers
            yield from _blocks(element, styles)


def _rows(table: Any) -> Iterator[RawParagraph]:  # noqa: ANN401
    for row in table.iter(_ROW):
        cells = tuple(
            " ".join(_text(one) for one in cell.iter(_P)).strip() for cell in row.iter(_CELL)
        )
        yield RawParagraph(text="\t".join(cells), cells=cells)


def _paragraph(element: Any, styles: dict[str, str]) -> RawParagraph:  # noqa: ANN401
    style = styles.get(element.style or "", element.style or "")
    numbered = _HEADING.search(style)
    is_title = style.strip().lower() in _TITLES
    level = min(int(numbered[1]), 4) if numbered else 0
    return RawParagraph(text=_text(element).strip(), level=level, is_title=is_title)


def _text(element: Any) -> str:  # noqa: ANN401
    parts = []
    for one in element:
        if one.tag == _TEXT:
            parts.append(one.text or "")
        elif one.tag == _TAB:
            parts.append("\t")
        elif one.tag in _BREAKS:
            parts.append(" ")
        elif one.tag != _BOXES:
            parts.append(_text(one))
    return "".join(parts)
