"""The same Word file as LibreOffice must be given it to set the same page.

It gives two cells to a character wider than its cell, and 三号 is 16 points wide in a cell of
15.79: the grid is taken out and characters are brought closer by that fifth of a point instead.
It renews page references but no table of contents: the field around the references is opened.
It lets no table float at the foot of a page: the 版记 is put into a frame at a reckoned place.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from math import ceil, floor
from pathlib import Path

from tuobo.core.errors import DataError
from tuobo.engines.reports.text_width import characters
from tuobo.engines.reports.word.archive import MAIN, parts_of
from tuobo.engines.reports.word.lengths import TWIPS_IN_POINT
from tuobo.engines.reports.word.markup import Node, node, parsed, qualified, xml_bytes
from tuobo.engines.reports.word.paragraphs import Space, paragraph_properties

_STYLES = "word/styles.xml"
_TWIP_OF_GRID = 4096 / TWIPS_IN_POINT
# 4号, the type of the 版记.
_BACK_POINTS = 14
_BACK_STYLE = "back"
_RULES = ("top", "bottom", "insideH")


@dataclass
class _Field:
    """A field while it is read: its own runs, its instruction, whether its result has begun."""

    runs: list[Node] = field(default_factory=list)
    instruction: str = ""
    shows: bool = False


def for_libreoffice(path: Path) -> bytes:
    """The file without grid, with open contents and a placed 版记; all else is as it was."""
    parts = parts_of(path, lambda _: True)
    try:
        main, styles = (parsed(parts[name]) for name in (MAIN, _STYLES))
    except (ValueError, KeyError) as error:
        raise DataError("layout.docx_damaged", file=path.name, problem=error) from error
    closer = min((_closer(grid) for grid in main.iter(qualified("w:docGrid"))), default=0)
    for place in list(main.iter(qualified("w:tblpPr"))):
        table = place.getparent().getparent()
        if place.get(qualified("w:tblpYSpec")) == "bottom" and _is_ours(table, main):
            _frame(table, main)
    _drop_grid(main)
    _open_contents(main)
    parts[MAIN] = xml_bytes(main)
    if closer:
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


def _is_ours(table: Node, main: Node) -> bool:
    """Whether it is the 版记 as it was written: people may have put other tables there."""
    styles = {
        one.get(qualified("w:val"))
        for paragraph in table.iter(qualified("w:p"))
        for one in paragraph.iter(qualified("w:pStyle"))
    }
    has_rules = all(table.find(f".//{qualified(f'w:{one}')}") is not None for one in _RULES)
    has_grid = main.find(f".//{qualified('w:docGrid')}") is not None
    return styles == {_BACK_STYLE} and has_rules and has_grid


def _frame(table: Node, main: Node) -> None:
    """Puts the paragraphs of a table at the foot of the page into a frame, rules between them."""
    section = list(main.iter(qualified("w:sectPr")))[-1]
    paper, margins = section.find(qualified("w:pgSz")), section.find(qualified("w:pgMar"))
    left, bottom = (_number(margins, f"w:{side}") for side in ("left", "bottom"))
    pitch = _number(section.find(qualified("w:docGrid")), "w:linePitch")
    paragraphs = list(table.iter(qualified("w:p")))
    height = sum(_lines(one, table) for one in paragraphs) * pitch
    width = _number(next(table.iter(qualified("w:gridCol"))), "w:w")
    place = {
        "w": width, "hSpace": 0, "vSpace": 0, "wrap": "around", "vAnchor": "page",
        "hAnchor": "page", "x": left, "y": _number(paper, "w:h") - bottom - height,
    }  # fmt: skip
    rules = [_rule(table, "top"), *(_rule(table, "insideH") for _ in paragraphs[1:])]
    framed = [one for pair in zip(rules, paragraphs, strict=True) for one in pair]
    parent = table.getparent()
    at = parent.index(table)
    parent.remove(table)
    for number, one in enumerate([*framed, _rule(table, "bottom")]):
        one[0].insert(1, node("framePr", **place))
        parent.insert(at + number, one)


def _rule(table: Node, side: str) -> Node:
    """A line of the table as a flat black paragraph: borders would keep the frame from forming."""
    eighths = int(next(table.iter(qualified(f"w:{side}"))).get(qualified("w:sz")))
    line = eighths * TWIPS_IN_POINT // 8
    black = node("shd", val="clear", color="auto", fill="000000")
    return node("p", paragraph_properties("body", Space(line=line, first=0), black))


def _lines(paragraph: Node, table: Node) -> int:
    """Lines that a paragraph of the 版记 takes, by the width of its characters."""
    width = _number(next(table.iter(qualified("w:gridCol"))), "w:w")
    text = "".join(one.text or "" for one in paragraph.iter(qualified("w:t")))
    indent = next(paragraph.iter(qualified("w:ind")), None)
    if indent is not None:
        width -= sum(_number(indent, f"w:{side}") for side in ("left", "right"))
    return max(1, ceil(characters(text) * _BACK_POINTS * TWIPS_IN_POINT / width))


def _number(element: Node, name: str) -> int:
    return int(element.get(qualified(name), "0"))


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
    fields: list[_Field] = []
    for run in list(main.iter(qualified("w:r"))):
        mark = run.find(qualified("w:fldChar"))
        kind = None if mark is None else mark.get(qualified("w:fldCharType"))
        if kind == "begin":
            fields.append(_Field())
        if not fields:
            continue
        current = fields[-1]
        if not current.shows or kind == "end":
            current.runs.append(run)
            current.instruction += "".join(one.text or "" for one in _instructions(run))
        current.shows |= kind == "separate"
        if kind == "end":
            fields.pop()
            if current.instruction.split()[:1] == ["TOC"]:
                _remove(current.runs)


def _instructions(run: Node) -> list[Node]:
    return list(run.iter(qualified("w:instrText")))


def _remove(runs: list[Node]) -> None:
    for run in runs:
        run.getparent().remove(run)
