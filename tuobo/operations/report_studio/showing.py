"""What a page needs to show a document: fonts, charts as pictures, the card of a figure."""

from __future__ import annotations

from functools import lru_cache, partial

from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.reports.charts import Drawing
from tuobo.engines.reports.document import Document, Passport, Picture
from tuobo.engines.reports.layout import Layouts, chart_style
from tuobo.engines.reports.web_page import card_lines, font_families
from tuobo.operations.compose_report import outlines_of
from tuobo.operations.report_studio.saving import opened
from tuobo.operations.scope_words import scope_in_words
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.report_queries import WholeReport


def fonts_css(content: Content) -> str:
    """The official fonts as custom properties, for the preview of a document."""
    layouts = Layouts.of(content)
    families = font_families(layouts.for_kind(next(iter(layouts.kinds))))
    lines = (f"  --doc-{name.replace('_', '-')}: {family};" for name, family in families.items())
    return ":root {\n" + "\n".join(lines) + "\n}\n"


def picture_svg(workspace: Workspace, whole: WholeReport, at: int) -> str:
    """The chart of a block as SVG; RequestError "studio.no_block" for another block."""
    document: Document = opened(whole)
    block = document.blocks[at] if 0 <= at < len(document.blocks) else None
    if not isinstance(block, Picture):
        raise RequestError("studio.no_block", block=at)
    return Drawing(chart_style(workspace.content)).svg(block.specification)


def passport_card(workspace: Workspace, passport: Passport, texts: Texts) -> list[tuple[str, str]]:
    """Label and value of all that a passport says."""
    return card_lines(passport, texts, partial(scope_in_words, workspace))


@lru_cache(maxsize=4)
def outline_names(workspace: Workspace, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Id, name and purpose of each outline, in the order of the content."""
    pick = workspace.texts(lang).pick
    found = outlines_of(workspace).by_id.values()
    return tuple((one.outline, pick(one.names), pick(one.purpose)) for one in found)
