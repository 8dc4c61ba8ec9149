"""Paragraphs and runs: the smallest pieces of a Word document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tuobo.engines.reports.word.markup import Node, node, text_node

_LINE_BREAK = "\n"


@dataclass(frozen=True, kw_only=True)
class Space:
    """Where a paragraph stands beyond what its style says; lengths in twips."""

    left: int | None = None
    right: int | None = None
    first: int | None = None
    hanging: int | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    align: str | None = None
    with_next: bool = False
    whole: bool = False
    new_page: bool = False


def paragraph(style: str, *children: Node | None, space: Space | None = None) -> Node:
    """A paragraph of a style."""
    return node("p", paragraph_properties(style, space or Space()), *children)


def paragraph_properties(style: str, space: Space, *borders: Node) -> Node:
    """w:pPr with its children in the order that the standard demands."""
    return node(
        "pPr",
        node("pStyle", val=style),
        node("keepNext") if space.with_next else None,
        node("keepLines") if space.whole else None,
        node("pageBreakBefore") if space.new_page else None,
        *borders,
        _spacing(space),
        _indents(space),
        node("jc", val=space.align) if space.align else None,
    )


def run(text: str, style: str = "") -> Node:
    """Text in a character style; line ends and tabs become their elements."""
    made = node("r")
    if style:
        made.append(node("rPr", node("rStyle", val=style)))
    for number, line in enumerate(text.split(_LINE_BREAK)):
        if number:
            made.append(node("br"))
        made.extend(_line(line))
    return made


def field(instruction: str, result: str = "") -> list[Node]:
    """A field with the result that is shown until Word works it out anew."""
    return [
        node("r", node("fldChar", fldCharType="begin")),
        node("r", text_node("w:instrText", f" {instruction} ")),
        node("r", node("fldChar", fldCharType="separate")),
        run(result),
        node("r", node("fldChar", fldCharType="end")),
    ]


def empty_lines(count: int, style: str = "body") -> list[Node]:
    """Blank lines of the grid."""
    return [paragraph(style) for _ in range(count)]


def tab_stops(*stops: tuple[str, int]) -> Node:
    """w:tabs from kind and place in twips."""
    return node("tabs", *(node("tab", val=kind, pos=place) for kind, place in stops))


def _line(line: str) -> Iterable[Node]:
    for number, part in enumerate(line.split("\t")):
        if number:
            yield node("tab")
        if part:
            yield text_node("w:t", part)


def _spacing(space: Space) -> Node | None:
    if space.before is None and space.after is None and space.line is None:
        return None
    rule = None if space.line is None else "exact"
    return node("spacing", before=space.before, after=space.after, line=space.line, lineRule=rule)


def _indents(space: Space) -> Node | None:
    if space.left is space.right is space.first is space.hanging is None:
        return None
    # 0 characters undo an indent in characters that the style gives; twips alone would not.
    first_chars = 0 if space.first is not None or space.hanging is not None else None
    return node(
        "ind",
        left=space.left,
        right=space.right,
        firstLineChars=first_chars,
        firstLine=space.first,
        hanging=space.hanging,
    )
