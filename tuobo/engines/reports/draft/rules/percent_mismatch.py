"""Percentages that do not follow from the counts beside them.

Strict where the text says which counts belong to the rate (its own words in content, 占, or a
rate named like one of the counts); elsewhere only a near miss is told, because a rate with a
denominator of its own may rightly stand beside foreign counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tuobo.engines.reports.draft.arithmetic import Fit, fit, percent_text
from tuobo.engines.reports.draft.definitions import DraftRule, RateWord
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft
from tuobo.engines.reports.draft.quantities import Change, Quantity, levels, quantities_of
from tuobo.engines.reports.draft.severity import Severity

_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,14}(?:率|比|占比|比例))(?:均|已)?(?:为|达到?|是)?\s*$"
)
_SHARE = re.compile(r"占[^，。；]{0,16}$")
_FRACTION = re.compile(r"（(?P<rest>1\s*[−-]\s*)?(?P<top>\d[\d,]*)/(?P<bottom>\d[\d,]*)）")
_CLAUSE = re.compile(r"[，。；：、（）]")


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A numerator and a denominator that may have made a percentage."""

    top: Quantity
    bottom: Quantity
    is_complement: bool = False

    @property
    def percent(self) -> Decimal:
        share = self.top.value / self.bottom.value
        return (1 - share if self.is_complement else share) * 100


def percent_mismatch(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["percent_mismatch"]
    for paragraph in draft.body:
        for sentence in paragraph.sentences:
            for printed, pair, is_sure in _mismatches(rule, sentence.text):
                only_cut = _fit(printed, pair, Decimal(0)) is Fit.CUT
                doubtful = Severity.HINT if only_cut else Severity.WARNING
                correction = percent_text(pair.percent, printed.places)
                yield finding(
                    rule,
                    paragraph,
                    Span(start=sentence.start + printed.start, end=sentence.start + printed.end),
                    Found(
                        case="cut" if only_cut else "",
                        severity=None if is_sure and not only_cut else doubtful,
                        correction=correction,
                        fields={
                            "top": f"{pair.top.value:,}",
                            "bottom": f"{pair.bottom.value:,}",
                            "found": f"{printed.value}%",
                            "expected": correction,
                        },
                    ),
                )


def _mismatches(rule: DraftRule, text: str) -> Iterator[tuple[Quantity, Pair, bool]]:
    quantities = quantities_of(text)
    for printed in quantities:
        pair = _fraction_after(text, printed) if printed.is_percent else None
        if pair is not None and _fit(printed, pair, Decimal(0)) is not Fit.EXACT:
            yield printed, pair, True
    counts = [one for one in levels(quantities) if one.value > 0]
    if not _can_be_paired(text, counts):
        return
    near = Decimal(str(rule.numbers["near_points"]))
    for printed in quantities:
        if not printed.is_percent or printed.change is not Change.NONE or printed.is_rough:
            continue
        pairs = _pairs(counts)
        if any(_fit(printed, pair, near) is Fit.EXACT for pair in pairs):
            continue
        named = _named_pair(rule, text, printed, counts)
        if named is not None:
            yield printed, named, True
        elif close := [pair for pair in pairs if _fit(printed, pair, near) is not Fit.FAR]:
            yield printed, min(close, key=lambda one: abs(one.percent - printed.value)), False


def _fraction_after(text: str, printed: Quantity) -> Pair | None:
    """90.94%（311/342）: numerator and denominator stand right behind the percentage."""
    found = _FRACTION.match(text, printed.end)
    if found is None:
        return None
    top, bottom = (Decimal(found[side].replace(",", "")) for side in ("top", "bottom"))
    if not bottom:
        return None
    return Pair(
        top=replace(printed, value=top),
        bottom=replace(printed, value=bottom),
        is_complement=found["rest"] is not None,
    )


def _can_be_paired(text: str, counts: Sequence[Quantity]) -> bool:
    return 2 <= len(counts) <= 12 and "分别" not in text


def _named_pair(
    rule: DraftRule, text: str, printed: Quantity, counts: Sequence[Quantity]
) -> Pair | None:
    before = text[: printed.start]
    said = _NAME.search(before)
    if said is None:
        earlier = [one for one in counts if one.end <= printed.start]
        if _SHARE.search(before) and len(earlier) == len(counts) == 2:
            small, large = sorted(earlier, key=lambda one: one.value)
            return Pair(top=small, bottom=large) if small.unit == large.unit else None
        return None
    for word in rule.rates:
        if said["name"].endswith(word.name):
            return _by_words(word, text, counts)
    return _by_likeness(said["name"], text, counts)


def _by_words(word: RateWord, text: str, counts: Sequence[Quantity]) -> Pair | None:
    tops = [one for one in counts if _speaks_of(text, one, word.numerator)]
    bottoms = [one for one in counts if _speaks_of(text, one, word.denominator)]
    if len(tops) != 1 or len(bottoms) != 1 or tops[0].unit != bottoms[0].unit:
        return None
    if tops[0].start == bottoms[0].start:
        return None
    return Pair(top=tops[0], bottom=bottoms[0], is_complement=word.is_complement)


def _by_likeness(name: str, text: str, counts: Sequence[Quantity]) -> Pair | None:
    """'按期审核率' beside '按期审核12,684件' and one other count: these are the two."""
    core = re.sub(r"(?:率|占比|比例|比)$", "", name)[-2:]
    if len(counts) != 2 or counts[0].unit != counts[1].unit or len(core) < 2:
        return None
    tops = [one for one in counts if core in _clause(text, one)]
    small, large = sorted(counts, key=lambda one: one.value)
    return Pair(top=small, bottom=large) if tops == [small] else None


def _speaks_of(text: str, quantity: Quantity, words: Sequence[str]) -> bool:
    clause = _clause(text, quantity)
    return any(word in clause for word in words)


def _clause(text: str, quantity: Quantity) -> str:
    """The words between the punctuation before the number and the number."""
    starts = [found.end() for found in _CLAUSE.finditer(text, 0, quantity.start)]
    return text[starts[-1] if starts else 0 : quantity.start]


def _pairs(counts: Sequence[Quantity]) -> list[Pair]:
    """Every two counts of one unit, the smaller over the larger, plain and as complement."""
    return [
        Pair(top=top, bottom=bottom, is_complement=is_complement)
        for top in counts
        for bottom in counts
        if top is not bottom and top.unit == bottom.unit
        for is_complement in (False, True)
        if not is_complement or top.value <= bottom.value
    ]


def _fit(printed: Quantity, pair: Pair, near: Decimal) -> Fit:
    return fit(printed.value, printed.places, pair.percent, near)
