"""Growth that does not follow from its two counts, above all the ratio printed as growth.

Reads "本期A件，同比增加B件，上升P%", "由C件增至A件，增长P%" and "A件，去年同期C件，增长P%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tuobo.engines.reports.draft.arithmetic import Fit, fit, percent_text
from tuobo.engines.reports.draft.definitions import DraftRule
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft
from tuobo.engines.reports.draft.quantities import Change, Quantity, quantities_of

_FROM = re.compile(r"(?:由|从)[^，。；由从]{0,12}$")
_TO = re.compile(r"(?:至|到|为)\s*$")
_BETWEEN = 40


@dataclass(frozen=True, kw_only=True)
class Growth:
    """A printed growth with the count now and the count before."""

    printed: Quantity
    now: Decimal
    base: Decimal

    @property
    def percent(self) -> Decimal:
        return abs(self.now - self.base) / self.base * 100

    @property
    def ratio(self) -> Decimal:
        return self.now / self.base * 100


def growth(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["growth"]
    for paragraph in draft.body:
        for sentence in paragraph.sentences:
            for one in _growths(rule, sentence.text):
                fits = _fits(one, one.percent)
                if fits is Fit.EXACT:
                    continue
                correction = percent_text(one.percent, one.printed.places)
                start, end = sentence.start + one.printed.start, sentence.start + one.printed.end
                yield finding(
                    rule,
                    paragraph,
                    Span(start=start, end=end),
                    Found(
                        case="ratio" if _fits(one, one.ratio) is not Fit.FAR else "",
                        correction=correction,
                        fields={
                            "now": f"{one.now:,}",
                            "base": f"{one.base:,}",
                            "found": f"{one.printed.value}%",
                            "expected": correction,
                        },
                    ),
                )


def _fits(one: Growth, true: Decimal) -> Fit:
    return fit(one.printed.value, one.printed.places, true, Decimal("0.05"))


def _growths(rule: DraftRule, text: str) -> Iterator[Growth]:
    quantities = quantities_of(text)
    if "分别" in text:
        return
    for at, printed in enumerate(quantities):
        if not printed.is_percent or printed.change is Change.NONE or printed.is_rough:
            continue
        counts = [
            one for one in quantities[:at]
            if one.is_count and not one.is_rough and printed.start - one.end <= _BETWEEN
        ]  # fmt: skip
        after = [one for one in quantities[at + 1 : at + 2] if one.is_count and not one.is_rough]
        pair = _from_to(text, counts) or _with_change(counts, after) or _with_base(
            rule, text, counts)  # fmt: skip
        if pair is not None and pair[1] > 0 and pair[0] != pair[1]:
            yield Growth(printed=printed, now=pair[0], base=pair[1])


def _from_to(text: str, counts: Sequence[Quantity]) -> tuple[Decimal, Decimal] | None:
    """由C件增至A件."""
    if len(counts) < 2:
        return None
    base, now = counts[-2:]
    is_from_to = _FROM.search(text[: base.start]) and _TO.search(text[: now.start])
    return (now.value, base.value) if is_from_to and now.unit == base.unit else None


def _with_change(
    counts: Sequence[Quantity], after: Sequence[Quantity]
) -> tuple[Decimal, Decimal] | None:
    """A件，同比增加B件 — the change may stand before or after the percentage."""
    changes = [one for one in (*counts[-1:], *after) if one.change is not Change.NONE]
    nows = [one for one in counts if one.change is Change.NONE]
    if len(changes) != 1 or not nows or nows[-1].unit != changes[0].unit:
        return None
    now, change = nows[-1].value, changes[0]
    base = now - change.value if change.change is Change.UP else now + change.value
    return now, base


def _with_base(
    rule: DraftRule, text: str, counts: Sequence[Quantity]
) -> tuple[Decimal, Decimal] | None:
    """A件，去年同期C件."""
    nows = [one for one in counts if one.change is Change.NONE]
    if len(nows) < 2 or nows[-1].unit != nows[-2].unit:
        return None
    words = rule.any_of("base")
    clause = re.split(r"[，。；：、（）]", text[: nows[-1].start])[-1]
    return (nows[-2].value, nows[-1].value) if words.search(clause) else None
