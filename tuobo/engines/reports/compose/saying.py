"""Figures as a report says them: a value, two counts, or a comparison with its unit.

A comparison of rates is in percentage points (个百分点), of counts and money in per cent, of
durations in days. Growth is growth, never the ratio: 52,956 after 29,838 is 上升77.48%.
"""

from __future__ import annotations

from decimal import Decimal

from tuobo.core.measure import Measure, Rate, half_up
from tuobo.engines.reports.document import Form
from tuobo.engines.reports.numbers import Figure, fraction_of, text_of

_SAME, _NEARLY_SAME = "持平", "基本持平"


def said_value(figure: Figure, form: Form) -> str:
    """The text of a value, a fraction or one of its counts; empty where there is no such side."""
    if form is Form.VALUE:
        return text_of(figure).value
    top, bottom = fraction_of(figure.measure)
    if form is Form.FRACTION:
        if not isinstance(figure.measure, Rate):
            return ""
        shown = text_of(figure)
        return shown.fraction or shown.value
    count = top if form is Form.NUMERATOR else bottom
    if count is None:
        return ""
    if figure.counts_fen:
        whole = text_of(Figure(measure=figure.measure, unit="ratio", counts_fen=True)).fraction
        return whole.split("/")[0 if form is Form.NUMERATOR else 1].removeprefix("1 − ")
    return f"{count:,}"


def said_change(now: Decimal, base: Decimal, unit: str) -> str:
    """A comparison; `base` must not be zero where the change is a growth.

    >>> said_change(Decimal("0.9222"), Decimal("0.9082"), "share")
    '上升1.40个百分点'
    >>> said_change(Decimal(52956), Decimal(29838), "cases")
    '上升77.48%'
    >>> said_change(Decimal("46.9"), Decimal("65"), "days")
    '减少18.1天'
    """
    if now == base:
        return _SAME
    if unit == "days":
        return _signed(half_up(now - base, 1), "增加", "减少", "天")
    if unit == "share":
        return _signed(half_up((now - base) * 100, 2), "上升", "下降", "个百分点")
    return _signed(half_up((now - base) / base * 100, 2), "上升", "下降", "%")


def is_growth(unit: str) -> bool:
    """Whether a comparison divides by the base."""
    return unit not in {"share", "days"}


def counts_below(measure: Measure) -> int | None:
    """The denominator or n on which a figure rests; None for plain counts and sums."""
    return fraction_of(measure)[1]


def _signed(change: Decimal, up: str, down: str, unit: str) -> str:
    if change == 0:  # less than what the last place shows
        return _NEARLY_SAME
    return f"{up if change > 0 else down}{abs(change):,}{unit}"
