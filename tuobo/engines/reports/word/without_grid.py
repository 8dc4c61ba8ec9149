"""The same Word file for LibreOffice, which gives two cells to a character wider than its cell.

三号 is 16 points wide and its cell 15.79, so LibreOffice would set 14 characters a line. Here the
grid is taken out and every character is brought closer by the same fifth of a point instead; the
fields of a table of contents are opened, since LibreOffice renews single page references only.
"""

from __future__ import annotations

import io
import zipfile
from math import floor

from tuobo.engines.reports.word.markup import Node, node, parsed, qualified, xml_bytes

_MAIN, _STYLES = "word/document.xml", "word/styles.xml"
_TWIP_OF_GRID = 4096 / 20


def without_grid(data: bytes) -> bytes:
    """The file without its character grid; a file that has none comes back as it is set."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    main = parsed(parts[_MAIN])
    closer = min((_closer(grid) for grid in main.iter(qualified("w:docGrid"))), default=0)
    _drop_grid(main)
    _open_contents(main)
    parts[_MAIN] = xml_bytes(main)
    if closer and _STYLES in parts:
        styles = parsed(parts[_STYLES])
        _bring_closer(styles, closer)
        parts[_STYLES] = xml_bytes(styles)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _closer(grid: Node) -> int:
    """Twips between characters, rounded towards closer, so that a full line still fits."""
    return floor(int(grid.get(qualified("w:charSpace"), "0")) / _TWIP_OF_GRID)


def _drop_grid(main: Node) -> None:
    for grid in list(main.iter(qualified("w:docGrid"))):
        grid.getparent().remove(grid)


def _bring_closer(styles: Node, closer: int) -> None:
    for properties in styles.iter(qualified("w:rPrDefault")):
        run = properties[0]
        before = run.find(qualified("w:kern"))
        at = len(run) if before is None else list(run).index(before)
        run.insert(at, node("spacing", val=closer))


def _open_contents(main: Node) -> None:
    """Takes the TOC field away from around its lines; the PAGEREF fields in them stay."""
    for paragraph in main.iter(qualified("w:p")):
        runs = [one for one in paragraph if one.tag == qualified("w:r")]
        if any("TOC" in (text.text or "") for one in runs for text in _instructions(one)):
            for one in runs[:3]:
                paragraph.remove(one)
        elif runs and _is_end(runs[-1]) and paragraph.find(qualified("w:hyperlink")) is not None:
            paragraph.remove(runs[-1])


def _instructions(run: Node) -> list[Node]:
    return list(run.iter(qualified("w:instrText")))


def _is_end(run: Node) -> bool:
    mark = run.find(qualified("w:fldChar"))
    return mark is not None and mark.get(qualified("w:fldCharType")) == "end"
