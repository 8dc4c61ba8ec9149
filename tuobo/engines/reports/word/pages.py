"""Sections, page numbers and settings: the page that the text stands on."""

from __future__ import annotations

from collections.abc import Sequence

from tuobo.engines.reports.document import Passport
from tuobo.engines.reports.layout import Sheet
from tuobo.engines.reports.word.carried import variables
from tuobo.engines.reports.word.grid import Grid
from tuobo.engines.reports.word.lengths import twips
from tuobo.engines.reports.word.markup import Node, element, node
from tuobo.engines.reports.word.paragraphs import Space, field, paragraph, run

ODD, EVEN = "rIdFooterOdd", "rIdFooterEven"
_WORD_2013 = 15


def section(
    sheet: Sheet, *, numbered: bool, first_number: int | None = None, turned: bool = False
) -> Node:
    """w:sectPr: paper, margins, footers, number of the first page, grid."""
    grid = Grid(sheet)
    footers = [
        element("w:footerReference", {"w:type": kind, "r:id": relation})
        for kind, relation in (("default", ODD), ("even", EVEN))
    ]
    start = node("pgNumType", start=first_number) if first_number is not None else None
    return node(
        "sectPr",
        *(footers if numbered else []),
        node("type", val="nextPage"),
        _paper(grid, turned=turned),
        _margins(grid, turned=turned),
        start,
        node("docGrid", type="linesAndChars", linePitch=grid.line, charSpace=grid.char_space),
    )


def footer(sheet: Sheet, *, odd: bool) -> Node:
    """The page number between dashes, one character from the outer edge."""
    rules, style = sheet.page_number, sheet.styles.page_number
    side = round(rules.side_characters * style.points * 20)
    space = Space(align="right", right=side) if odd else Space(align="left", left=side)
    dash = rules.dash
    number = [run(f"{dash} "), *field("PAGE", "1"), run(f" {dash}")]
    return node("ftr", paragraph("page_number", *number, space=space))


def settings(sheet: Sheet, passports: Sequence[Passport], *, renew_fields: bool) -> Node:
    """w:settings in the order of the standard."""
    return node(
        "settings",
        node("zoom", percent=100),
        node("bordersDoNotSurroundHeader"),
        node("bordersDoNotSurroundFooter"),
        node("defaultTabStop", val=Grid(sheet).across(2)),
        node("evenAndOddHeaders"),
        node("characterSpacingControl", val="doNotCompress"),
        node("updateFields", val="true") if renew_fields else None,
        node(
            "compat",
            node("spaceForUL"),
            node("balanceSingleByteDoubleByteWidth"),
            node("doNotLeaveBackslashAlone"),
            node("ulTrailSpace"),
            node("doNotExpandShiftReturn"),
            node("adjustLineHeightInTable"),
            node("useFELayout"),
            node(
                "compatSetting",
                name="compatibilityMode",
                uri="http://schemas.microsoft.com/office/word",
                val=_WORD_2013,
            ),
        ),
        variables(passports),
        node("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _paper(grid: Grid, *, turned: bool) -> Node:
    across, down = twips(grid.sheet.paper.width_mm), twips(grid.sheet.paper.height_mm)
    if turned:
        return node("pgSz", w=down, h=across, orient="landscape")
    return node("pgSz", w=across, h=down)


def _margins(grid: Grid, *, turned: bool) -> Node:
    """Turned pages are bound at their top: 订口 above, 天头 on the right."""
    sides = (grid.top, grid.right, grid.bottom, grid.left)
    top, right, bottom, left = (sides[3], sides[0], sides[1], sides[2]) if turned else sides
    rules, style = grid.sheet.page_number, grid.sheet.styles.page_number
    # The dash lies in the middle of its line, so the line ends half its height further down.
    footer_from_edge = bottom - twips(rules.below_type_area_mm) - round(style.points * 10)
    return node(
        "pgMar", top=top, right=right, bottom=bottom, left=left,
        header=851, footer=max(0, footer_from_edge), gutter=0,
    )  # fmt: skip
