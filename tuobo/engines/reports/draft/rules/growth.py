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
_AGAINST = (
    r"(?:同比|环比|(?:较|比|与)?(?:去年|上年|上月|上季度|前一年|20\d\d年)?(?:同期)?(?:相比)?)"
)
_MOVED = r"(?:净)?(?:增加|减少|增长|上升|下降|降低|多|少)了?"
_CHANGED = re.compile(rf"[，、（]?{_AGAINST}{_MOVED}")
# Between the counts and the percentage no other subject may come in.
_OTHER = re.compile(r"[\u4e00-\u9fff](?<!增长)(?<!下降)率|占比|比重|；|用时|天数|金额|案款")


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
        counts = [one for one in quantities[:at] if _can_be_beside(one, printed)]
        if not counts or _OTHER.search(text, counts[-1].end, printed.start):
            continue
        pair = (
            _from_to(text, counts)
            or _with_base(rule, text, counts)
            or _with_change(rule, text, counts)
            or _with_change(rule, text, [*counts[-1:], *quantities[at + 1 : at + 2]], printed.end)
        )
        if pair is not None and pair[1] > 0 and pair[0] != pair[1]:
            yield Growth(printed=printed, now=pair[0], base=pair[1])


def _can_be_beside(count: Quantity, printed: Quantity) -> bool:
    is_exact = count.is_count and not (count.is_rough or count.is_scaled)
    return is_exact and printed.start - count.end <= _BETWEEN


def _from_to(text: str, counts: Sequence[Quantity]) -> tuple[Decimal, Decimal] | None:
    """由C件增至A件."""
    if len(counts) < 2:
        return None
    base, now = counts[-2:]
    is_from_to = _FROM.search(text[: base.start]) and _TO.search(text[: now.start])
    return (now.value, base.value) if is_from_to and now.unit == base.unit else None


def _with_change(
    rule: DraftRule, text: str, counts: Sequence[Quantity], after: int | None = None
) -> tuple[Decimal, Decimal] | None:
    """A件，同比增加B件, 比去年同期的C件增加B件; `after`: the change stands behind it."""
    if len(counts) < 2:
        return None
    now, change = counts[-2:]
    if now.change is not Change.NONE or change.change is Change.NONE or now.unit != change.unit:
        return None
    if not _CHANGED.fullmatch(text[now.end if after is None else after : change.start]):
        return None
    moved = change.value if change.change is Change.UP else -change.value
    if rule.any_of("base").search(text, max(0, now.start - 8), now.start):
        return now.value + moved, now.value
    return now.value, now.value - moved


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
