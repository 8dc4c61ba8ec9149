"""WordprocessingML elements: made briefly, written exactly, read safely..

Names are written as in the standard, `w:p`; an attribute of `node` without prefix is one of w.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

Node: TypeAlias = Any

_PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_FOREIGN = {"mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}
# What XML 1.0 cannot hold; a case system's export may contain it.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def qualified(name: str) -> str:
    """`w:p` → the name with its namespace."""
    prefix, _, local = name.rpartition(":")
    return f"{{{(_PREFIXES | _FOREIGN)[prefix]}}}{local}"


def node(name: str, /, *children: Node | None, **attributes: object) -> Node:
    """An element of w; children that are None are left out, as are attributes that are None."""
    return element(f"w:{name}", {f"w:{key}": value for key, value in attributes.items()}, *children)


def element(name: str, attributes: dict[str, object], *children: Node | None) -> Node:
    """An element of any namespace; attributes without prefix have no namespace."""
    made = etree.Element(qualified(name), nsmap=_PREFIXES)
    for key, value in attributes.items():
        if value is not None:
            made.set(qualified(key) if ":" in key else key, legal(str(value)))
    made.extend(child for child in children if child is not None)
    return made


def text_node(name: str, text: str) -> Node:
    """An element with text, spaces kept."""
    made = etree.Element(qualified(name), nsmap=_PREFIXES)
    made.text = legal(text)
    made.set(_SPACE, "preserve")
    return made


def legal(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def xml_bytes(root: Node) -> bytes:
    """The element as a part of a package."""
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def parsed(data: bytes) -> Node:
    """A part read without following entities or addresses; raises ValueError if it is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def walk(root: Node, *, but: frozenset[str]) -> Iterator[Node]:
    """All elements in reading order, without those of the given names and what is in them."""
    for child in root:
        if isinstance(child.tag, str) and child.tag not in but:
            yield child
            yield from walk(child, but=but)
