"""A document as a Word file: the one way from the document tree to .docx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tuobo.core.texts import Texts
from tuobo.engines.reports.document import Attachment, Back, Document, Table
from tuobo.engines.reports.layout import Layout, Sheet
from tuobo.engines.reports.word.body import Body
from tuobo.engines.reports.word.carried import carried_parts
from tuobo.engines.reports.word.contents import contents_lines, contents_of, reckoned_pages
from tuobo.engines.reports.word.ending import (
    attachment_head,
    attachment_list,
    back_of,
    signature_of,
)
from tuobo.engines.reports.word.grid import Grid
from tuobo.engines.reports.word.head import has_red_head, head_of, receiver_of
from tuobo.engines.reports.word.marks import Marks
from tuobo.engines.reports.word.markup import Node, legal, node, qualified, xml_bytes
from tuobo.engines.reports.word.package import (
    Part,
    core_properties,
    custom_properties,
    main_part,
    package_bytes,
    word_part,
)
from tuobo.engines.reports.word.pages import EVEN, ODD, footer, section, settings
from tuobo.engines.reports.word.paragraphs import Space, empty_lines, paragraph_properties
from tuobo.engines.reports.word.pictures import Draw, Pictures, relation_of
from tuobo.engines.reports.word.styles import fonts_part, styles_part


def write_word(document: Document, path: Path, *, layout: Layout, texts: Texts, draw: Draw) -> None:
    """Writes the document as .docx; see `word_bytes`."""
    path.write_bytes(word_bytes(document, layout=layout, texts=texts, draw=draw))


def word_bytes(document: Document, *, layout: Layout, texts: Texts, draw: Draw) -> bytes:
    """The document as .docx. The same document gives the same bytes.

    `draw` makes PNG of a chart's specification (charts.draw_png, or a stand-in in tests).
    """
    return _Writer(document, layout, texts, draw).bytes()


class _Writer:
    def __init__(self, document: Document, layout: Layout, texts: Texts, draw: Draw) -> None:
        self.document, self.layout = document, layout
        self.sheet = layout.sheet
        self.marks = Marks()
        self.pictures = Pictures(draw, self.sheet.picture)
        self.body = Body(self.sheet, self.marks, self.pictures)
        self.gap = texts.template("layout.gap")
        asked = document.has_contents and layout.kind.contents != "never"
        self.has_contents = asked or layout.kind.contents == "always"

    def bytes(self) -> bytes:
        main = node("document", node("body", *self._content()))
        return package_bytes(self._parts(main))

    def _content(self) -> list[Node]:
        """Contents, text, attachments and 版记; a section ends where its page turns."""
        grid = Grid(self.sheet)
        head = head_of(self.document, self.layout, self.gap)
        receiver = receiver_of(self.document)
        text = self.body.blocks(self.document.blocks, grid.width)
        made = [*self._headed(head, receiver), *text]
        made += attachment_list(self.document, self.layout)
        made += signature_of(self.document, self.layout, self.gap)
        return self._with_attachments(made, grid)

    def _headed(self, head: list[Node], receiver: list[Node]) -> list[Node]:
        """The head and the contents, which go before it but below a red head."""
        if not (self.has_contents and self.body.headings):
            return [*head, *receiver]
        red = has_red_head(self.document, self.layout)
        listed = contents_lines(self.body.headings, self.layout) + 1 if red else 0
        lines = _lines([*head, *receiver]) + listed
        pages = reckoned_pages(self.document, self.layout, lines)
        contents = contents_of(self.body.headings, pages, self.layout)
        if red:
            return [*head, *empty_lines(1), *contents, *receiver]
        return [*contents, _section_end(section(self.sheet, numbered=False)), *head, *receiver]

    def _with_attachments(self, made: list[Node], grid: Grid) -> list[Node]:
        first: int | None = 1
        was_turned = False
        for number, one in enumerate(self.document.attachments, start=1):
            turned = _is_wide(one, self.sheet)
            if turned or was_turned:
                made.append(_section_end(self._section(first, turned=was_turned)))
                first = None
            made += self._attachment(number, one, grid, own=turned or was_turned, turned=turned)
            was_turned = turned
        back = self.document.back or (Back() if self.layout.kind.back else None)
        if back is not None:
            if was_turned:
                made.append(_section_end(self._section(None, turned=True)))
                was_turned = False
            made += back_of(back, self.layout, self.gap)
            made.append(_thin_line())
        return [*made, self._section(first, turned=was_turned)]

    def _section(self, first: int | None, *, turned: bool) -> Node:
        return section(self.sheet, numbered=True, first_number=first, turned=turned)

    def _attachment(
        self, number: int, one: Attachment, grid: Grid, *, own: bool, turned: bool
    ) -> list[Node]:
        count = len(self.document.attachments)
        head = attachment_head(number, count, one.name, self.layout, turned=own)
        # A table named like its attachment needs no second title.
        blocks = [
            replace(block, caption="")
            if isinstance(block, Table) and block.caption == one.name
            else block
            for block in one.blocks
        ]
        return head + self.body.blocks(blocks, grid.height if turned else grid.width)

    def _parts(self, main: Node) -> list[Part]:
        passports = tuple(self.marks.passports.values())
        renew = self.has_contents and bool(self.body.headings)
        document, kind = self.document, self.layout.kind
        values = {"tuobo.document": document.id, "tuobo.data_version": document.data_version}
        values |= {f"tuobo.{name}": text for name, text in document.properties.items()}
        title = "".join(document.title.split())
        return [
            main_part(xml_bytes(main)),
            core_properties(legal(title), legal(document.signature), kind.names.zh),
            custom_properties({legal(name): legal(text) for name, text in values.items()}),
            word_part("styles", xml_bytes(styles_part(self.layout)), "styles"),
            word_part(
                "settings",
                xml_bytes(settings(self.sheet, passports, renew_fields=renew)),
                "settings",
            ),
            word_part("fontTable", xml_bytes(fonts_part(self.layout)), "fontTable"),
            word_part("footer1", xml_bytes(footer(self.sheet, odd=True)), "footer", relation=ODD),
            word_part("footer2", xml_bytes(footer(self.sheet, odd=False)), "footer", relation=EVEN),
            *_picture_parts(self.pictures.drawn),
            *carried_parts(document, passports),
        ]


def _picture_parts(drawn: Sequence[bytes]) -> list[Part]:
    return [
        Part(
            f"word/media/chart{number}.png",
            png,
            "image/png",
            "image",
            relation=relation_of(number),
        )
        for number, png in enumerate(drawn, start=1)
    ]


def _lines(paragraphs: Sequence[Node]) -> int:
    """Lines of short paragraphs: one each, and one more for each break in it."""
    return sum(1 + len(list(one.iter(qualified("w:br")))) for one in paragraphs)


def _is_wide(one: Attachment, sheet: Sheet) -> bool:
    most = sheet.table.turn_page_from_columns
    return any(isinstance(block, Table) and len(block.head) >= most for block in one.blocks)


def _section_end(properties: Node) -> Node:
    """A section ends with the paragraph that holds its properties."""
    holder = _thin_line()
    holder[0].append(properties)
    return holder


def _thin_line() -> Node:
    """The paragraph that must follow a table or hold a section, as flat as can be."""
    return node("p", paragraph_properties("body", Space(line=20)))
