"""What stands below the text: 附件说明, 署名 and 成文日期, the attachments' heads, and 版记."""

from __future__ import annotations

from datetime import date

from tuobo.engines.reports.document import Back, Document
from tuobo.engines.reports.layout import Layout
from tuobo.engines.reports.text_width import characters
from tuobo.engines.reports.word.grid import Grid
from tuobo.engines.reports.word.head import title_of
from tuobo.engines.reports.word.lengths import eighths
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

_ALL_BUT_INSIDE = ("left", "right")


def day_text(day: date) -> str:
    """A date in official form: Arabic, without leading zeros.

    >>> day_text(date(2026, 7, 5))
    '2026年7月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_list(document: Document, layout: Layout) -> list[Node]:
    """附件说明: indented two characters, run-over lines under the name, no mark at the end."""
    names = [one.name for one in document.attachments]
    if not names:
        return []
    grid, mark = Grid(layout.sheet), layout.sheet.attachment.mark
    prefixes = [""] if len(names) == 1 else [f"{number}." for number in range(1, len(names) + 1)]
    label = 2 + characters(f"{mark}：")
    made = empty_lines(layout.sheet.ending.lines_above_attachment_list)
    for at, (prefix, name) in enumerate(zip(prefixes, names, strict=True)):
        lead = f"{mark}：{prefix}" if at == 0 else prefix
        space = Space(
            left=grid.across(label + characters(prefix)), hanging=grid.across(characters(lead))
        )
        made.append(paragraph("attachment_list", run(lead + name), space=space))
    return made


def signature_of(document: Document, layout: Layout, gap: str) -> list[Node]:
    """Name and date, placed by GB/T 9704-2012 7.3.5 with or without a seal."""
    if not document.signature and document.dated_on is None:
        return []
    name = document.signature or gap.format(name="署名")
    day = gap.format(name="成文日期") if document.dated_on is None else day_text(document.dated_on)
    rules, grid = layout.sheet.ending, Grid(layout.sheet)
    if document.has_seal:
        blank, places = rules.lines_above_signature_with_seal, _with_seal(name, day, layout)
    else:
        blank, places = rules.lines_above_signature, _without_seal(name, day, layout)
    kept = [paragraph("body", space=Space(with_next=True)) for _ in range(blank)]
    texts = ((name, document.signature, True), (day, document.dated_on, False))
    return kept + [
        paragraph(
            "signature",
            run(text, "" if given else GAP),
            space=Space(right=grid.across(place), with_next=with_next),
        )
        for (text, given, with_next), place in zip(texts, places, strict=True)
    ]


def attachment_head(
    number: int, count: int, name: str, layout: Layout, *, turned: bool
) -> list[Node]:
    """附件 and its number on the first line of a new page, the title on the third."""
    page = layout.sheet.attachment
    mark = page.mark if count == 1 else f"{page.mark}{number}"
    # A turned page is a section of its own, which begins a page already.
    first = paragraph("attachment_mark", run(mark), space=Space(new_page=not turned))
    between = empty_lines(page.title_line - 2)
    return [first, *between, *title_of(name, layout, Grid(layout.sheet)), *empty_lines(1)]


def back_of(back: Back, layout: Layout, gap: str) -> list[Node]:
    """版记 at the foot of the last page, as wide as the type area."""
    grid, rules = Grid(layout.sheet), layout.sheet.back
    outer, inner = eighths(rules.outer_rule_mm), eighths(rules.inner_rule_mm)
    rows = []
    if back.copies_to:
        rows.append(_copies(back.copies_to, grid))
    rows.append(_printed(back, grid, gap))
    place = node(
        "tblpPr", leftFromText=0, rightFromText=0, topFromText=0, bottomFromText=0,
        vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom",
    )  # fmt: skip
    properties = node(
        "tblPr",
        place,
        node("tblW", w=grid.width, type="dxa"),
        node(
            "tblBorders",
            node("top", val="single", sz=outer, space=0, color="000000"),
            node("bottom", val="single", sz=outer, space=0, color="000000"),
            node("insideH", val="single", sz=inner, space=0, color="000000"),
        ),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *(node(side, w=0, type="dxa") for side in _ALL_BUT_INSIDE)),
    )
    columns = node("tblGrid", node("gridCol", w=grid.width))
    cells = (
        node(
            "tr",
            node("trPr", node("cantSplit")),
            node("tc", node("tcPr", node("tcW", w=grid.width, type="dxa")), row),
        )
        for row in rows
    )
    return [node("tbl", properties, columns, *cells)]


def _copies(copies: str, grid: Grid) -> Node:
    side = _back_side(grid)
    label = "抄送："
    hanging = round(characters(label) * grid.sheet.styles.back.points * 20)
    text = copies.rstrip("。") + "。"
    return paragraph(
        "back", run(label + text), space=Space(left=side + hanging, right=side, hanging=hanging)
    )


def _printed(back: Back, grid: Grid, gap: str) -> Node:
    side = _back_side(grid)
    by = back.printed_by or gap.format(name="印发机关")
    on = gap.format(name="印发日期") if back.printed_on is None else day_text(back.printed_on)
    properties = paragraph_properties(
        "back", Space(left=side, right=side), tab_stops(("right", grid.width - side))
    )
    return node(
        "p",
        properties,
        run(by, "" if back.printed_by else GAP),
        run("\t"),
        run(on + "印发", "" if back.printed_on else GAP),
    )


def _back_side(grid: Grid) -> int:
    """One character of the 版记's own type."""
    return round(grid.sheet.back.side_characters * grid.sheet.styles.back.points * 20)


def _with_seal(name: str, day: str, layout: Layout) -> tuple[float, float]:
    """Date four characters from the right, name centred over it, neither over the margin."""
    from_right = layout.sheet.ending.date_from_right_with_seal
    half = (characters(name) - characters(day)) / 2
    shift = max(0.0, half - from_right)
    return from_right - half + shift, from_right + shift


def _without_seal(name: str, day: str, layout: Layout) -> tuple[float, float]:
    """Name two characters from the right, date begins two right of the name's first character."""
    rules = layout.sheet.ending
    longer = characters(name) - characters(day) - rules.date_after_name_start
    if characters(day) > characters(name):
        return rules.name_from_right - longer, rules.name_from_right
    return rules.name_from_right, rules.name_from_right + longer
