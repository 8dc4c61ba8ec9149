"""How a printed percentage relates to one that is recomputed from counts."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from tuobo.core.measure import half_up


class Fit(StrEnum):
    """EXACT rounds half up to what is printed, CUT is only cut off, NEAR and FAR are wrong."""

    EXACT = "exact"
    CUT = "cut"
    NEAR = "near"
    FAR = "far"


def fit(printed: Decimal, places: int, true: Decimal, near: Decimal) -> Fit:
    """How the printed number fits the true one.

    >>> fit(Decimal("85.32"), 2, Decimal(93) / Decimal(109) * 100, Decimal("0.5")).value
    'exact'
    >>> fit(Decimal("92.12"), 2, Decimal(140) / Decimal(152) * 100, Decimal("0.5")).value
    'near'
    """
    if half_up(true, places) == printed:
        return Fit.EXACT
    if true.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN) == printed:
        return Fit.CUT
    return Fit.NEAR if abs(true - printed) <= near else Fit.FAR


def percent_text(value: Decimal, places: int = 2) -> str:
    """A percentage as it should be printed."""
    return f"{half_up(value, places)}%"
