"""Finds the structure of a draft: levels of headings, list of contents, titles, annexes, the year.

Works from the official numbering 一、（一）1.（1） and, where a heading is numbered by the word
processor, from its style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tuobo.engines.reports.draft.chinese_numbers import NUMERALS, number_of
from tuobo.engines.reports.draft.paragraphs import (
    Draft,
    DraftParagraph,
    Part,
    RawParagraph,
    Report,
)
from tuobo.engines.reports.draft.plain import plain

_LEVELS = (
    re.compile(rf"\s*([{NUMERALS}]{{1,3}})、"),
    re.compile(rf"\s*（([{NUMERALS}]{{1,3}})）"),
    re.compile(r"\s*(\d{1,2})[.、](?!\d)"),
    re.compile(r"\s*（(\d{1,2})）"),
)
TITLE_MOST = 60
_TITLE = re.compile(r"(?:汇报|报告|通报|简报|总结|纪要|材料|综述)(?:（[^）]{1,20}）)?$")
_NO_TITLE = re.compile(r"^\s*(?:附件|抄送|主送|关于印发)|[。；：，！？]$")
_COLLECTION = re.compile(r"汇编")
_CONTENTS = re.compile(r"^\s*目\s*[录次]\s*$")
_ENTRY = re.compile(r"(?:\d|…|\.{3,}|·{3,})\s*$")
_ANNEX = re.compile(r"^\s*附\s*件\s*\d{0,2}\s*[：]?\s*$|^\s*数据来源表\s*$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|-\d)")


def draft_of(name: str, raw: Iterable[RawParagraph]) -> Draft:
    """The draft with its paragraphs numbered and put where they belong."""
    numbered = _parts([one for one in raw if one.text.strip()])
    front = tuple(one for one in numbered if one.part is Part.FRONT)
    contents = tuple(one for one in numbered if one.part is Part.CONTENTS)
    rest = [one for one in numbered if one.part not in {Part.FRONT, Part.CONTENTS}]
    return Draft(
        name=name,
        front=front,
        contents=contents,
        reports=_reports(rest),
        year=_year(numbered),
    )


def is_title(text: str) -> bool:
    """Whether a short paragraph reads as the title of a report."""
    return (
        len(text.strip()) <= TITLE_MOST
        and bool(_TITLE.search(text.strip()))
        and not _NO_TITLE.search(text.strip())
        and not _COLLECTION.search(text)
        and _heading(text) == (0, 0)
    )


def _parts(raw: Sequence[RawParagraph]) -> list[DraftParagraph]:
    has_title = any(one.is_title or is_title(plain(one.text)) for one in raw)
    part = Part.FRONT if has_title else Part.BODY
    found = []
    for number, one in enumerate(raw, start=1):
        text = plain(one.text)
        part = _next_part(part, one, text)
        found.append(_paragraph(number, one, Part.ROW if one.cells else part))
        if part is Part.TITLE:
            part = Part.BODY
    return found


def _next_part(part: Part, raw: RawParagraph, text: str) -> Part:
    if _CONTENTS.search(text) or (part is Part.CONTENTS and _ENTRY.search(text)):
        return Part.CONTENTS
    if raw.cells:
        return part
    if raw.is_title or is_title(text):
        return Part.TITLE
    if part is Part.CONTENTS:
        return Part.BODY
    if part is Part.BODY and _ANNEX.search(text):
        return Part.ANNEX
    return part


def _paragraph(number: int, raw: RawParagraph, part: Part) -> DraftParagraph:
    text = plain(raw.text)
    level, serial = (0, 0) if part in {Part.TITLE, Part.CONTENTS} else _heading(text)
    level = level or (raw.level if part is Part.BODY else 0)
    topic = text.split("。", maxsplit=1)[0] if level else ""
    return DraftParagraph(
        number=number,
        text=raw.text,
        part=part,
        level=level,
        serial=serial,
        topic=topic,
        cells=raw.cells,
    )


def _heading(text: str) -> tuple[int, int]:
    """Level and number of a numbered heading, (0, 0) for other text."""
    for level, numbering in enumerate(_LEVELS, start=1):
        if found := numbering.match(text):
            return level, number_of(found[1]) or 0
    return 0, 0


def _reports(paragraphs: Sequence[DraftParagraph]) -> tuple[Report, ...]:
    groups: list[list[DraftParagraph]] = []
    for one in paragraphs:
        # A title broken over two lines stays one report.
        is_new = one.part is Part.TITLE and not (groups and groups[-1][-1].part is Part.TITLE)
        if is_new or not groups:
            groups.append([])
        groups[-1].append(one)
    return tuple(
        Report(
            title=group[0] if group[0].part is Part.TITLE else None,
            paragraphs=tuple(group),
        )
        for group in groups
    )


def _year(paragraphs: Sequence[DraftParagraph]) -> int | None:
    """The latest year that front, title or last lines name; else the latest of the text."""
    edges = [one for one in paragraphs if one.part in {Part.FRONT, Part.TITLE}]
    body = [one for one in paragraphs if one.part is Part.BODY]
    for group in (edges + body[-3:], body):
        years = [int(year) for one in group for year in _YEAR.findall(one.plain)]
        if years:
            return max(years)
    return None
