"""The four rules on series small enough to see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.analysis.series import RULES, SEVEN, months
from tuobo.core.content import Content
from tuobo.engines.analysis import Side, Signal, default_rules, signals, xmr


def test_a_point_on_the_limit_is_inside() -> None:
    assert signals.outside([1.0, 2.0, 3.0, 3.1], low=1.0, high=3.0) == {3}


def test_seven_on_one_side_are_a_shift_and_six_are_not() -> None:
    assert signals.shift([1, -1, *[1] * 6, -1], 0, 7) == set()
    assert signals.shift([1, -1, *[1] * 7, -1], 0, 7) == set(range(2, 9))


def test_a_point_on_the_mean_breaks_a_run() -> None:
    assert signals.shift([1, 1, 1, 1, 0, 1, 1, 1, 1], 0, 7) == set()


def test_seven_rising_points_are_a_trend_and_six_are_not() -> None:
    assert signals.trend([1, 2, 3, 4, 5, 6], 7) == {}
    assert signals.trend([9, 1, 2, 3, 4, 5, 6, 7, 0], 7) == dict.fromkeys(range(1, 8), 1)


def test_equal_neighbours_break_a_trend() -> None:
    assert signals.trend([1, 2, 3, 4, 4, 5, 6, 7], 7) == {}


def test_a_turning_point_goes_with_the_run_that_ends_there() -> None:
    """Rising 1..4 and falling 4..1 with runs of four points: the 4 belongs to the rise."""
    slopes = signals.trend([1, 2, 3, 4, 3, 2, 1], 4)

    assert slopes == {0: 1, 1: 1, 2: 1, 3: 1, 4: -1, 5: -1, 6: -1}


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ([2.5, 1.0, 2.5], {0, 2}),  # two near, the third on the same side
        ([2.5, -1.0, 2.5], set()),  # the third on the other side
        ([2.5, 0.5, 0.5, 2.5], set()),  # four apart
        ([2.5, 3.5, 0.5], set()),  # beyond the limit is not near: it has its own rule
        ([-2.5, -2.5, -0.1], {0, 1}),  # the same below
        ([3.0, 2.1, 1.0], {0, 1}),  # on the limit is near
    ],
)
def test_two_of_three_near_a_limit_on_one_side(values: list[float], marked: set[int]) -> None:
    found = signals.two_of_three(values, centre=0.0, near=(-2.0, 2.0), limits=(-3.0, 3.0))

    assert found == marked


def test_a_gap_neither_adds_to_a_run_nor_breaks_it() -> None:
    """Six low months, then seven high ones with a gap among them: the seven are a shift."""
    values = [0, 1, 0, 1, 0, 1, 5, 6, 5, None, 6, 5, 6, 5]

    dots = xmr(months(values), SEVEN).dots

    assert [at for at, dot in enumerate(dots) if Signal.SHIFT in dot.signals] == [
        6, 7, 8, 10, 11, 12, 13,
    ]  # fmt: skip
    assert dots[9].value is None
    assert dots[9].signals == ()


def test_a_trend_alone_points_the_way_it_goes_not_where_it_lies() -> None:
    """Six rising months far below the mean: no shift by the rule of eight, and it is a rise."""
    values = months([20, 30, 22, 28, 20, 30, 1, 2, 3, 4, 5, 6])

    latest = xmr(values, RULES["health_care_data_guide"]).latest

    assert latest is not None
    assert latest.signals == (Signal.TREND,)
    assert latest.side is Side.HIGH


def test_beside_a_shift_the_side_of_the_mean_decides() -> None:
    """Seven falling months, all above the mean of the whole: high, although falling."""
    latest = xmr(months([0, 30, 2, 28, 1, 29, 3, 24, 23, 22, 21, 20, 19, 18]), SEVEN).latest

    assert latest is not None
    assert latest.signals == (Signal.SHIFT, Signal.TREND)
    assert latest.side is Side.HIGH


def test_the_other_rule_set_asks_for_eight_and_six() -> None:
    """Seven on one side: a signal by seven points, none by eight."""
    values = months([0, 1, 0, 1, 0, 1, 0, 1, 5, 6, 5, 6, 5, 6, 5])

    seven = xmr(values, SEVEN).latest
    eight = xmr(values, RULES["health_care_data_guide"]).latest

    assert seven is not None
    assert Signal.SHIFT in seven.signals
    assert eight is not None
    assert Signal.SHIFT not in eight.signals


def test_one_rule_set_is_the_default_and_each_rule_names_its_source() -> None:
    rules = default_rules(Content())

    assert rules.key == "plot_the_dots@1"
    assert all(rule.source.text for one in RULES.values() for rule in one.rules)


def test_a_long_run_at_the_end_is_hinted_at_and_changes_no_limit() -> None:
    """12 low, then 12 high: the mean stays 5.5 over all, and a person is asked."""
    chart = xmr(months([0, 1] * 6 + [10, 11] * 6), SEVEN)

    assert chart.rebase_hint == 12
    assert chart.last is not None
    assert chart.last.limits is not None
    assert chart.last.limits.mean == 5.5
    assert len(chart.segments) == 1


@given(st.lists(st.floats(-1e3, 1e3), min_size=12, max_size=40))
def test_turning_a_series_upside_down_turns_its_sides(values: list[float]) -> None:
    """The rules know no better side: −x has the signals of x, high for low."""
    chart = xmr(months(values), SEVEN)
    mirrored = xmr(months([-one for one in values]), SEVEN)

    turned = {Side.HIGH: Side.LOW, Side.LOW: Side.HIGH, Side.CENTRE: Side.CENTRE}
    assert [dot.signals for dot in chart.dots] == [dot.signals for dot in mirrored.dots]
    assert [turned[dot.side] for dot in chart.dots] == [dot.side for dot in mirrored.dots]
