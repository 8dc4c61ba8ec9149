"""Comparisons across a day on which a series breaks (2025-01-01: file first, then mediate).

A comparison crosses a break if the period that the text speaks of begins on or after the break and
the one compared with before it: 同比 in the first twelve months after the break does. Where the
text names no year, it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuobo.engines.reports.draft.definitions import BreakWords, DraftRule
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.known import SeriesBreak
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph
from tuobo.engines.reports.draft.sentences import Sentence
from tuobo.engines.reports.draft.severity import Severity

_YEAR = re.compile(r"(20\d\d)年")
_BASE = re.compile(r"(?:较|比|与|同)(20\d\d)年")


def break_comparison(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["break_comparison"]
    by_id = {one.id: one for one in rule.breaks}
    known = [(one, by_id[one.id]) for one in context.breaks if one.id in by_id]
    for paragraph in draft.body:
        year = draft.year
        for sentence in paragraph.sentences:
            named = [int(found) for found in _YEAR.findall(sentence.text)]
            year = max(named, default=year) if named else year
            yield from _crossings(rule, paragraph, sentence, (year, known))


def _crossings(
    rule: DraftRule,
    paragraph: DraftParagraph,
    sentence: Sentence,
    known: tuple[int | None, list[tuple[SeriesBreak, BreakWords]]],
) -> Iterator[Finding]:
    year, breaks = known
    compares = rule.any_of("compares")
    if not compares.search(sentence.text):
        return
    for series, words in breaks:
        if not _crosses(sentence.text, year, series):
            continue
        found = _compared(sentence.text, "|".join(words.subjects), compares.pattern)
        if found is None or _is_noted(rule, paragraph, series):
            continue
        start = sentence.start + found.start()
        yield finding(
            rule,
            paragraph,
            Span(start=start, end=sentence.start + found.end()),
            Found(
                case=series.effect if year is not None else "unknown_year",
                severity=None if year is not None else Severity.WARNING,
                fields={"break_name": series.name, "day": series.on, "year": year or ""},
            ),
        )
        return


def _crosses(text: str, year: int | None, series: SeriesBreak) -> bool:
    """Whether a comparison made in that year reaches back behind the break."""
    if year is None:
        return True
    if named := _BASE.search(text):
        return int(named[1]) < series.on.year <= year
    return year == series.on.year


def _compared(text: str, subjects: str, compares: str) -> re.Match[str] | None:
    """The subject with the comparison that follows it, in the same part of the sentence."""
    return re.search(rf"(?:{subjects})[^。；]{{0,40}}?(?:{compares})[^，。；]{{0,16}}", text)


def _is_noted(rule: DraftRule, paragraph: DraftParagraph, series: SeriesBreak) -> bool:
    """The note that a break asks for stands in the paragraph; 'refuse' needs 不可比 itself."""
    lists = ("notes",) if series.effect == "note" else ("refusals",)
    return bool(rule.any_of(*lists).search(paragraph.plain))
