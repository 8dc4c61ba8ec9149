"""Reads figures back out of a Word file that people have edited: what is printed now, and the
passport that it was printed with. Nothing is judged here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tuobo.core.errors import DataError, RequestError
from tuobo.engines.reports.word.carried import passports_in
from tuobo.engines.reports.word.marks import code_of
from tuobo.engines.reports.word.markup import Node, parsed, qualified, walk

_LARGEST = 100 * 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "word/document.xml"
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
    parts = _parts(path)
    try:
        stored = passports_in({name: data for name, data in parts.items() if name != _MAIN})
        printed = list(_printed(parsed(parts[_MAIN])))
    except ValueError as error:
        raise DataError("layout.docx_damaged", file=path.name, problem=error) from error
    figures = [StoredFigure(code, text, stored.get(code, "")) for code, text in printed]
    placed = {code for code, _ in printed}
    lost = [StoredFigure(code, None, json) for code, json in stored.items() if code not in placed]
    return [*figures, *lost]


def _parts(path: Path) -> dict[str, bytes]:
    """The parts that can hold figures."""
    if not path.is_file():
        raise RequestError("layout.no_file", file=path.name)
    if (size := path.stat().st_size) > _LARGEST:
        raise DataError("layout.docx_too_large", file=path.name, size=size, most=_LARGEST)
    with path.open("rb") as file:
        if file.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
            raise DataError("layout.docx_encrypted", file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path.name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise DataError("layout.docx_damaged", file=path.name, problem=error) from error


def _read(archive: zipfile.ZipFile, file: str) -> dict[str, bytes]:
    entries = {entry.filename: entry.file_size for entry in archive.infolist()}
    if any(name.endswith("vbaProject.bin") for name in entries):
        raise DataError("layout.docx_macros", file=file)
    if _MAIN not in entries:
        raise DataError("layout.docx_damaged", file=file, problem=_MAIN)
    wanted = [name for name in entries if _can_hold(name)]
    size = sum(entries[name] for name in wanted)
    if size > _MOST_BYTES:
        raise DataError("layout.docx_too_large", file=file, size=size, most=_MOST_BYTES)
    return {name: archive.read(name) for name in wanted}


def _can_hold(name: str) -> bool:
    is_item = name.startswith("customXml/item") and "Props" not in name
    return name in {_MAIN, "word/settings.xml"} or (is_item and name.endswith(".xml"))


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
