"""The passports inside a Word file: a custom XML part, and document variables as its double.

Word, WPS and LibreOffice keep different things when they save a file; either of the two is enough
to read every passport back. Neither is seen by whoever reads or edits the text.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from tuobo.engines.reports.document import Document, Passport
from tuobo.engines.reports.passports import passport_json
from tuobo.engines.reports.word.markup import Node, legal, node, parsed
from tuobo.engines.reports.word.package import Part

NAMESPACE = "urn:tuobo:figures:1"
_VARIABLE = "tuobo."
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def carried_parts(document: Document, passports: Iterable[Passport]) -> list[Part]:
    """The custom XML part with one element a figure, and the part that names it."""
    figures = "".join(
        f"<figure code={quoteattr(one.code)}>{escape(legal(passport_json(one)))}</figure>"
        for one in passports
    )
    data = (
        f"{_DECLARATION}<figures xmlns={quoteattr(NAMESPACE)} "
        f"document={quoteattr(legal(document.id))} "
        f"data_version={quoteattr(legal(document.data_version))}>{figures}</figures>"
    )
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}/{document.id}")).upper()
    about = (
        f'{_DECLARATION}<ds:datastoreItem ds:itemID="{{{identity}}}" xmlns:ds="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    return [
        Part("customXml/item1.xml", data.encode(), "application/xml", "customXml"),
        Part(
            "customXml/itemProps1.xml",
            about.encode(),
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            "customXmlProps",
            source="customXml/item1.xml",
        ),
    ]


def variables(passports: Iterable[Passport]) -> Node:
    """w:docVars with one variable a figure."""
    return node(
        "docVars",
        *(
            node("docVar", name=f"{_VARIABLE}{one.code}", val=passport_json(one))
            for one in passports
        ),
    )


def passports_in(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Code → JSON from whichever carrier the file still has."""
    found: dict[str, str] = {}
    for name in sorted(parts):
        if name == "word/settings.xml":
            continue
        root = parsed(parts[name])
        if root.tag == f"{{{NAMESPACE}}}figures":
            found |= {one.get("code", ""): one.text or "" for one in root}
    if "word/settings.xml" in parts:
        for code, value in _variables_in(parts["word/settings.xml"]):
            found.setdefault(code, value)
    return found


def _variables_in(settings: bytes) -> Iterable[tuple[str, str]]:
    for one in parsed(settings).iter():
        if not (isinstance(one.tag, str) and one.tag.endswith("}docVar")):
            continue
        space = one.tag[: one.tag.index("}") + 1]
        name = one.get(f"{space}name", "")
        if name.startswith(_VARIABLE):
            yield name.removeprefix(_VARIABLE), one.get(f"{space}val", "")
