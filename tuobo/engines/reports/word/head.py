"""What stands above the text: copy number, secrecy, urgency, red head, title and receiver."""

from __future__ import annotations

from tuobo.engines.reports.document import Document, Front
from tuobo.engines.reports.layout import Layout
from tuobo.engines.reports.text_width import characters
from tuobo.engines.reports.title_lines import title_lines
from tuobo.engines.reports.word.grid import Grid
from tuobo.engines.reports.word.lengths import eighths, half_points, points_of, twips
from tuobo.engines.reports.word.markup import Node, node
from tuobo.engines.reports.word.paragraphs import (
    Space,
    empty_lines,
    paragraph,
    paragraph_properties,
    run,
    tab_stops,
)
from tuobo.engines.reports.word.styles import GAP

_COPY_NUMBER_DIGITS = 6
_GAP_BEGINS = "【待填"
# A red line, a name and a number stand in one line of the grid; Word measures borders from text.
_ISSUER_LINE = 1.15


def head_of(document: Document, layout: Layout, gap: str) -> list[Node]:
    """Marks, red head where there is one, and the title; `gap` frames what is still missing."""
    grid = Grid(layout.sheet)
    front = document.front or Front()
    if has_red_head(document, layout):
        above = _red_head(front, layout, grid, gap)
        lines = layout.sheet.red_head.lines_to_title
    else:
        above = _marks(front, grid, fill=False)
        lines = layout.sheet.title.lines_above_plain
    return [*above, *empty_lines(lines), *title_of(document.title, layout, grid)]


def has_red_head(document: Document, layout: Layout) -> bool:
    """Whether the kind demands one or the document brings one."""
    brought = document.front is not None and bool(document.front.issuer)
    return layout.kind.head == "red" or brought


def title_of(title: str, layout: Layout, grid: Grid, style: str = "title") -> list[Node]:
    """A title, one paragraph, its lines broken by meaning."""
    points = layout.sheet.styles.of(style).points
    width = grid.width / 20 / points
    lines = title_lines(title, width, layout.sheet.title)
    return [paragraph(style, run("\n".join(lines)), space=Space(with_next=True, whole=True))]


def receiver_of(document: Document) -> list[Node]:
    """One blank line, then the receiver with its colon."""
    if not document.receiver:
        return empty_lines(1)
    text = document.receiver.rstrip("：:") + "："
    style = GAP if text.startswith(_GAP_BEGINS) else ""
    return [*empty_lines(1), paragraph("receiver", run(text, style))]


def _marks(front: Front, grid: Grid, *, fill: bool) -> list[Node]:
    """份号, 密级, 紧急程度 from the top down; `fill` keeps the lines of those that are absent."""
    copy = front.copy_number and front.copy_number.zfill(_COPY_NUMBER_DIGITS)
    given = [("copy_number", copy), ("mark", front.secrecy), ("mark", front.urgency)]
    made = [paragraph(style, run(text)) for style, text in given if text]
    lines = grid.sheet.red_head.mark_lines
    return made + (empty_lines(lines - len(made), "mark") if fill else [])


def _red_head(front: Front, layout: Layout, grid: Grid, gap: str) -> list[Node]:
    head = grid.sheet.red_head
    issuer = front.issuer or gap.format(name="发文机关标志")
    points = min(head.largest_points, grid.width / 20 / max(characters(issuer), 1))
    before = max(0, twips(head.top_mm) - head.mark_lines * grid.line)
    size = half_points(points)
    made = node("r", node("rPr", node("sz", val=size), node("szCs", val=size)), *run(issuer))
    space = Space(before=before, line=round(points * 20 * _ISSUER_LINE))
    return [
        *_marks(front, grid, fill=True),
        paragraph("issuer", made, space=space),
        *empty_lines(head.lines_to_number),
        _number(front, layout, grid, gap),
    ]


def _number(front: Front, layout: Layout, grid: Grid, gap: str) -> Node:
    """发文字号, with 签发人 on its right in upward documents, over the red line."""
    head = grid.sheet.red_head
    number = front.number or gap.format(name="发文字号")
    border = node(
        "bottom",
        val="single",
        sz=eighths(head.rule_mm),
        space=round(points_of(head.rule_below_number_mm)),
        color=head.color,
    )
    upward = bool(front.signer) or layout.kind.has_signer
    side = grid.across(head.side_characters)
    stops = tab_stops(("left", side), ("right", grid.width - side)) if upward else None
    text = [run("\t") if upward else None, run(number, "" if front.number else GAP)]
    if upward:
        signer = front.signer or gap.format(name="签发人")
        text += [run("\t签发人："), run(signer, "signer" if front.signer else GAP)]
    properties = paragraph_properties(
        "number",
        Space(align="left" if upward else "center"),
        *(one for one in (node("pBdr", border), stops) if one is not None),
    )
    return node("p", properties, *text)
