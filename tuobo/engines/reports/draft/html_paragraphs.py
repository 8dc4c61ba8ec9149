"""Paragraphs of an .html page: what a reader sees, block by block, without scripts and styles."""

from __future__ import annotations

import re

from lxml import etree, html

from tuobo.engines.reports.draft.paragraphs import RawParagraph

_HIDDEN = ("script", "style", "head", "noscript", "template", "svg", "nav", "button", "dialog")
_NOT_SHOWN = ".//*[@hidden or @popover or @role='tooltip' or @aria-hidden='true']"
_BLOCKS = frozenset({"p", "div", "li", "section", "article", "blockquote", "figcaption", "caption"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_GB = frozenset({b"gb2312", b"gbk", b"gb18030"})


def html_paragraphs(data: bytes, guessed: str) -> list[RawParagraph]:
    """The visible paragraphs. `guessed` is the page decoded; a declared GB set wins."""
    declared = _DECLARED.search(data[:2048])
    source = guessed
    if declared and declared.group(1).lower() in _GB:
        source = data.decode("gb18030", errors="replace")
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    if not source.strip():
        return []
    try:
        root = html.document_fromstring(source)
    except (etree.ParserError, ValueError):
        return []
    for element in (*root.iter(*_HIDDEN), *root.xpath(_NOT_SHOWN)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.iter("br"):
        element.tail = "\n" + (element.tail or "")
    found: list[RawParagraph] = []
    _gather(root, found)
    return found


def _gather(element: etree._Element, found: list[RawParagraph]) -> None:
    """Adds the paragraphs of an element; loose text between blocks is a paragraph, too."""
    loose = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "tr":
            _flush(loose, found)
            cells = tuple(_words(cell) for cell in child if cell.tag in {"td", "th"})
            found.append(RawParagraph(text="\t".join(cells), cells=cells))
        elif tag in _HEADINGS:
            _flush(loose, found)
            level = _HEADINGS[tag]
            found.append(
                RawParagraph(text=_words(child), level=max(level - 1, 0), is_title=level == 1)
            )
        elif tag in _BLOCKS or child.find(".//p") is not None or child.find(".//tr") is not None:
            _flush(loose, found)
            _gather(child, found)
        elif tag:
            loose.append(str(child.text_content()))
        loose.append(child.tail or "")
    _flush(loose, found)


def _flush(loose: list[str], found: list[RawParagraph]) -> None:
    lines = "".join(loose).split("\n")
    found.extend(RawParagraph(text=line.strip()) for line in lines if line.strip())
    loose.clear()


def _words(element: etree._Element) -> str:
    return " ".join(str(element.text_content()).split())
