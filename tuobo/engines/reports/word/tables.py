"""Tables: caption above, head repeated on each page, rows never split, note below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuobo.core.errors import InternalError
from tuobo.engines.reports.document import Table
from tuobo.engines.reports.layout import Sheet, TableSize
from tuobo.engines.reports.text_width import characters
from tuobo.engines.reports.word.lengths import TWIPS_IN_POINT, half_points
from tuobo.engines.reports.word.marks import Marks
from tuobo.engines.reports.word.markup import Node, node, qualified
from tuobo.engines.reports.word.paragraphs import Space, paragraph, run

_CELL_MARGIN = 70
_NARROWEST, _WIDEST = 4.0, 18.0
_WIDER, _MARGINS = 1.15, 1.0
# A name that is longer, such as that of a definition, may be broken.
_LONGEST_WORD = 8.0
# What a capital letter is wider than half a character in fall-back fonts.
_CAPITAL = 0.15
# Numbers and Latin words with what belongs to them; Chinese text breaks anywhere.
_WORD = re.compile(r"[!-~]+")
# Texts longer than this read better from the left than centred.
_LONG = 9.0


def table_of(table: Table, sheet: Sheet, marks: Marks, width: int) -> list[Node]:
    """The caption, the table as wide as the type area, its note or half a blank line."""
    _check_rows(table)
    size = sheet.table.size_for(len(table.head))
    widths = _widths(table, size, width)
    head_row = _row([[run(title)] for title in table.head], widths, size, is_head=True)
    long = [widest > _LONG for widest in _usual_widths(table)]
    rows = [
        _row([marks.runs([cell]) for cell in row], widths, size, long=long) for row in table.rows
    ]
    if not table.is_list and len(table.rows) <= sheet.table.whole_up_to_rows:
        _keep_whole([head_row, *rows])
    made = node(
        "tbl",
        _properties(sheet, width),
        node("tblGrid", *(node("gridCol", w=one) for one in widths)),
        head_row,
        *rows,
    )
    caption = paragraph("caption", run(table.caption), space=Space(with_next=True))
    note = paragraph("note", run(table.note)) if table.note else paragraph("note")
    return [*([caption] if table.caption else []), made, note]


def _properties(sheet: Sheet, width: int) -> Node:
    frame, rule = (
        round(points * 8) for points in (sheet.table.frame_points, sheet.table.rule_points)
    )
    borders = [
        node(side, val="single", sz=frame, space=0, color="000000")
        for side in ("top", "left", "bottom", "right")
    ]
    borders += [
        node(side, val="single", sz=rule, space=0, color="000000")
        for side in ("insideH", "insideV")
    ]
    margins = (node(side, w=_CELL_MARGIN, type="dxa") for side in ("left", "right"))
    return node(
        "tblPr",
        node("tblW", w=width, type="dxa"),
        node("jc", val="center"),
        node("tblBorders", *borders),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *margins),
    )


def _row(
    cells: Sequence[list[Node]],
    widths: Sequence[int],
    size: TableSize,
    *,
    is_head: bool = False,
    long: Sequence[bool] = (),
) -> Node:
    style = "cell_head" if is_head else "cell"
    made = []
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        left = not is_head and at < len(long) and long[at]
        space = Space(align="left" if left else None, line=round(size.line_points * 20))
        _resize(cell, size)
        made.append(
            node(
                "tc",
                node("tcPr", node("tcW", w=width, type="dxa"), node("vAlign", val="center")),
                paragraph(style, *cell, space=space),
            )
        )
    properties = node("trPr", node("cantSplit"), node("tblHeader") if is_head else None)
    return node("tr", properties, *made)


def _keep_whole(rows: Sequence[Node]) -> None:
    """Keeps every row but the last on the page of the next."""
    for row in rows[:-1]:
        for properties in row.iter(qualified("w:pPr")):
            properties.insert(1, node("keepNext"))


def _resize(nodes: Sequence[Node], size: TableSize) -> None:
    """Sets the size of the runs where it is not the style's own."""
    points = half_points(size.points)
    for one in nodes:
        if not one.tag.endswith("}r"):
            continue
        properties = next((child for child in one if child.tag.endswith("}rPr")), None)
        if properties is None:
            properties = node("rPr")
            one.insert(0, properties)
        properties.extend([node("sz", val=points), node("szCs", val=points)])


def _usual_widths(table: Table) -> list[float]:
    """The width that nine in ten cells of a column keep within; the longest few may wrap."""
    columns = (
        sorted(characters(row[at].text) for row in table.rows) for at in range(len(table.head))
    )
    return [column[int((len(column) - 1) * 0.9)] if column else 0.0 for column in columns]


def _check_rows(table: Table) -> None:
    for row in table.rows:
        if len(row) != len(table.head):
            raise InternalError(
                "layout.table_ragged",
                caption=table.caption,
                found=len(row),
                expected=len(table.head),
            )


def _widths(table: Table, size: TableSize, width: int) -> list[int]:
    """Column widths that add up to the whole width, by what stands in the columns.

    No column is narrower than its longest number or word; what is left over goes to columns in
    proportion to what they still want.
    """
    columns = [[row[at].text for row in table.rows] for at in range(len(table.head))]
    least = [
        _room(max((_unbroken(text) for text in (title, *texts)), default=0))
        for title, texts in zip(table.head, columns, strict=True)
    ]
    wanted = [
        max(low, _room(min(max(widest, characters(title) / 2), _WIDEST)))
        for low, widest, title in zip(least, _usual_widths(table), table.head, strict=True)
    ]
    all_in = width / TWIPS_IN_POINT / size.points
    if all_in <= sum(least):
        wanted = least
    elif all_in < sum(wanted):
        share = (all_in - sum(least)) / (sum(wanted) - sum(least))
        wanted = [low + (want - low) * share for low, want in zip(least, wanted, strict=True)]
    widths = [int(want * width / sum(wanted)) for want in wanted]
    widths[-1] += width - sum(widths)
    return widths


def _room(text: float) -> float:
    """A text with the margins of its cell; fall-back fonts are a little wider than the official."""
    return text * _WIDER + _MARGINS


def _unbroken(text: str) -> float:
    """The longest part of a text that must stay in one line; four characters of Chinese."""
    words = (characters(word) + _CAPITAL * _capitals(word) for word in _WORD.findall(text))
    chinese = min(characters(text), _NARROWEST)
    return max(chinese, min(max(words, default=0.0), _LONGEST_WORD))


def _capitals(word: str) -> int:
    return sum(letter.isupper() for letter in word)
