"""A rate keeps its counts and rounds as published statistics do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tuobo.core.measure import Mean, Rate, half_up


def test_a_rate_without_denominator_has_no_share() -> None:
    assert Rate(numerator=0, denominator=0).percent() is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        (2, 93, "2.15"),  # 0.021505…
        (140, 152, "92.11"),  # 0.921052…, printed 92.12 by the court
        (548, 613, "89.40"),  # 0.893964…, printed 89.39 by the court
    ],
)
def test_published_counts_give_the_half_up_percentage(
    numerator: int, denominator: int, percent: str
) -> None:
    assert Rate(numerator=numerator, denominator=denominator).percent() == Decimal(percent)


def test_a_complement_is_one_minus_the_share() -> None:
    """4 appeals on 93 closed cases: 1 − 4/93 = 95.698…, half-up 95.70."""
    assert Rate(numerator=4, denominator=93, complement=True).percent() == Decimal("95.70")


def test_half_is_rounded_up_and_not_to_even() -> None:
    assert half_up(Decimal("0.125"), 2) == Decimal("0.13")
    assert half_up(2.675, 2) == Decimal("2.68")


def test_a_mean_of_nothing_has_no_value() -> None:
    assert Mean(total=0, count=0).value is None
    assert Mean(total=90, count=4).value == Decimal("22.5")
