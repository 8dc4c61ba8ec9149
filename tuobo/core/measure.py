"""Measures that never travel alone: a rate keeps its counts, a mean its sum, a median its n.

Formatting to text happens at the rim (operations' page writers, later web and reports).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias


def half_up(value: Decimal | float | int, places: int) -> Decimal:  # noqa: PYI041
    """Round half up, as published court statistics do.

    >>> half_up(Decimal("89.395"), 2)
    Decimal('89.40')
    """
    step = Decimal(1).scaleb(-places)
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number of cases, events or rows."""

    value: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """Money in fen (1/100 yuan), so that sums are exact."""

    fen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A share or ratio with its two counts; `share` is None where the denominator is zero.

    `complement` marks 1 − numerator/denominator (the acceptance rate of first-instance judgments).
    """

    numerator: int
    denominator: int
    complement: bool = False

    @property
    def share(self) -> Decimal | None:
        if self.denominator == 0:
            return None
        share = Decimal(self.numerator) / Decimal(self.denominator)
        return 1 - share if self.complement else share

    def percent(self, places: int = 2) -> Decimal | None:
        """The rate in per cent, half-up.

        >>> Rate(numerator=2, denominator=93).percent()
        Decimal('2.15')
        """
        share = self.share
        return None if share is None else half_up(share * 100, places)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mean:
    """A mean with its sum and its n; the unit is the definition's (days, fen, persons)."""

    total: int
    count: int

    @property
    def value(self) -> Decimal | None:
        return None if self.count == 0 else Decimal(self.total) / Decimal(self.count)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantile:
    """An exact quantile of whole days with its n; `q` is 0.5 for the median."""

    q: Decimal
    value: Decimal | None
    count: int


Measure: TypeAlias = Count | Amount | Rate | Mean | Quantile
