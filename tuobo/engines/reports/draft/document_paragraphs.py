"""Paragraphs of a document tree for the checker, and from which block each of them comes."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.reports.document import Block, Document, Heading, Paragraph, Picture, Table
from tuobo.engines.reports.draft.paragraphs import RawParagraph

TITLE = -1
"""The block of what stands above the text."""


def document_paragraphs(document: Document) -> tuple[list[RawParagraph], list[int]]:
    """The paragraphs of the running text with the number of the block of each."""
    found = [(RawParagraph(text=document.title, is_title=True), TITLE)]
    for at, block in enumerate(document.blocks):
        found += [(one, at) for one in _paragraphs(block)]
    found = [(raw, at) for raw, at in found if raw.text.strip()]
    return [raw for raw, _ in found], [at for _, at in found]


def _paragraphs(block: Block) -> Iterator[RawParagraph]:
    match block:
        case Heading():
            yield RawParagraph(text=f"{block.number}{block.text}", level=block.level)
        case Paragraph():
            yield RawParagraph(text=block.text)
        case Table():
            yield from _rows(block)
        case Picture():
            yield RawParagraph(text="".join(run.text for run in block.sentence))
            if block.table is not None:
                yield from _rows(block.table)


def _rows(table: Table) -> Iterator[RawParagraph]:
    for row in (tuple(table.head), *(tuple(run.text for run in row) for row in table.rows)):
        yield RawParagraph(text="\t".join(row), cells=row)
