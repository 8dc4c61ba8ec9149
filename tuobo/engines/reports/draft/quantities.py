"""Numbers with their units in a sentence, and what is said of them: level or change.

A count or amount is a level ("新收1,234件") or a change ("同比增加56件"); a percentage is a level
("结案率90.94%") or a change ("上升3.86%"). Years, dates, articles and ordinals are not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from tuobo.engines.reports.draft.chinese_numbers import NUMERALS, number_of

PERCENT, POINTS = "%", "个百分点"
_UNIT = (
    "个百分点|百分点|%|‰|件次|人次|场次|万元|亿元|元"
    "|件|起|名|人|次|场|篇|份|户|家|个|项|天|日|封|条"
)
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z第〔（])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"\s*(?P<about>余|多)?(?P<scale>[万亿](?!元))?(?P<more>余|多)?(?P<unit>{_UNIT})"
)
_SPELLED = re.compile(rf"百分之(?P<spelled>[{NUMERALS}]+)")
_UP = "增加|增长|上升|提升|提高|升高|增至|上涨|攀升|多了?"
_DOWN = "下降|减少|降低|回落|下滑|缩短|降至|少了?"
_CHANGE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?:增幅|升幅|涨幅)(?P<rise>)|(?:降幅|跌幅)(?P<fall>))"
    r"(?:率)?(?:了|为|达到?|约|近|超过?|逾)?\s*$"
)
_TO_LEVEL = re.compile(r"(?:至|到|为)\s*$")
_ROUGH = re.compile(
    r"(?:约|近|超过?|逾|不足|不低于|不超过|不少于|至少|力争|目标)\s*(?:为|达到?)?\s*$"
)


class Change(StrEnum):
    """Whether the quantity is a change, and which way."""

    NONE = "none"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number with its unit; `places` are its printed decimals, `is_rough` says 约 or 余.

    `step` is the worth of the last printed digit: 1 for 12件, 100 for 1.23万件.
    """

    value: Decimal
    places: int
    unit: str
    start: int
    end: int
    change: Change = Change.NONE
    is_rough: bool = False
    step: Decimal = Decimal(1)

    @property
    def is_scaled(self) -> bool:
        """Given in 万 or 亿, so that the last digits are not known."""
        return self.is_count and self.step > 1

    @property
    def is_percent(self) -> bool:
        return self.unit == PERCENT

    @property
    def is_points(self) -> bool:
        return self.unit == POINTS

    @property
    def is_count(self) -> bool:
        return self.unit not in {PERCENT, POINTS, "‰"}


@lru_cache(maxsize=4096)
def quantities_of(text: str) -> Sequence[Quantity]:
    """The quantities of a sentence in order.

    >>> [(str(q.value), q.unit, q.change.value) for q in quantities_of("新收1,234件，同比上升5.6%")]
    [('1234', '件', 'none'), ('5.6', '%', 'up')]
    """
    found = [_quantity(match, text) for match in _NUMBER.finditer(text)]
    for match in _SPELLED.finditer(text):
        value = number_of(match["spelled"])
        if value is not None:
            found.append(_made(text, match, (Decimal(value), 0, Decimal(1)), PERCENT))
    return tuple(sorted(found, key=lambda one: one.start))


def levels(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Counts and amounts that are no change and not rough: what can be reckoned with."""
    return [
        q
        for q in quantities
        if q.is_count and q.change is Change.NONE and not (q.is_rough or q.is_scaled)
    ]


def _quantity(match: re.Match[str], text: str) -> Quantity:
    digits = match["digits"].replace(",", "")
    scale = {"万": 10_000, "亿": 100_000_000}.get(match["scale"] or "", 1)
    places = len(digits.partition(".")[2])
    unit = POINTS if "百分点" in match["unit"] else match["unit"]
    step = Decimal(scale).scaleb(-places)
    return _made(text, match, (Decimal(digits) * scale, places, step), unit)


def _made(
    text: str, match: re.Match[str], number: tuple[Decimal, int, Decimal], unit: str
) -> Quantity:
    before = text[max(0, match.start() - 10) : match.start()]
    change = Change.NONE
    if (said := _CHANGE.search(before)) and not _TO_LEVEL.search(before):
        is_up = said["up"] is not None or said["rise"] is not None
        change = Change.UP if is_up else Change.DOWN
    groups = match.groupdict()
    is_rough = bool(groups.get("about") or groups.get("more") or _ROUGH.search(before))
    return Quantity(
        value=number[0],
        places=number[1],
        step=number[2],
        unit=unit,
        start=match.start(),
        end=match.end(),
        change=change,
        is_rough=is_rough,
    )
