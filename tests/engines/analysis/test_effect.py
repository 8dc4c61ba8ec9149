"""The effect test: twelve months before, work begins, months since."""

from __future__ import annotations

from datetime import date

import pytest

from tuobo.core.content import Content
from tuobo.core.period import month_index, month_start
from tuobo.engines.analysis import (
    Band,
    Effect,
    EffectQuestion,
    EffectReading,
    Point,
    default_rules,
    effect_test,
)

RULES = default_rules(Content())
BEFORE = [0.70, 0.72, 0.69, 0.71, 0.70, 0.72, 0.71, 0.69, 0.70, 0.71, 0.72, 0.70]
"""January to December 2024, mean about 0.71; work begins on 10 January 2025."""
BEGAN = date(2025, 1, 10)


def months_to(last: int, values: list[float | None]) -> list[Point]:
    """Values of months in a row; `last` is the index of the last one."""
    first = last - len(values) + 1
    return [Point(on=month_start(first + at), value=value) for at, value in enumerate(values)]


def reading_of(
    since: list[float | None], *, before: list[float] | None = None, **more: object
) -> EffectReading:
    asked = {"began_on": BEGAN, "better": "higher", "months": 2, **more}
    values = [*(BEFORE if before is None else before), 0.71, *since]
    points = months_to(month_index(BEGAN) + len(since), values)
    return effect_test(points, RULES, EffectQuestion(**asked))  # type: ignore[arg-type]


def test_a_jump_that_stays_is_proven() -> None:
    """0.80 and more lie above the upper limit of the months before."""
    found = reading_of([0.80, 0.81, 0.80])

    assert found.effect is Effect.PROVEN
    assert found.holds
    assert (found.months_before, found.months_since) == (12, 3)
    assert found.since == date(2025, 2, 1)
    assert found.inside is None


def test_ordinary_months_prove_nothing() -> None:
    assert reading_of([0.71, 0.70, 0.72]).effect is Effect.NOT_PROVEN


def test_a_fall_of_what_should_rise_is_worse() -> None:
    assert reading_of([0.60, 0.59]).effect is Effect.WORSE


def test_what_should_fall_is_read_the_other_way() -> None:
    assert reading_of([0.60, 0.59], better="lower").effect is Effect.PROVEN


@pytest.mark.parametrize(
    ("since", "inside", "effect"),
    [
        ([0.80, 0.91, 0.92], 2, Effect.PROVEN),
        ([0.91, 0.92, 0.80], 0, Effect.NOT_INSIDE),
        ([0.80, 0.80, 0.92], 1, Effect.NOT_INSIDE),
    ],
)
def test_the_latest_months_must_lie_in_the_interval(
    since: list[float | None], inside: int, effect: Effect
) -> None:
    """The court entered 0.90 to 0.98 and two months."""
    found = reading_of(since, bands=(Band(low=0.90, high=0.98),))

    assert found.inside == inside
    assert found.effect is effect


def test_an_interval_is_asked_as_it_was_at_the_time() -> None:
    """It was entered from April on, so February and March cannot lie in it."""
    bands = (Band(low=0.79, high=0.98, start=date(2025, 4, 1)),)

    assert reading_of([0.80, 0.81, 0.82], bands=bands).inside == 1


def test_too_few_months_say_nothing() -> None:
    assert reading_of([0.80]).effect is Effect.TOO_FEW_SINCE
    assert reading_of([0.80, 0.81], before=BEFORE[:3]).effect is Effect.TOO_FEW_BEFORE


def test_months_without_a_value_do_not_count() -> None:
    assert reading_of([0.80, None]).effect is Effect.TOO_FEW_SINCE


def test_a_break_since_the_beginning_forbids_the_comparison() -> None:
    assert reading_of([0.80, 0.81, 0.82], breaks=(date(2025, 3, 1),)).effect is Effect.BROKEN


def test_a_break_before_it_takes_the_months_before_the_break() -> None:
    found = reading_of([0.80, 0.81], breaks=(date(2024, 10, 1),))

    assert found.months_before == 3
    assert found.effect is Effect.TOO_FEW_BEFORE


def test_a_past_that_never_moved_is_compared_directly() -> None:
    """Constant 0.70 has no limits; two months above it are a change for the better."""
    constant = [0.70] * 12

    assert reading_of([0.75, 0.76], before=constant).effect is Effect.PROVEN
    assert reading_of([0.70, 0.76], before=constant).effect is Effect.NOT_PROVEN
    assert reading_of([0.65, 0.60], before=constant).effect is Effect.WORSE


def test_an_indicator_without_a_good_side_cannot_be_proven() -> None:
    assert reading_of([0.80, 0.81], better="neither").effect is Effect.NO_DIRECTION
