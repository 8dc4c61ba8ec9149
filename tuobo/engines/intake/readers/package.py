"""The inside of an .xlsx: which parts are sheets, and cutting a sheet at row ends into windows.

We only cut and wrap. A window becomes a small workbook in memory (stored, not packed) with the
styles of the original, and the spreadsheet library parses it; so a sheet of any length is read
in bounded memory. A sentinel row before the window fixes where its first row and column are.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tuobo.core.errors import DataError
from tuobo.engines.intake.readers.words import Limits

SENTINEL = "\ue001"
SHARED = "\ue000"
_FIRST_WINDOW = 256_000
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006"
_TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship|workbookPr)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_SHEET_DATA = re.compile(rb"<(\w+:)?sheetData\s*(/?)>")
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s+ref="[A-Z]+\d+:([A-Z]+)\d+"')


@dataclass(frozen=True, kw_only=True)
class Part:
    """One worksheet of the package."""

    name: str
    member: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Window:
    """Whole rows cut from a sheet; `consumed` unpacked bytes were read to get them."""

    rows: bytes
    prefix: bytes
    consumed: int


class Package:
    """An .xlsx as a zip of parts; every damage ends in a DataError that names the file."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        try:
            with zipfile.ZipFile(path) as opened:
                self._sizes = {one.filename: one.file_size for one in opened.infolist()}
                self._refuse_bombs(opened.infolist())
                self._must_be_a_workbook()
                workbook = opened.read("xl/workbook.xml").decode("utf-8", "replace")
                relations = opened.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
                self.styles = opened.read("xl/styles.xml") if self._has("xl/styles.xml") else b""
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
            raise DataError(
                "intake.damaged", file=path.name, found=str(error), format="xlsx"
            ) from error
        tags = [(found[1], dict(_ATTRIBUTE.findall(found[2]))) for found in _TAG.finditer(workbook)]
        targets = dict(_targets(relations))
        self.date1904 = any(
            name == "workbookPr" and one.get("date1904") in {"1", "true"} for name, one in tags
        )
        self.sheets = tuple(self._parts([one for name, one in tags if name == "sheet"], targets))
        self.shared = next(
            (target for target in targets.values() if target.endswith("sharedStrings.xml")), ""
        )
        if not self._has(self.shared):
            self.shared = ""

    def windows(self, member: str, tag: bytes, container: re.Pattern[bytes]) -> Iterator[Window]:
        """A part cut behind whole `tag` elements inside the container, first a small window."""
        try:
            with zipfile.ZipFile(self.path) as opened, opened.open(member) as stream:
                yield from _cut(stream, tag, container, self.limits.window_bytes)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DataError(
                "intake.damaged", file=self.path.name, found=str(error), format="xlsx"
            ) from error

    def rows(self, part: Part) -> Iterator[Window]:
        """The rows of a sheet in windows."""
        return self.windows(part.member, b"row", _SHEET_DATA)

    def workbook(self, window: bytes, prefix: bytes) -> bytes:
        """The rows wrapped as a workbook of one sheet with this package's styles."""
        colon = prefix.rstrip(b":")
        namespace = b"xmlns:" + colon if colon else b"xmlns"
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as made:
            for name, content in _FRAME.items():
                made.writestr(name, content.replace(b"@1904", b"1" if self.date1904 else b"0"))
            if self.styles:
                made.writestr("xl/styles.xml", self.styles)
            with made.open("xl/worksheets/sheet1.xml", "w") as sheet:
                sheet.write(b"<%bworksheet %b=%s><%bsheetData>" % (
                    prefix, namespace, b'"' + _MAIN + b'"', prefix))  # fmt: skip
                sheet.write(window)
                sheet.write(b"</%bsheetData></%bworksheet>" % (prefix, prefix))
        return buffer.getvalue()

    def _has(self, member: str) -> bool:
        return member in self._sizes

    def _must_be_a_workbook(self) -> None:
        if self._has("xl/workbook.xml"):
            return
        code = "intake.word_document" if self._has("word/document.xml") else "intake.zip_archive"
        raise DataError(code, file=self.path.name, found=", ".join(list(self._sizes)[:3]))

    def _refuse_bombs(self, entries: list[zipfile.ZipInfo]) -> None:
        limits = self.limits
        unpacked = sum(one.file_size for one in entries)
        steep = [
            one.file_size // max(one.compress_size, 1)
            for one in entries
            if one.file_size > limits.ratio_from_bytes
        ]
        if unpacked > limits.max_unpacked_bytes or max(steep, default=0) > limits.max_ratio:
            raise DataError(
                "intake.zip_bomb",
                file=self.path.name,
                unpacked=unpacked,
                ratio=max(steep, default=0),
                max_unpacked=limits.max_unpacked_bytes,
                max_ratio=limits.max_ratio,
            )

    def _parts(self, sheets: list[dict[str, str]], targets: dict[str, str]) -> Iterator[Part]:
        for sheet in sheets:
            identity = next((sheet[key] for key in sheet if key.endswith(":id")), "")
            member = targets.get(identity, "")
            if self._has(member) and "worksheets/" in member:
                name = html.unescape(sheet.get("name", ""))
                yield Part(name=name, member=member, size=self._sizes[member])


def first_row_number(window: bytes, prefix: bytes) -> int | None:
    """The number of the first row of a window, by itself or by its first cell; None if unsaid."""
    of_row = rb"\s*<" + prefix + rb'row\b[^>]*?\sr="(\d+)"'
    of_cell = rb"\s*<%brow\b[^>]*>\s*<%bc\b[^>]*?" % (prefix, prefix) + rb'\sr="[A-Z]+(\d+)"'
    found = re.match(of_row, window) or re.match(of_cell, window)
    return int(found[1]) if found else None


def row_starts(window: bytes, prefix: bytes) -> list[tuple[int, int]]:
    """Offset and number of each row of a window."""
    pattern = re.compile(rb"<" + prefix + rb'row\b[^>]*?\sr="(\d+)"')
    return [(found.start(), int(found[1])) for found in pattern.finditer(window)]


def moved_down(window: bytes) -> bytes:
    """The window with every row and cell reference one row further down."""
    return re.sub(rb'(\sr="[A-Z]*)(\d+)"', lambda m: m[1] + b'%d"' % (int(m[2]) + 1), window)


def column_letters(position: int) -> str:
    """The letters of a column, 0 being A.

    >>> column_letters(27)
    'AB'
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _targets(relations: str) -> Iterator[tuple[str, str]]:
    for found in _TAG.finditer(relations):
        one = dict(_ATTRIBUTE.findall(found[2]))
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield one.get("Id", ""), path


def _cut(
    stream: IO[bytes],
    tag: bytes,
    container: re.Pattern[bytes],
    size: int,
) -> Iterator[Window]:
    held = stream.read(_FIRST_WINDOW)
    read = len(held)
    opened = container.search(held)
    if opened is None or opened[2]:
        return
    prefix = opened[1] or b""
    held = held[opened.end() :]
    end = b"</" + prefix + tag + b">"
    while True:
        at = held.rfind(end) + len(end)
        if at >= len(end):
            yield Window(rows=held[:at], prefix=prefix, consumed=read)
            held = held[at:]
            read = 0
        more = stream.read(size)
        if not more:
            return
        held += more
        read += len(more)


_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
_FRAME: dict[str, bytes] = {
    "[Content_Types].xml": _HEAD
    + b'<Types xmlns="' + _PACKAGE + b'/content-types"><Default Extension="rels" ContentType='
    b'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    b'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="'
    + _TYPE + b'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="'
    + _TYPE + b'worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="' + _TYPE
    + b'styles+xml"/></Types>',
    "_rels/.rels": _HEAD
    + b'<Relationships xmlns="' + _PACKAGE + b'/relationships"><Relationship Id="rId1" Type="'
    + _RELATIONS + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": _HEAD
    + b'<Relationships xmlns="' + _PACKAGE + b'/relationships"><Relationship Id="rId1" Type="'
    + _RELATIONS + b'/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="'
    + _RELATIONS + b'/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": _HEAD
    + b'<workbook xmlns="' + _MAIN + b'" xmlns:r="' + _RELATIONS
    + b'"><workbookPr date1904="@1904"/><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets>'
    b"</workbook>",
}  # fmt: skip
