"""Why a rate changed between two periods: by its parts' rates, or by the mix of its parts.

Kitagawa's components with averaged weights: E. M. Kitagawa, "Components of a difference between
two rates", JASA 50 (1955), 1168–1194. The parts add up to the change exactly, which is why all is
reckoned in fractions. It says where a change sits, never whose fault it is, and orders nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tuobo.core.errors import RequestError
from tuobo.core.measure import Rate

_HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class PartOfChange:
    """What one group contributes to the change of the whole rate, as shares (0–1).

    rate    its own rate rose or fell, at its average weight
    mix     its weight rose or fell, against the average rate of the whole
    """

    group: str
    before: Rate
    after: Rate
    rate: Fraction
    mix: Fraction

    @property
    def together(self) -> Fraction:
        return self.rate + self.mix


@dataclass(frozen=True, kw_only=True)
class Decomposition:
    """The change of a rate, and of the count above its line.

    change   after − before; `rate` and `mix` add up to it
    volume   how much of the change of the numerator comes from more or fewer cases below the line
    """

    before: Rate
    after: Rate
    parts: tuple[PartOfChange, ...]
    volume: Fraction

    @property
    def change(self) -> Fraction:
        return _share(self.after) - _share(self.before)

    @property
    def rate(self) -> Fraction:
        return sum((one.rate for one in self.parts), Fraction())

    @property
    def mix(self) -> Fraction:
        return sum((one.mix for one in self.parts), Fraction())


def decompose(before: Mapping[str, Rate], after: Mapping[str, Rate]) -> Decomposition:
    """The components of the change between the rates of the same groups in two periods.

    Groups stand in the order of `after`, then of `before`; a group that one period lacks has no
    rate there, so all that it contributes is mix. Raises RequestError where a period has nothing
    below the line.
    """
    whole = [_sum(one) for one in (before, after)]
    if not all(one.denominator for one in whole):
        raise RequestError("analysis.nothing_to_decompose")
    average = (_share(whole[0]) + _share(whole[1])) * _HALF
    groups = dict.fromkeys((*after, *before))
    nothing = Rate(numerator=0, denominator=0)
    parts = tuple(
        _part(name, (before.get(name, nothing), after.get(name, nothing)), whole, average)
        for name in groups
    )
    more = whole[1].denominator - whole[0].denominator
    return Decomposition(before=whole[0], after=whole[1], parts=parts, volume=more * average)


def _part(
    group: str, sides: tuple[Rate, Rate], whole: list[Rate], average: Fraction
) -> PartOfChange:
    weights = [
        Fraction(side.denominator, of.denominator) for side, of in zip(sides, whole, strict=True)
    ]
    rates = [_share(side) if side.denominator else None for side in sides]
    first = rates[0] if rates[0] is not None else rates[1]
    last = rates[1] if rates[1] is not None else rates[0]
    assert first is not None
    assert last is not None
    return PartOfChange(
        group=group,
        before=sides[0],
        after=sides[1],
        rate=(last - first) * (weights[0] + weights[1]) * _HALF,
        mix=(weights[1] - weights[0]) * ((first + last) * _HALF - average),
    )


def _sum(rates: Mapping[str, Rate]) -> Rate:
    return Rate(
        numerator=sum(one.numerator for one in rates.values()),
        denominator=sum(one.denominator for one in rates.values()),
    )


def _share(rate: Rate) -> Fraction:
    return Fraction(rate.numerator, rate.denominator)
