"""Where the change of a rate sits: in the rates of its parts or in their mix."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.errors import RequestError
from tuobo.core.measure import Rate
from tuobo.engines.analysis import decompose


def rate(numerator: int, denominator: int) -> Rate:
    return Rate(numerator=numerator, denominator=denominator)


def test_a_change_of_rates_alone_is_all_rate() -> None:
    """Civil 50/100 → 60/100, criminal 90/100 → 90/100: the whole rises from 70 % to 75 %."""
    before = {"civil": rate(50, 100), "criminal": rate(90, 100)}
    after = {"civil": rate(60, 100), "criminal": rate(90, 100)}

    found = decompose(before, after)

    assert found.change == Fraction(1, 20)
    assert found.mix == 0
    assert [one.rate for one in found.parts] == [Fraction(1, 20), 0]


def test_a_change_of_weights_alone_is_all_mix() -> None:
    """Each keeps its rate (50 %, 90 %), but civil cases grow from a half to three quarters:
    70 % → 60 %.
    """
    before = {"civil": rate(50, 100), "criminal": rate(90, 100)}
    after = {"civil": rate(150, 300), "criminal": rate(90, 100)}

    found = decompose(before, after)

    assert found.change == Fraction(-1, 10)
    assert found.rate == 0
    assert found.mix == Fraction(-1, 10)


def test_more_cases_alone_are_volume() -> None:
    """10/20 → 20/40: ten more above the line, all because there are twice as many below it."""
    found = decompose({"civil": rate(10, 20)}, {"civil": rate(20, 40)})

    assert found.change == 0
    assert found.volume == 10


def test_a_group_that_is_new_contributes_mix_only() -> None:
    found = decompose({"civil": rate(5, 10)}, {"civil": rate(5, 10), "tribunal": rate(9, 10)})

    tribunal = found.parts[1]
    assert tribunal.rate == 0
    assert found.change == Fraction(14, 20) - Fraction(1, 2) == found.mix


def test_nothing_below_the_line_cannot_be_decomposed() -> None:
    with pytest.raises(RequestError) as refused:
        decompose({"civil": rate(0, 0)}, {"civil": rate(1, 2)})

    assert refused.value.code == "analysis.nothing_to_decompose"


RATES = st.integers(1, 200).flatmap(
    lambda below: st.integers(0, below).map(lambda above: rate(above, below))
)
GROUPS = st.dictionaries(st.sampled_from("abcdef"), RATES, min_size=1)


@given(before=GROUPS, after=GROUPS)
def test_the_parts_add_up_to_the_change_exactly(
    before: dict[str, Rate], after: dict[str, Rate]
) -> None:
    found = decompose(before, after)

    assert found.rate + found.mix == found.change
    whole = Fraction(found.before.numerator, found.before.denominator)
    more = found.after.numerator - found.before.numerator
    average = (found.before.denominator + found.after.denominator) * Fraction(1, 2)
    assert found.volume + average * found.change == more
    assert whole + found.change == Fraction(found.after.numerator, found.after.denominator)
