"""Text of an .html page: what a reader sees, one line a block; scripts and styles are left out."""

from __future__ import annotations

import re

from lxml import etree, html

_HIDDEN = ("script", "style", "head", "noscript", "template")
_BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "td", "th", "section"})
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_GB = frozenset({b"gb2312", b"gbk", b"gb18030"})


def html_text(data: bytes, guessed: str) -> str:
    """The visible text. `guessed` is the page decoded by its bytes; a declared GB set wins."""
    declared = _DECLARED.search(data[:2048])
    source = guessed
    if declared and declared.group(1).lower() in _GB:
        source = data.decode("gb18030", errors="replace")
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    if not source.strip():
        return ""
    try:
        root = html.document_fromstring(source)
    except (etree.ParserError, ValueError):
        return ""
    for element in list(root.iter(*_HIDDEN)):
        element.drop_tree()
    for element in root.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
    return str(root.text_content())
