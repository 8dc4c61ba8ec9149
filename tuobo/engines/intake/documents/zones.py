"""Cuts a judgment into the parts that are read: header, opening, operative part, signature.

The opening is the court's own account of the proceedings, before the parties are heard; what other
courts, the police or the parties say of dates stands after it and is not read for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tuobo.engines.intake.documents.dates import mentions
from tuobo.engines.intake.documents.phrases import Phrases

_HEADER = 400
_OPENING_MOST = 20_000
_OPENING_BLIND = 3_000
_OFFICE_BEFORE = 60
_CLERK_AFTER = 14
_SENTENCE_END = re.compile(r"[。,;:!?、]")
_RUNS_ON = (",", "、", "前", "后", "起", "至", "的", "在", "以")


@dataclass(frozen=True)
class Signature:
    """The dated end of a document; `day` is None where it has no readable date."""

    day: date | None
    start: int
    end: int


@dataclass(frozen=True)
class Zones:
    """One document's compact text and where its parts are."""

    text: str
    kind: str
    title_end: int
    opening_end: int
    disposition: tuple[int, int]
    signature: Signature | None

    @property
    def operative(self) -> str:
        start, end = self.disposition
        return self.text[start:end]


def zones_of(text: str, phrases: Phrases) -> Zones:
    signature = _signature(text, phrases)
    body_end = signature.start if signature else len(text)
    title = phrases["document_kind"].first(text, 0, _HEADER)
    opening_end = _opening_end(text, phrases)
    return Zones(
        text=text,
        kind=title.value if title else "",
        title_end=title.end if title else 0,
        opening_end=opening_end,
        disposition=_disposition(text, phrases, min(opening_end, body_end), body_end),
        signature=signature,
    )


def _opening_end(text: str, phrases: Phrases) -> int:
    ends = phrases["opening_end"].first(text, 0, _OPENING_MOST)
    after_parties = text.find("一案", 0, _OPENING_MOST)
    narrative = phrases["narrative_start"].first(text, max(after_parties, 0), _OPENING_MOST)
    if ends and (narrative is None or ends.start < narrative.start + _OPENING_BLIND):
        return ends.end
    return narrative.start if narrative else min(len(text), _OPENING_BLIND)


def _disposition(text: str, phrases: Phrases, start: int, end: int) -> tuple[int, int]:
    """From the last 判决如下 before the signature to the words on costs and appeal."""
    opened = phrases["disposition_start"].hits(text, start, end)
    if not opened:
        return (end, end)
    begin = opened[-1].end
    closed = phrases["disposition_end"].first(text, begin, end)
    return (begin, closed.start if closed else end)


def _signature(text: str, phrases: Phrases) -> Signature | None:
    """The last date that follows a judge's name, best with the clerk behind it.

    Laws quoted in an appendix have dates too, but no judge before them and no clerk behind.
    """
    offices = phrases["signature_office"]
    best: tuple[int, Signature] | None = None
    for one in mentions(text):
        if one.day is None:
            continue
        before = _SENTENCE_END.split(text[max(0, one.start - _OFFICE_BEFORE) : one.start])[-1]
        after = text[one.end : one.end + _CLERK_AFTER]
        score = 2 * bool(offices.hits(before)) + (
            2 if any(hit.value == "after" for hit in offices.hits(after)) else 0
        )
        if score >= 2 and after[:1] not in _RUNS_ON and (best is None or score >= best[0]):
            best = (score, Signature(one.day, one.start, one.end))
    return best[1] if best else None
