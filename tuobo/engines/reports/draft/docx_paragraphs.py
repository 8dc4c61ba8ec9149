"""Paragraphs of a .docx in the order of the document, tables row by row.

A .docx is a zip archive: what it would unpack to is limited before anything is unpacked. Text is
taken from all runs, also from insertions that are still to be accepted, from fields and from
content controls; deleted text and the fall-backs of text boxes are not taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from tuobo.core.errors import DataError
from tuobo.engines.reports.draft.paragraphs import RawParagraph
from tuobo.engines.reports.word.markup import Node, parsed, qualified

_UNPACKED_MOST = 256 * 1024 * 1024
_MACROS = "vbaProject.bin"
_MAIN, _STYLES = "word/document.xml", "word/styles.xml"
_P, _TABLE, _ROW, _CELL = (qualified(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_TEXTS = {qualified("w:tab"): "\t", qualified("w:br"): " ", qualified("w:cr"): " "}
_NO_TEXT = frozenset(qualified(name) for name in ("w:del", "w:moveFrom", "mc:AlternateContent"))
_STYLE, _VALUE = qualified("w:pStyle"), qualified("w:val")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "公文标题"})


def docx_paragraphs(data: bytes, name: str) -> list[RawParagraph]:
    """The paragraphs; raises DataError for a damaged archive, macros, or one too large."""
    try:
        parts = _parts(data, name)
        styles = _style_names(parsed(parts[_STYLES])) if _STYLES in parts else {}
        body = parsed(parts[_MAIN]).find(qualified("w:body"))
        return [] if body is None else list(_blocks(body, styles))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise DataError("draft.damaged", file=name, problem=error) from error


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {one.filename: one.file_size for one in archive.infolist()}
        if (size := sum(entries.values())) > _UNPACKED_MOST:
            raise DataError("draft.zip_bomb", file=name, size=size // 2**20)
        if any(one.endswith(_MACROS) for one in entries):
            raise DataError("draft.macros", file=name)
        if _MAIN not in entries:
            raise DataError("draft.damaged", file=name, problem=_MAIN)
        return {one: archive.read(one) for one in (_MAIN, _STYLES) if one in entries}


def _style_names(root: Node) -> dict[str, str]:
    """Style id → the name that people see."""
    found = {}
    for style in root.iter(qualified("w:style")):
        named = style.find(qualified("w:name"))
        if named is not None:
            found[style.get(qualified("w:styleId"), "")] = named.get(_VALUE, "")
    return found


def _blocks(parent: Node, styles: Mapping[str, str]) -> Iterator[RawParagraph]:
    for element in parent:
        if element.tag == _P:
            yield _paragraph(element, styles)
        elif element.tag == _TABLE:
            yield from _rows(element)
        elif element.tag not in _NO_TEXT:  # content controls, insertions and other wrappers
            yield from _blocks(element, styles)


def _rows(table: Node) -> Iterator[RawParagraph]:
    for row in table.iter(_ROW):
        cells = tuple(
            " ".join(_text(one) for one in cell.iter(_P)).strip() for cell in row.iter(_CELL)
        )
        yield RawParagraph(text="\t".join(cells), cells=cells)


def _paragraph(element: Node, styles: Mapping[str, str]) -> RawParagraph:
    marked = element.find(f"{qualified('w:pPr')}/{_STYLE}")
    identity = "" if marked is None else marked.get(_VALUE, "")
    style = styles.get(identity, identity)
    numbered = _HEADING.search(style)
    level = min(int(numbered[1]), 4) if numbered else 0
    is_title = style.strip().lower() in _TITLES
    return RawParagraph(text=_text(element).strip(), level=level, is_title=is_title)


def _text(element: Node) -> str:
    parts = []
    for one in element:
        if one.tag == qualified("w:t"):
            parts.append(one.text or "")
        elif one.tag not in _NO_TEXT:
            parts.append(_TEXTS.get(one.tag) or _text(one))
    return "".join(parts)
