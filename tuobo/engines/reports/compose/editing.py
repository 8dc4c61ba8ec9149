"""Editing the words of a composed document: figures stay figures, nobody types one.

A paragraph is edited as text in which ⟦1⟧ stands for its first figure. Whoever leaves a
placeholder out strikes the figure, whoever moves it moves the figure; a number that the paragraph
does not have is refused. 【待填：…】 that stays in the text stays a gap.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tuobo.core.errors import RequestError
from tuobo.engines.reports.document import (
    Block,
    Document,
    FigureRun,
    Heading,
    Paragraph,
    Passport,
    Picture,
    Run,
    Table,
    TextRun,
    runs_of,
)

_PLACE = re.compile(r"⟦\s*(\d{1,3})\s*⟧")
_GAP = re.compile(r"【待填[^【】]*】")
_STRAY = re.compile(r"[⟦⟧]")
GAP_SIGN = "【待填"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a block with placeholders; `lead` is the topic sentence of a paragraph."""

    text: str
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A place that a person must fill: in which block (-1 is around the text), what it says."""

    block: int
    text: str


def figures_in(block: Block) -> tuple[FigureRun, ...]:
    """The figures of a block in the order of their placeholders, each place once."""
    return tuple(run for run in _edited_runs(block) if isinstance(run, FigureRun))


def is_editable(block: Block) -> bool:
    """Tables are made of figures; what stands in them is changed by composing anew."""
    return not isinstance(block, Table)


def words_of(block: Block) -> Words:
    """The words of a block as they are edited."""
    match block:
        case Heading():
            return Words(text=block.text)
        case Paragraph():
            lead, at = _told(block.lead, 0)
            text, _ = _told(block.runs, at)
            return Words(text=text, lead=lead)
        case Picture():
            return Words(text=_told(block.sentence, 0)[0])
        case Table():
            raise RequestError("studio.not_editable")


def with_words(block: Block, words: Words) -> Block:
    """The block with other words; RequestError "studio.no_such_figure", "studio.stray_sign"."""
    figures = figures_in(block)
    match block:
        case Heading():
            if not words.text.strip():
                raise RequestError("studio.empty_heading")
            return replace(block, text=_one_line(words.text))
        case Paragraph():
            lead, runs = (_read(text, figures) for text in (words.lead, words.text))
            return replace(block, lead=lead, runs=runs)
        case Picture():
            return replace(block, sentence=_read(words.text, figures))
        case Table():
            raise RequestError("studio.not_editable")


def new_paragraph(text: str) -> Paragraph:
    """A paragraph that a person wrote: it has no figures."""
    return Paragraph(runs=_read(text, ()))


def struck(before: Block, after: Block) -> tuple[str, ...]:
    """Codes of figures that a block no longer prints."""
    kept = {run.passport.code for run in figures_in(after)}
    codes = (run.passport.code for run in figures_in(before))
    return tuple(dict.fromkeys(code for code in codes if code not in kept))


def with_block(document: Document, at: int, block: Block) -> Document:
    blocks = list(document.blocks)
    blocks[at] = block
    return replace(document, blocks=tuple(blocks))


def without_block(document: Document, at: int) -> Document:
    blocks = list(document.blocks)
    del blocks[at]
    return replace(document, blocks=tuple(blocks))


def with_block_after(document: Document, at: int, block: Block) -> Document:
    blocks = list(document.blocks)
    blocks.insert(at + 1, block)
    return replace(document, blocks=tuple(blocks))


def with_figures(document: Document, passports: Mapping[str, Passport]) -> Document:
    """The document with other passports for some codes, wherever they stand in the text."""
    return replace(document, blocks=tuple(_with_figures(one, passports) for one in document.blocks))


def gaps_of(document: Document, *, needs_signer: bool = False) -> tuple[Gap, ...]:
    """All places that a person must fill, in the order of the page."""
    found = [
        Gap(block=-1, text=text)
        for whole in (document.title, document.receiver)
        for text in _GAP.findall(whole)
    ]
    if document.front is not None and not document.front.number:
        found.append(Gap(block=-1, text="number"))
    if document.front is not None and needs_signer and not document.front.signer:
        found.append(Gap(block=-1, text="signer"))
    for at, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            found += [Gap(block=at, text=text) for text in _GAP.findall(block.text)]
        for run in runs_of(block):
            if isinstance(run, TextRun) and (run.is_gap or GAP_SIGN in run.text):
                texts = _GAP.findall(run.text) or [run.text]
                found += [Gap(block=at, text=text) for text in texts]
    return tuple(found)


def _edited_runs(block: Block) -> Sequence[Run]:
    match block:
        case Paragraph():
            return (*block.lead, *block.runs)
        case Picture():
            return block.sentence
        case Heading() | Table():
            return ()


def _told(runs: Sequence[Run], at: int) -> tuple[str, int]:
    """The runs as text, placeholders counted on from `at`; the last number used."""
    parts = []
    for run in runs:
        if isinstance(run, FigureRun):
            at += 1
            parts.append(f"⟦{at}⟧")
        else:
            parts.append(run.text)
    return "".join(parts), at


def _read(text: str, figures: Sequence[FigureRun]) -> tuple[Run, ...]:
    """The text as runs; only the placeholders of these figures are known."""
    runs: list[Run] = []
    at = 0
    line = _one_line(text)
    for found in _PLACE.finditer(line):
        runs += _plain(line[at : found.start()])
        number = int(found[1])
        if not 1 <= number <= len(figures):
            raise RequestError("studio.no_such_figure", found=found[0], known=len(figures) or "0")
        runs.append(figures[number - 1])
        at = found.end()
    return (*runs, *_plain(line[at:]))


def _plain(text: str) -> list[Run]:
    if stray := _STRAY.search(text):
        raise RequestError("studio.stray_sign", found=stray[0])
    runs: list[Run] = []
    at = 0
    for found in _GAP.finditer(text):
        if text[at : found.start()]:
            runs.append(TextRun(text=text[at : found.start()]))
        runs.append(TextRun(text=found[0], is_gap=True))
        at = found.end()
    if text[at:]:
        runs.append(TextRun(text=text[at:]))
    return runs


def _one_line(text: str) -> str:
    """A paragraph is one line: what was pasted with breaks is joined."""
    return "".join(part.strip() for part in text.splitlines())


def _with_figures(block: Block, passports: Mapping[str, Passport]) -> Block:
    match block:
        case Heading():
            return block
        case Paragraph():
            return replace(
                block, lead=_swapped(block.lead, passports), runs=_swapped(block.runs, passports)
            )
        case Table():
            return replace(block, rows=tuple(_swapped(row, passports) for row in block.rows))
        case Picture():
            table = block.table
            swapped = None if table is None else _with_figures(table, passports)
            assert swapped is None or isinstance(swapped, Table)
            return replace(block, sentence=_swapped(block.sentence, passports), table=swapped)


def _swapped(runs: Sequence[Run], passports: Mapping[str, Passport]) -> tuple[Run, ...]:
    return tuple(
        FigureRun(passport=passports[run.passport.code])
        if isinstance(run, FigureRun) and run.passport.code in passports
        else run
        for run in runs
    )
