"""When a case was filed, accepted, received and heard, as the opening states it.

A date counts only where the words of filing follow it without another act between them, and where
this court is the one who acts. A suit brought on a day is a receipt, not a filing, unless the text
says that the court filed on the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tuobo.engines.intake.documents.dates import Mention, mentions
from tuobo.engines.intake.documents.phrases import Hit, Phrases
from tuobo.engines.intake.documents.readings import Dates, Found
from tuobo.engines.intake.documents.text import sentence_start

_GAP = 60
_LABEL_GAP = 3
_HEARING_GAP = 40
_RECEIPT_GAP = 30
_LIST_GAP = 8
# In an objection 立案执行 speaks of the enforcement that is objected to, not of the own case.
_ENFORCEMENT_FILED = "enforcement_filed"


class Candidate(NamedTuple):
    """A date with the word that says what happened on it."""

    kind: str
    day: date
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose dates are read: the year and stage of the own case, and how its court calls itself."""

    year: int | None
    instance: str
    court: str


def dates_of(text: str, end: int, whose: Whose, phrases: Phrases) -> Dates:
    """The dates of the opening, which reaches to `end`."""
    days = [one for one in mentions(text, 0, end) if one.day is not None]
    filing = [*_labelled(text, end, phrases), *_filings(text, end, days, whose, phrases)]
    chosen = _of_this_case(filing, text, end, year=whose.year, phrases=phrases)
    return Dates(
        filed=_first(chosen, "filed"),
        accepted=_first(chosen, "accepted"),
        received=_received(text, days, end, phrases),
        hearings=_hearings(text, days, end, phrases),
    )


def _filings(
    text: str, end: int, days: Sequence[Mention], whose: Whose, phrases: Phrases
) -> Iterable[Candidate]:
    for hit in phrases["filing"].hits(text, 0, end):
        one = _last_before(days, hit.start)
        if one is None or one.day is None or hit.start - one.end > _GAP:
            continue
        sentence = sentence_start(text, hit.start)
        if one.start < sentence or phrases["filing_blocker"].hits(text, one.end, hit.start):
            continue
        kind = hit.value
        if kind == _ENFORCEMENT_FILED:
            if whose.instance != "enforcement":
                continue
            kind = "filed"
        if _is_ours(text, sentence, hit.start, whose.court, phrases):
            yield Candidate(kind, one.day, one.start, hit.end)


def _labelled(text: str, end: int, phrases: Phrases) -> Iterable[Candidate]:
    """本院受理时间：2019年4月4日, as some courts list it."""
    for hit in phrases["filing_label"].hits(text, 0, end):
        after = next(mentions(text, hit.end, hit.end + 16), None)
        if after and after.day and after.start - hit.end < _LABEL_GAP:
            yield Candidate(hit.value, after.day, hit.start, after.end)


def _is_ours(text: str, start: int, end: int, court: str, phrases: Phrases) -> bool:
    """Whether the last body named before the word of filing is this court, or none is named."""
    own = [hit.end for hit in phrases["own_court"].hits(text, start, end)]
    others = [hit.end for hit in phrases["other_organ"].hits(text, start, end)]
    at = text.find("法院", start, end)
    while at >= 0:
        is_own = bool(court) and text.startswith(court, at + 2 - len(court))
        (own if is_own else others).append(at + 2)
        at = text.find("法院", at + 2, end)
    return max(own, default=0) >= max(others, default=0)


def _of_this_case(
    found: Iterable[Candidate], text: str, end: int, *, year: int | None, phrases: Phrases
) -> list[Candidate]:
    """After a remand the case has a new number: filings before it belong to the old one.

    Counterclaims and joined suits are filed later, so that otherwise the first date counts, before
    all one in the year of the number.
    """
    every = sorted(found, key=lambda one: one.start)
    again = phrases["sent_back"].hits(text, 0, end) if every else []
    if again:
        return [one for one in every if one.end > again[-1].start]
    return [one for one in every if one.day.year == year] or every


def _first(found: Sequence[Candidate], kind: str) -> Found[date] | None:
    one = next((one for one in found if one.kind == kind), None)
    return Found(one.day, one.start, one.end) if one else None


def _received(text: str, days: Sequence[Mention], end: int, phrases: Phrases) -> Found[date] | None:
    for hit in phrases["receipt"].hits(text, 0, end):
        one = _last_before(days, hit.start)
        if one and one.day and hit.start - one.end <= _RECEIPT_GAP:
            gap = text[one.end : hit.start]
            if not any(mark in gap for mark in "。;,"):
                return Found(one.day, one.start, hit.end)
    return None


def _hearings(
    text: str, days: Sequence[Mention], end: int, phrases: Phrases
) -> tuple[Found[date], ...]:
    """Days of hearing; several may share one verb: 于6月13日、9月15日两次公开开庭."""
    found: dict[date, Found[date]] = {}
    for hit in phrases["hearing"].hits(text, 0, end):
        for one in _run_before(text, days, hit, phrases):
            if one.day:
                found.setdefault(one.day, Found(one.day, one.start, hit.end))
    return tuple(found[day] for day in sorted(found))


def _run_before(
    text: str, days: Sequence[Mention], hit: Hit, phrases: Phrases
) -> Iterable[Mention]:
    until, most = hit.start, _HEARING_GAP
    for one in reversed([day for day in days if day.end <= hit.start]):
        gap = text[one.end : until]
        if len(gap) > most or "。" in gap or phrases["hearing_blocker"].hits(text, one.end, until):
            return
        yield one
        until, most = one.start, _LIST_GAP


def _last_before(days: Sequence[Mention], at: int) -> Mention | None:
    return next((one for one in reversed(days) if one.end <= at), None)
