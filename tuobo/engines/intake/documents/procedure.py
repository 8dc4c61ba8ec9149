"""Which procedure was applied, by what bench, and how it was changed on the way.

The procedure is what the text names last. Where it names none, the bench tells it at first
instance: a panel sits in the ordinary procedure, and before 2022 a single judge in a civil or
administrative case could sit in the simplified one only (民事诉讼法 2017 art. 39 and 157).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from tuobo.engines.intake.documents.dates import mentions
from tuobo.engines.intake.documents.phrases import Hit, Phrases
from tuobo.engines.intake.documents.readings import Conversion, Course, Found
from tuobo.engines.intake.documents.text import sentence_start

# From this day a single judge may also sit in the ordinary procedure (民事诉讼法 2021 art. 40).
_SINGLE_ORDINARY_FROM = date(2022, 1, 1)
_BY_BENCH = {"panel": "ordinary", "single": "simplified"}
_CONVERSION_GAP = 24
_WORD_BEFORE = 6
_OPENING_STEP = 60
# Between the date and the change these show that the date belongs to something else.
_OTHER_ACTS = ("hearing", "filing", "procedure", "bench")
_TRIAL_DOMAINS = frozenset({"civil", "criminal", "administrative"})


def course_of(
    text: str, zones: tuple[int, int, int], *, domain: str, decided: date | None, phrases: Phrases
) -> Course:
    """`zones`: where the opening, the operative part and the signature end.

    `domain` is empty for cases that are no trials at first instance: their procedure is read only
    where the text names it.
    """
    opening, closing, signature = zones
    named = phrases["procedure"].hits(text, 0, opening)
    bench = phrases["bench"].hits(text, 0, opening)
    if not named:
        named = phrases["procedure_elsewhere"].hits(text, closing, signature)[-1:]
    steps = _steps(named, bench, domain)
    return Course(
        procedure=_procedure(steps, bench, domain, decided) if steps or domain else None,
        panel=_panel(bench),
        conversions=_conversions(text, steps, phrases),
    )


def is_trial(domain: str, instance: str) -> bool:
    """Whether the case is one whose procedure the text may state by the bench alone."""
    return domain in _TRIAL_DOMAINS and instance == "first"


def _steps(named: Sequence[Hit], bench: Sequence[Hit], domain: str) -> list[Hit]:
    """The procedures in the order in which the case went through them.

    A panel that is formed after a simplified start means the ordinary procedure, except in
    criminal cases, where a panel may sit in the simplified one (刑事诉讼法 art. 216).
    """
    steps: list[Hit] = []
    for hit in sorted([*named, *bench], key=lambda one: one.start):
        value = hit.value
        if value == "panel":
            started_simplified = bool(steps) and steps[-1].value in {"simplified", "small_claims"}
            if not started_simplified or domain == "criminal":
                continue
            value = "ordinary"
        elif value == "single":
            continue
        if not steps or steps[-1].value != value:
            steps.append(Hit(value, hit.start, hit.end))
    return steps


def _procedure(
    steps: Sequence[Hit], bench: Sequence[Hit], domain: str, decided: date | None
) -> Found[str] | None:
    if steps:
        return Found(steps[-1].value, steps[-1].start, steps[-1].end)
    if not bench:
        return None
    last = bench[-1]
    if last.value == "single":
        after_reform = decided is None or decided >= _SINGLE_ORDINARY_FROM
        if domain == "criminal" or after_reform:
            return None
    return Found(_BY_BENCH[last.value], last.start, last.end, "derived")


def _panel(bench: Sequence[Hit]) -> Found[bool] | None:
    if not bench:
        return None
    return Found(bench[-1].value == "panel", bench[-1].start, bench[-1].end)


def _conversions(text: str, steps: Sequence[Hit], phrases: Phrases) -> tuple[Conversion, ...]:
    """Changes between steps; a first step may itself be one: 裁定将本案转为普通程序."""
    found = []
    if steps and phrases["conversion"].hits(text, steps[0].start - _WORD_BEFORE, steps[0].start):
        before = Hit("", max(0, steps[0].start - _OPENING_STEP), steps[0].start - _OPENING_STEP)
        found.append(_conversion(text, before, steps[0], phrases))
    found += [_conversion(text, one, next_one, phrases) for one, next_one in pairwise(steps)]
    return tuple(found)


def _conversion(text: str, before: Hit, after: Hit, phrases: Phrases) -> Conversion:
    return Conversion(
        before=before.value,
        after=after.value,
        day=_day_of_change(text, max(0, before.end), after.start, phrases),
        start=after.start,
        end=after.end,
    )


def _day_of_change(text: str, start: int, end: int, phrases: Phrases) -> date | None:
    """The date right before the words of change, if the same sentence gives one."""
    change = phrases["conversion"].hits(text, start, end)
    if not change:
        return None
    at = change[-1].start
    days = [one for one in mentions(text, 0, at) if one.start >= sentence_start(text, at)]
    if not days or at - days[-1].end > _CONVERSION_GAP:
        return None
    other_act = any(phrases[reads].hits(text, days[-1].end, at) for reads in _OTHER_ACTS)
    return None if other_act else days[-1].day
