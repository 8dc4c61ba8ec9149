"""The draft as rules see it: numbered paragraphs with levels, gathered into reports and sections.

A file may hold one report or a collection with a list of contents; what stands before the first
title is its front. `structure.py` makes these, nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tuobo.engines.reports.draft.plain import plain
from tuobo.engines.reports.draft.sentences import Sentence, sentences_of


@dataclass(frozen=True, kw_only=True)
class RawParagraph:
    """A paragraph as it stands in the file; `level` is its style's (0: no heading style).

    `cells` are the cells of a table row, whose text is their contents joined by a tab.
    """

    text: str
    level: int = 0
    is_title: bool = False
    cells: tuple[str, ...] = ()


class Part(StrEnum):
    """What a paragraph is to its document."""

    FRONT = "front"
    CONTENTS = "contents"
    TITLE = "title"
    BODY = "body"
    ROW = "row"
    ANNEX = "annex"


@dataclass(frozen=True, kw_only=True)
class DraftParagraph:
    """One paragraph. `number` counts paragraphs with text from 1, as a reader would.

    level   1 to 4 for 一、 （一） 1. （1）, whether or not text follows on the same line; else 0
    serial  the number that its heading carries, 0 without one
    topic   the heading's words, up to its first full stop
    """

    number: int
    text: str
    part: Part
    level: int = 0
    serial: int = 0
    topic: str = ""
    cells: tuple[str, ...] = ()

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences_of(self.plain)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading of the first level with the paragraphs under it."""

    heading: DraftParagraph
    paragraphs: tuple[DraftParagraph, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Its headings of the second level, each with the text that belongs to it."""
        starts = [at for at, one in enumerate(self.paragraphs) if one.level == 2]
        ends = [*starts[1:], len(self.paragraphs)]
        return tuple(
            Item(heading=self.paragraphs[start], text="".join(
                one.plain for one in self.paragraphs[start:end]))
            for start, end in zip(starts, ends, strict=False)
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Item:
    """A heading of the second level with everything under it."""

    heading: DraftParagraph
    text: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report of the file; `title` is None where no title was recognised."""

    title: DraftParagraph | None
    paragraphs: tuple[DraftParagraph, ...]

    @property
    def body(self) -> tuple[DraftParagraph, ...]:
        return tuple(one for one in self.paragraphs if one.part is Part.BODY)

    @property
    def sections(self) -> tuple[Section, ...]:
        body = self.body
        starts = [at for at, one in enumerate(body) if one.level == 1]
        ends = [*starts[1:], len(body)]
        return tuple(
            Section(heading=body[start], paragraphs=body[start + 1 : end])
            for start, end in zip(starts, ends, strict=False)
        )


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A whole file. `year` is the year that it speaks of, None if it names none."""

    name: str
    front: tuple[DraftParagraph, ...]
    contents: tuple[DraftParagraph, ...]
    reports: Sequence[Report]
    year: int | None = None

    @property
    def paragraphs(self) -> Iterator[DraftParagraph]:
        """All paragraphs in the order of the file."""
        yield from self.front
        yield from self.contents
        for report in self.reports:
            yield from report.paragraphs

    @property
    def body(self) -> Iterator[DraftParagraph]:
        """The running text of all reports: no title, no table, no annex."""
        for report in self.reports:
            yield from report.body
