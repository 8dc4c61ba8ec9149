"""Per cent against percentage points: rates change by points, counts by per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tuobo.engines.reports.draft.definitions import DraftRule
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph
from tuobo.engines.reports.draft.quantities import Change, Quantity, quantities_of
from tuobo.engines.reports.draft.sentences import Sentence
from tuobo.engines.reports.draft.severity import Severity

_CLAUSE = re.compile(r"[，；。：（）]")
_NUMBERS = re.compile(r"\d[\d,.]*\s*(?:%|个百分点|万?[件起人名天元个次])?")
_HANZI = re.compile(r"[\u4e00-\u9fff]")


def percent_points(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["percent_points"]
    for paragraph in draft.body:
        for sentence in paragraph.sentences:
            quantities = quantities_of(sentence.text)
            for at, quantity in enumerate(quantities):
                yield from _judged(rule, paragraph, sentence, quantities[: at + 1])
                if quantity.is_points:
                    yield from _wrong_difference(rule, paragraph, sentence, quantities[: at + 1])


def _judged(
    rule: DraftRule,
    paragraph: DraftParagraph,
    sentence: Sentence,
    so_far: Sequence[Quantity],
) -> Iterator[Finding]:
    printed = so_far[-1]
    if not (printed.is_percent or printed.is_points) or printed.change is Change.NONE:
        return
    about_rate = _speaks_of_a_rate(rule, sentence.text[: printed.start], so_far[:-1])
    if about_rate is None or about_rate == printed.is_points:
        return
    reckoned = _difference(so_far[:-1])
    proven = printed.is_percent and reckoned is not None and reckoned[0] == printed.value
    start = sentence.start + printed.start
    yield finding(
        rule,
        paragraph,
        Span(start=start, end=sentence.start + printed.end),
        Found(
            case="rate" if printed.is_percent else "count",
            severity=Severity.ERROR if proven else None,
            correction=f"{printed.value}个百分点" if printed.is_percent else "",
            fields={"found": sentence.text[printed.start : printed.end]},
        ),
    )


def _speaks_of_a_rate(rule: DraftRule, before: str, counted: Sequence[Quantity]) -> bool | None:
    """Whether the nearest subject is a rate (True) or a count (False); None if it is neither.

    Clauses are walked back from the percentage until one names a subject of its own.
    """
    signs = [-1, *(one.start() for one in _CLAUSE.finditer(before)), len(before)]
    for start, end in reversed(list(pairwise(signs))):
        clause = before[start + 1 : end]
        said = _NUMBERS.sub("", rule.any_of("connectors").sub("", clause))
        if len(_HANZI.findall(said)) < 2:
            continue
        if rule.any_of("growth_rates").search(said):
            return None
        if rule.any_of("rates").search(said):
            return True
        has_count = any(start < one.start < end and one.is_count for one in counted)
        return False if has_count or rule.any_of("counts").search(said) else None
    return None


def _difference(before: Sequence[Quantity]) -> tuple[object, ...] | None:
    """The difference of the two levels in per cent that stand just before."""
    two = [one for one in before if one.is_percent and one.change is Change.NONE][-2:]
    return (abs(two[1].value - two[0].value),) if len(two) == 2 else None


def _wrong_difference(
    rule: DraftRule,
    paragraph: DraftParagraph,
    sentence: Sentence,
    so_far: Sequence[Quantity],
) -> Iterator[Finding]:
    """由70%上升至80%，上升12个百分点: the difference is reckoned again."""
    printed = so_far[-1]
    two = [one for one in so_far[:-1] if one.is_percent and one.change is Change.NONE][-2:]
    if len(two) < 2 or printed.is_rough:
        return
    between = sentence.text[: two[0].start]
    if not re.search(r"(?:由|从|基线|基期|上年|去年|同期|上期)[^，。；由从]{0,14}$", between):
        return
    true = abs(two[1].value - two[0].value)
    if true == printed.value or round(true, printed.places) == printed.value:
        return
    yield finding(
        rule,
        paragraph,
        Span(start=sentence.start + printed.start, end=sentence.start + printed.end),
        Found(
            case="difference",
            severity=Severity.ERROR,
            correction=f"{true}个百分点",
            fields={"low": f"{two[0].value}%", "high": f"{two[1].value}%", "expected": true},
        ),
    )
