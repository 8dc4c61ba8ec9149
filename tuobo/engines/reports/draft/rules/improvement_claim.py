"""Claims of improvement: unsupported, against the figures' direction, or within the noise.

A claim in the part on next steps, or after 努力, 力争 and the like, is an aim and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuobo.engines.reports.draft.definitions import DraftRule, RateWord
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.known import Reading
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph, Report
from tuobo.engines.reports.draft.quantities import Change, quantities_of
from tuobo.engines.reports.draft.sentences import Sentence

_NOT_PROVEN = {
    Reading.COMMON_CAUSE: "noise",
    Reading.NOT_ENOUGH_DATA: "too_few",
    Reading.NEUTRAL_SIGNAL: "noise",
    Reading.CONCERNING: "against",
}


def improvement_claim(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["improvement_claim"]
    for report in draft.reports:
        aims = _aims(rule, report)
        for paragraph in report.body:
            for sentence in paragraph.sentences:
                yield from _wrong_way(rule, paragraph, sentence)
                if paragraph.number not in aims:
                    yield from _claims(context, rule, paragraph, sentence)


def _aims(rule: DraftRule, report: Report) -> set[int]:
    """Numbers of the paragraphs that speak of what is still to come."""
    future = rule.any_of("future_sections")
    return {
        one.number
        for section in report.sections
        if future.search(section.heading.topic)
        for one in (section.heading, *section.paragraphs)
    }


def _claims(
    context: DraftContext, rule: DraftRule, paragraph: DraftParagraph, sentence: Sentence
) -> Iterator[Finding]:
    words = rule.any_of("claims", "needs_test")
    aiming = rule.any_of("aims")
    for match in words.finditer(sentence.text):
        clause_start = max(sentence.text.rfind(sign, 0, match.start()) for sign in "，；：。") + 1
        if aiming.search(sentence.text[clause_start : match.start()]):
            continue
        case = _fault(context, rule, (paragraph, sentence), match)
        if case:
            yield finding(
                rule,
                paragraph,
                Span(start=sentence.start + match.start(), end=sentence.start + match.end()),
                Found(case=case[0], fields={"claim": match.group(), "figure": case[1]}),
            )


def _fault(
    context: DraftContext,
    rule: DraftRule,
    place: tuple[DraftParagraph, Sentence],
    match: re.Match[str],
) -> tuple[str, str] | None:
    """What is wrong with a claim, with the name of the figure that says so; None if nothing is."""
    paragraph, sentence = place
    named = [one for one in context.figures if one.name and one.name in sentence.text]
    for figure in named:
        if figure.reading in _NOT_PROVEN:
            return _NOT_PROVEN[figure.reading], figure.name
    if any(figure.reading is Reading.IMPROVING for figure in named):
        return None
    if rule.any_of("needs_test").fullmatch(match.group()):
        return None if rule.any_of("tests").search(paragraph.plain) else ("untested", "")
    return None if _has_figures(paragraph, sentence) else ("unsupported", "")


def _has_figures(paragraph: DraftParagraph, sentence: Sentence) -> bool:
    """Figures stand in the sentence itself or in the next, for which it may be the headline."""
    following = [one for one in paragraph.sentences if one.start == sentence.end]
    return any(quantities_of(one.text) for one in (sentence, *following))


def _wrong_way(rule: DraftRule, paragraph: DraftParagraph, sentence: Sentence) -> Iterator[Finding]:
    """A rate that is better low, praised for being high or for rising — and the reverse."""
    text = sentence.text
    if not rule.any_of("praise", "claims").search(text) or rule.any_of("faults").search(text):
        return
    words = {one.name: one for one in rule.rates}
    names = "|".join(sorted(words, key=len, reverse=True))
    for match in re.finditer(rf"({names})[^，。；]{{0,24}}", text):
        word = words[match[1]]
        wrong_side = rule.any_of("above" if word.better == "lower" else "below")
        if wrong_side.search(match.group()) or _moved_against(word, text, match.start()):
            yield finding(
                rule,
                paragraph,
                Span(start=sentence.start + match.start(), end=sentence.start + match.end()),
                Found(case=f"direction_{word.better}", fields={"rate": word.name}),
            )


def _moved_against(word: RateWord, text: str, start: int) -> bool:
    """Whether the next number after the rate is a change the wrong way."""
    following = [one for one in quantities_of(text) if start < one.start < start + 30]
    change = next((one.change for one in following if one.change is not Change.NONE), None)
    if change is None or re.search("[；。]", text[start : following[0].start]):
        return False
    return (change is Change.UP) == (word.better == "lower")
