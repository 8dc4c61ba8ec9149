"""Reads figures back out of a Word file that people have edited: what is printed now, and the
passport that it was printed with. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tuobo.core.errors import DataError
from tuobo.engines.reports.word.archive import MAIN, parts_of
from tuobo.engines.reports.word.carried import passports_in
from tuobo.engines.reports.word.marks import code_of
from tuobo.engines.reports.word.markup import Node, parsed, qualified, walk

# Deleted text is no longer printed; a fallback repeats what stands beside it.
_NOT_PRINTED = frozenset(qualified(name) for name in ("w:del", "w:moveFrom", "mc:Fallback"))
_TEXT = {qualified("w:tab"): "\t", qualified("w:br"): "\n", qualified("w:noBreakHyphen"): "-"}


class StoredFigure(NamedTuple):
    """A place of a figure; `text` is None if the bookmark is gone, `passport` empty if that is."""

    code: str
    text: str | None
    passport: str


def read_passports(path: Path) -> list[StoredFigure]:
    """Every place of every figure in the order of the text, then those whose place is gone.

    Raises DataError for what is no Word file, is encrypted, carries macros or is damaged.
    """
    parts = parts_of(path, _can_hold)
    try:
        stored = passports_in({name: data for name, data in parts.items() if name != MAIN})
        printed = list(_printed(parsed(parts[MAIN])))
    except ValueError as error:
        raise DataError("layout.docx_damaged", file=path.name, problem=error) from error
    figures = [StoredFigure(code, text, stored.get(code, "")) for code, text in printed]
    placed = {code for code, _ in printed}
    lost = [StoredFigure(code, None, json) for code, json in stored.items() if code not in placed]
    return [*figures, *lost]


def _can_hold(name: str) -> bool:
    is_item = name.startswith("customXml/item") and "Props" not in name
    return name in {MAIN, "word/settings.xml"} or (is_item and name.endswith(".xml"))


def _printed(root: Node) -> Iterator[tuple[str, str]]:
    """Code and text of each bookmark of a figure, in the order of their beginnings."""
    texts: dict[str, list[str]] = {}
    codes: dict[str, str] = {}
    still_open: set[str] = set()
    for one in walk(root, but=_NOT_PRINTED):
        if one.tag == qualified("w:bookmarkStart"):
            identity, code = (
                one.get(qualified("w:id"), ""),
                code_of(one.get(qualified("w:name"), "")),
            )
            if code:
                codes[identity], texts[identity] = code, []
                still_open.add(identity)
        elif one.tag == qualified("w:bookmarkEnd"):
            still_open.discard(one.get(qualified("w:id"), ""))
        elif still_open:
            printed = one.text or "" if one.tag == qualified("w:t") else _TEXT.get(one.tag, "")
            for identity in still_open:
                texts[identity].append(printed)
    for identity, code in codes.items():
        yield code, "".join(texts[identity])
