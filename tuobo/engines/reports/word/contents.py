"""A table of contents as a field, with page numbers reckoned from the grid until Word renews them.

The reckoning counts lines as the grid would set them in the official fonts; Word asks on opening
whether it may renew fields, and then prints its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from tuobo.engines.reports.document import Block, Document, Heading, Paragraph, Picture, Table
from tuobo.engines.reports.layout import Layout
from tuobo.engines.reports.text_width import characters
from tuobo.engines.reports.word.body import heading_text
from tuobo.engines.reports.word.grid import Grid
from tuobo.engines.reports.word.lengths import TWIPS_IN_POINT, points_of
from tuobo.engines.reports.word.markup import Node, node, text_node
from tuobo.engines.reports.word.paragraphs import (
    Space,
    field,
    paragraph,
    paragraph_properties,
    run,
    tab_stops,
)

_CHART_SHAPE = 0.53


def contents_of(
    headings: Sequence[tuple[Heading, str]], pages: Sequence[int], layout: Layout
) -> list[Node]:
    """目录 with dotted lines to the page numbers."""
    rules, grid = layout.sheet.contents, Grid(layout.sheet)
    made = [paragraph("contents_title", run(rules.title)), paragraph("body")]
    chosen = [
        (heading, name, page)
        for (heading, name), page in zip(headings, pages, strict=True)
        if heading.level <= rules.levels
    ]
    for number, (heading, name, page) in enumerate(chosen):
        style = f"contents_{min(heading.level, 2)}"
        link = node(
            "hyperlink",
            run(heading_text(heading, layout.sheet) + "\t"),
            *field(f"PAGEREF {name} \\h", str(page)),
            anchor=name,
        )
        properties = paragraph_properties(style, Space(), _dotted(grid.width))
        begin = _begin(rules.levels) if number == 0 else []
        end = [_mark("end")] if number == len(chosen) - 1 else []
        made.append(node("p", properties, *begin, link, *end))
    return made


def contents_lines(headings: Sequence[tuple[Heading, str]], layout: Layout) -> int:
    """Lines that the contents take: title, a blank line, one a heading."""
    return 2 + sum(heading.level <= layout.sheet.contents.levels for heading, _ in headings)


def reckoned_pages(document: Document, layout: Layout, lines_before: int) -> list[int]:
    """The page of each heading of the text if every line has its 28 characters."""
    grid, at, pages = Grid(layout.sheet), lines_before, []
    for block in document.blocks:
        if isinstance(block, Heading):
            pages.append(at // layout.sheet.grid.lines + 1)
        for lines, is_whole in _pieces(block, layout, grid):
            at = (_whole(at, ceil(lines), layout) if is_whole else at) + ceil(lines)
    return pages


def _whole(at: int, lines: int, layout: Layout) -> int:
    """Where so many lines begin that stay together: on a new page if this one is too full."""
    a_page = layout.sheet.grid.lines
    used = at % a_page
    return at if used + lines <= a_page else at + a_page - used


def _pieces(block: Block, layout: Layout, grid: Grid) -> Iterator[tuple[float, bool]]:
    """Lines of each part of a block, and whether they stay on one page."""
    match block:
        case Heading():
            yield _wrapped(2 + characters(block.number + block.text), layout), False
        case Paragraph():
            yield _wrapped(2 + characters(block.text), layout), False
        case Table():
            yield _table_lines(block, layout, grid)
        case Picture():
            yield _picture_lines(block, layout, grid), True
            if block.table is not None:
                yield _table_lines(block.table, layout, grid)


def _picture_lines(picture: Picture, layout: Layout, grid: Grid) -> float:
    """Sentence, chart and caption; a chart is about as high as 0.53 of its width."""
    words = 2 + characters("".join(one.text for one in picture.sentence))
    drawn = points_of(layout.sheet.picture.width_mm * _CHART_SHAPE) * TWIPS_IN_POINT / grid.line
    return _wrapped(words, layout) + drawn + 1


def _wrapped(width: float, layout: Layout) -> int:
    return max(1, ceil(width / layout.sheet.grid.characters))


def _table_lines(table: Table, layout: Layout, grid: Grid) -> tuple[float, bool]:
    """Caption, head, rows and note; a table that is not too long stays on one page."""
    rules = layout.sheet.table
    size = rules.size_for(len(table.head))
    rows = (len(table.rows) + 1) * size.line_points * TWIPS_IN_POINT / grid.line
    return 2 + rows, len(table.rows) <= rules.whole_up_to_rows


def _begin(levels: int) -> list[Node]:
    return [
        _mark("begin"),
        node("r", text_node("w:instrText", f' TOC \\o "1-{levels}" \\h \\z \\u ')),
        _mark("separate"),
    ]


def _mark(kind: str) -> Node:
    return node("r", node("fldChar", fldCharType=kind))


def _dotted(width: int) -> Node:
    stops = tab_stops(("right", width))
    stops[0].set(stops[0].tag.replace("}tab", "}leader"), "dot")
    return stops
