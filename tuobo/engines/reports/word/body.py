"""Blocks of a document as Word paragraphs, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from tuobo.engines.reports.document import Block, Heading, Paragraph, Picture, Table
from tuobo.engines.reports.layout import Sheet
from tuobo.engines.reports.word.marks import Marks
from tuobo.engines.reports.word.markup import Node
from tuobo.engines.reports.word.paragraphs import Space, paragraph, run
from tuobo.engines.reports.word.pictures import Pictures
from tuobo.engines.reports.word.tables import table_of

_CLOSING = "、.．）)"
# Twips, so that the axis does not touch the sentence above.
_ABOVE_PICTURE = 100


@dataclass
class Body:
    """Writes blocks; `headings` are the bookmarks of headings by their order, for the contents."""

    sheet: Sheet
    marks: Marks
    pictures: Pictures
    headings: list[tuple[Heading, str]] = field(default_factory=list)

    def blocks(self, blocks: Iterable[Block], width: int) -> list[Node]:
        """All blocks within a type area so many twips wide."""
        made: list[Node] = []
        for block in blocks:
            match block:
                case Heading():
                    made.append(self._heading(block))
                case Paragraph():
                    made.append(self._paragraph(block))
                case Table():
                    made.extend(table_of(block, self.sheet, self.marks, width))
                case Picture():
                    made.extend(self._picture(block, width))
                case _:
                    assert_never(block)
        return made

    def _heading(self, heading: Heading) -> Node:
        name = f"_TuoboHeading{len(self.headings) + 1}"
        self.headings.append((heading, name))
        text = self.marks.around(name, [run(heading_text(heading, self.sheet))])
        return paragraph(f"heading_{heading.level}", *text)

    def _paragraph(self, block: Paragraph) -> Node:
        return paragraph("body", *self.marks.runs(block.lead, "lead"), *self.marks.runs(block.runs))

    def _picture(self, block: Picture, width: int) -> list[Node]:
        words = "".join(one.text for one in block.sentence)
        drawn = self.pictures.picture(block.specification, words, block.caption)
        made = [
            paragraph("body", *self.marks.runs(block.sentence), space=Space(with_next=True)),
            paragraph("picture", drawn, space=Space(with_next=True, before=_ABOVE_PICTURE)),
            paragraph("caption", run(block.caption)),
        ]
        if block.table is not None:
            made.extend(table_of(block.table, self.sheet, self.marks, width))
        return made


def heading_text(heading: Heading, sheet: Sheet) -> str:
    """Number and text; a bare number gets the mark that its level has (一 → 一、, 1 → 1.)."""
    number = heading.number.strip()
    if number and number[-1] not in _CLOSING:
        number += sheet.styles.of(f"heading_{heading.level}").follows
    return number + heading.text
