"""A Word file as a package: parts, their types, their relations, in an order that never changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Part:
    """One part. `kind` is its relation from `source` (empty: from the package itself)."""

    name: str
    data: bytes
    content_type: str
    kind: str
    source: str = "word/document.xml"
    relation: str = ""


def word_part(name: str, data: bytes, kind: str, *, relation: str = "") -> Part:
    """A part of the main document whose content type is named like its relation."""
    return Part(f"word/{name}.xml", data, f"{_WORD}.{kind}+xml", kind, relation=relation)


def main_part(data: bytes) -> Part:
    return Part(
        "word/document.xml", data, f"{_WORD}.document.main+xml", "officeDocument", source=""
    )


def package_bytes(parts: Sequence[Part]) -> bytes:
    """The zip archive; the same parts always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "[Content_Types].xml", _content_types(parts))
        for source in dict.fromkeys(part.source for part in parts):
            members = [part for part in parts if part.source == source]
            _add(archive, _relations_name(source), _relations(source, members))
        for part in parts:
            _add(archive, part.name, part.data)
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def _content_types(parts: Sequence[Part]) -> bytes:
    known = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
    }
    lines = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in known.items()]
    lines += [
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        for part in parts
        if not part.name.endswith(".png")
    ]
    return f'{_DECLARATION}<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'.encode()


def _relations_name(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else "_rels/.rels"


def _relations(source: str, parts: Sequence[Part]) -> bytes:
    folder = source.rpartition("/")[0]
    lines = []
    for number, part in enumerate(parts, start=1):
        kind = part.kind if "://" in part.kind else f"{_OFFICE}/{part.kind}"
        target = part.name.removeprefix(f"{folder}/") if folder else part.name
        if folder and target == part.name:
            target = f"../{part.name}"
        lines.append(
            f"<Relationship Id={quoteattr(part.relation or f'rId{number}')} "
            f"Type={quoteattr(kind)} Target={quoteattr(target)}/>"
        )
    inside = "".join(lines)
    return f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'.encode()


def core_properties(title: str, creator: str, subject: str) -> Part:
    """Title, creator and subject, without a time: the same document gives the same file."""
    data = (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(creator)}</dc:creator></cp:coreProperties>"
    )
    return Part(
        "docProps/core.xml",
        data.encode(),
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        source="",
    )


def custom_properties(values: dict[str, str]) -> Part:
    """Custom document properties, as texts; Word numbers them from 2."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/"
    lines = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
        f"name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    data = (
        f'{_DECLARATION}<Properties xmlns="{kinds}custom-properties" '
        f'xmlns:vt="{kinds}docPropsVTypes">{lines}</Properties>'
    )
    return Part(
        "docProps/custom.xml",
        data.encode(),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "custom-properties",
        source="",
    )
