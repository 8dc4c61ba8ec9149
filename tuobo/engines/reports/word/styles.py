"""styles.xml and fontTable.xml: every look of a document is a style, none stands in the text."""

from __future__ import annotations

from tuobo.engines.reports.layout import Font, Layout, TextStyle
from tuobo.engines.reports.word.grid import Grid
from tuobo.engines.reports.word.lengths import TWIPS_IN_POINT, half_points
from tuobo.engines.reports.word.markup import Node, node

GAP = "gap"
CHARACTER_STYLES = ("lead", "signer")
_HEADINGS = {"heading_1": 0, "heading_2": 1, "heading_3": 2, "heading_4": 3}
_BODY = "body"


def styles_part(layout: Layout) -> Node:
    """w:styles. The body is the default paragraph style, so that typed text looks like it."""
    grid = Grid(layout.sheet)
    names = layout.sheet.styles.names
    return node(
        "styles",
        _defaults(layout),
        *(_paragraph_style(name, layout, grid) for name in names if name not in CHARACTER_STYLES),
        *(_character_style(name, layout) for name in CHARACTER_STYLES),
        _gap_style(),
        _plain_characters(),
        _table_style(),
    )


def fonts_part(layout: Layout) -> Node:
    """w:fonts with the other names of the very font, which Word takes where the first is absent."""
    return node("fonts", *(_font(font) for font in layout.fonts.values()))


def run_fonts(font: Font) -> Node:
    # Letters and digits too: full-width quotes and dashes would else fall into a Latin font.
    return node("rFonts", ascii=font.name, hAnsi=font.name, eastAsia=font.name, cs=font.name)


def _defaults(layout: Layout) -> Node:
    style = layout.sheet.styles.body
    size = half_points(style.points)
    run = node(
        "rPr",
        run_fonts(layout.font_of(style)),
        node("kern", val=2),
        node("sz", val=size),
        node("szCs", val=size),
        node("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    return node("docDefaults", node("rPrDefault", run), node("pPrDefault"))


def _paragraph_style(name: str, layout: Layout, grid: Grid) -> Node:
    style = layout.sheet.styles.of(name)
    is_body = name == _BODY
    made = node(
        "style",
        node("name", val="Normal" if is_body else style.name),
        node("aliases", val=style.name) if is_body else None,
        None if is_body else node("basedOn", val=_BODY),
        node("next", val=_BODY) if name in _HEADINGS else None,
        node("qFormat"),
        _style_paragraph(name, style, grid),
        _style_run(style, layout),
        type="paragraph",
        styleId=name,
        default=1 if is_body else None,
    )
    if not is_body and not _is_built_in(style.name):
        made.set(made.tag.replace("}style", "}customStyle"), "1")
    return made


def _style_paragraph(name: str, style: TextStyle, grid: Grid) -> Node:
    level = _HEADINGS.get(name)
    return node(
        "pPr",
        node("keepNext") if level is not None else None,
        # Single lines at the head or foot of a page are allowed: the grid holds 22 lines a page.
        node("widowControl", val=0),
        node("autoSpaceDE", val=0),
        node("autoSpaceDN", val=0),
        _line_spacing(style, grid),
        _indent(style, grid),
        node("jc", val=style.align),
        node("outlineLvl", val=level) if level is not None else None,
    )


def _line_spacing(style: TextStyle, grid: Grid) -> Node:
    if style.line_points == 0:
        return node("spacing", before=0, after=0, line=240, lineRule="auto")
    line = grid.line
    if style.line_points is not None:
        line = round(style.line_points * TWIPS_IN_POINT)
    return node("spacing", before=0, after=0, line=line, lineRule="exact")


def _indent(style: TextStyle, grid: Grid) -> Node:
    return node(
        "ind",
        left=0,
        firstLineChars=round(style.indent * 100),
        firstLine=grid.across(style.indent),
    )


def _style_run(style: TextStyle, layout: Layout) -> Node:
    size = half_points(style.points)
    return node(
        "rPr",
        run_fonts(layout.font_of(style)),
        node("b", val=0),
        node("bCs", val=0),
        node("color", val=style.color or "000000"),
        node("sz", val=size),
        node("szCs", val=size),
    )


def _character_style(name: str, layout: Layout) -> Node:
    style = layout.sheet.styles.of(name)
    return node(
        "style",
        node("name", val=style.name),
        node("rPr", run_fonts(layout.font_of(style))),
        type="character",
        styleId=name,
        customStyle=1,
    )


def _gap_style() -> Node:
    return node(
        "style",
        node("name", val="待填"),
        node("rPr", node("shd", val="clear", color="auto", fill="FFF2A8")),
        type="character",
        styleId=GAP,
        customStyle=1,
    )


def _plain_characters() -> Node:
    return node(
        "style",
        node("name", val="Default Paragraph Font"),
        type="character",
        styleId="DefaultParagraphFont",
        default=1,
    )


def _table_style() -> Node:
    return node(
        "style",
        node("name", val="Normal Table"),
        node("tblPr", node("tblInd", w=0, type="dxa")),
        type="table",
        styleId="TableNormal",
        default=1,
    )


def _font(font: Font) -> Node:
    return node(
        "font",
        node("altName", val=",".join(font.same_as)) if font.same_as else None,
        node("charset", val="86"),
        node("family", val="swiss" if font.style == "sans-serif" else "roman"),
        name=font.name,
    )


def _is_built_in(name: str) -> bool:
    return name in {"caption", "footer"} or name.startswith(("heading ", "toc "))
