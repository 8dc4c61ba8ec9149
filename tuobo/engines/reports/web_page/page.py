"""The document tree as HTML by one template; charts stand in it as SVG pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from tuobo.core.evidence import Evidence
from tuobo.core.texts import Texts
from tuobo.engines.reports.document import Block, Document, FigureRun, Passport
from tuobo.engines.reports.layout import Font, Layout
from tuobo.engines.reports.title_lines import title_lines
from tuobo.engines.reports.web_page.passport_card import card_lines, plain_scope

_PACKAGE = "tuobo.engines.reports.web_page"
_TITLE_WIDTH = 20


def document_html(
    document: Document,
    *,
    layout: Layout,
    texts: Texts,
    draw: Callable[[Mapping[str, object]], str],
    rows_of: Callable[[Passport], str] | None = None,
    scope_in_words: Callable[[Evidence], str] | None = None,
) -> str:
    """The whole page as text.

    `draw` makes SVG of a chart's specification (charts.Drawing.svg); `rows_of` gives the address
    of the rows behind a figure, where there is one; `scope_in_words` names columns and codes.
    """
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = _kind
    environment.filters["card"] = lambda passport: card_lines(
        passport, texts, scope_in_words or plain_scope
    )
    environment.filters["lines"] = lambda title: title_lines(
        title, _TITLE_WIDTH, layout.sheet.title
    )
    environment.tests["figure"] = lambda run: isinstance(run, FigureRun)
    environment.globals.update(
        t=texts,
        rows_of=rows_of or (lambda _: ""),
        picture=lambda specification: _picture(draw(specification)),
        styles=layout.sheet.styles,
        dense_from=layout.sheet.table.roomy.columns,
        number_of_levels=layout.sheet.contents.levels,
    )
    return environment.get_template("document.html").render(
        document=document,
        families=font_families(layout),
        has_contents=document.has_contents or layout.kind.contents == "always",
    )


def font_families(layout: Layout) -> dict[str, str]:
    """Name of a font in the layout → the families that a style sheet asks for, in their order."""
    return {name: _family(font) for name, font in layout.fonts.items()}


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _picture(svg: str) -> str:
    """SVG as an address: names inside one picture cannot meet those of another."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _family(font: Font) -> str:
    """A CSS family: the official font, the same under other names, look-alikes."""
    return ", ".join([*(f'"{name}"' for name in font.family), font.style])
