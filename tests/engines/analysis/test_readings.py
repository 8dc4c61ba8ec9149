"""Variation and assurance: each reading from a chart whose limits are worked out in sight."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.analysis.series import SEVEN, months
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.analysis import (
    Assurance,
    Band,
    Basis,
    Better,
    Chart,
    Side,
    Signal,
    Variation,
    read_assurance,
    read_variation,
    xmr,
)

# 10 11 10 11 …: mean 10.5, every moving range 1, limits 10.5 ± 2.66 = 7.84 and 13.16.
CALM = [10, 11] * 8
CHART = xmr(months(CALM), SEVEN)
HIGH = xmr(months([*CALM, 20]), SEVEN)  # the 20 is far outside
LOW = xmr(months([*CALM, 0]), SEVEN)


@pytest.mark.parametrize(
    ("chart", "better", "variation"),
    [
        (CHART, "higher", Variation.COMMON_CAUSE),
        (CHART, "neither", Variation.COMMON_CAUSE),
        (HIGH, "higher", Variation.IMPROVING),
        (HIGH, "lower", Variation.CONCERNING),
        (LOW, "higher", Variation.CONCERNING),
        (LOW, "lower", Variation.IMPROVING),
        (HIGH, "neither", Variation.NEUTRAL_SIGNAL),
        (LOW, "context", Variation.NEUTRAL_SIGNAL),
        (xmr(months(CALM[:5]), SEVEN), "higher", Variation.NOT_ENOUGH_DATA),
        (xmr([], SEVEN), "higher", Variation.NOT_ENOUGH_DATA),
        (xmr(months([1.0] * 24), SEVEN), "higher", Variation.COMMON_CAUSE),
    ],
)
def test_variation_is_read_off_the_latest_month(
    chart: Chart, better: Better, variation: Variation
) -> None:
    assert read_variation(chart, better) is variation


def test_a_signal_in_the_past_is_not_a_signal_now() -> None:
    chart = xmr(months([*CALM, 20, *CALM]), SEVEN)

    assert any(Signal.OUTSIDE in dot.signals for dot in chart.dots)
    assert read_variation(chart, "higher") is Variation.COMMON_CAUSE


def test_after_a_break_there_is_not_enough_data_for_a_while() -> None:
    """16 calm months, a break on 2024-05-01 (the 17th month), three months since."""
    chart = xmr(months([*CALM, 20, 21, 20]), SEVEN, breaks=[date(2024, 5, 1)])

    assert read_variation(chart, "higher") is Variation.NOT_ENOUGH_DATA
    assert read_assurance(chart, [Band(low=5)]) is Assurance.NOT_ENOUGH_DATA


def test_a_month_without_denominator_leaves_the_reading_with_the_month_before() -> None:
    chart = xmr(months([*CALM, 20, None]), SEVEN)

    assert chart.latest is not None
    assert chart.latest.on == date(2024, 5, 1)
    assert read_variation(chart, "higher") is Variation.IMPROVING


@pytest.mark.parametrize(
    ("band", "assurance"),
    [
        (Band(low=7.84 - 1e-6, high=13.16 + 1e-6), Assurance.INSIDE),
        (Band(low=7), Assurance.INSIDE),  # open above: a floor
        (Band(high=14), Assurance.INSIDE),  # open below: a ceiling
        (Band(low=9, high=12), Assurance.HIT_AND_MISS),  # narrower than the ordinary range
        (Band(low=10), Assurance.HIT_AND_MISS),
        (Band(low=13.2), Assurance.OUTSIDE),
        (Band(high=7.8), Assurance.OUTSIDE),
    ],
)
def test_assurance_compares_the_ordinary_range_with_the_band(
    band: Band, assurance: Assurance
) -> None:
    """Limits 7.84 and 13.16."""
    assert read_assurance(CHART, [band]) is assurance


def test_without_an_interval_nothing_is_assured() -> None:
    assert read_assurance(CHART, []) is Assurance.NO_INTERVAL
    assert read_assurance(xmr([], SEVEN), []) is Assurance.NO_INTERVAL


def test_the_band_in_force_in_the_latest_month_counts() -> None:
    """The latest of 16 months from January 2023 is April 2024."""
    bands = [
        Band(low=50, end=date(2024, 4, 1)),
        Band(low=5, high=20, start=date(2024, 4, 1)),
    ]

    assert read_assurance(CHART, bands) is Assurance.INSIDE
    assert read_assurance(CHART, bands[:1]) is Assurance.NO_INTERVAL


@pytest.mark.parametrize(
    ("band", "assurance"),
    [
        (Band(low=1.0), Assurance.INSIDE),  # a constant 100 % meets a floor of 100 %
        (Band(low=0.9, high=0.98), Assurance.OUTSIDE),  # 100 % is said to be against reality
        (Band(high=1.0), Assurance.INSIDE),
    ],
)
def test_a_constant_series_is_compared_directly(band: Band, assurance: Assurance) -> None:
    chart = xmr(months([1.0] * 12), SEVEN)

    assert chart.last is not None
    assert chart.last.basis is Basis.CONSTANT
    assert read_assurance(chart, [band]) is assurance


def test_a_share_that_nears_its_ceiling_can_be_inside_a_band_that_ends_there() -> None:
    values = [0.98, 1.0, 0.97, 1.0, 0.99, 1.0, 0.96, 1.0, 0.98, 1.0, 0.99, 0.97]
    band = Band(low=0.8, high=1.0)

    assert read_assurance(xmr(months(values), SEVEN), [band]) is Assurance.HIT_AND_MISS
    clipped = xmr(months(values), SEVEN, bounds=(0.0, 1.0))
    assert read_assurance(clipped, [band]) is Assurance.INSIDE


def test_every_reading_has_a_symbol_of_its_own_and_words_in_both_languages() -> None:
    for kind in (Variation, Assurance):
        assert len({one.symbol for one in kind}) == len(kind)
    codes = [one.text_code for one in (*Variation, *Assurance)]
    codes += [f"analysis.side.{side}" for side in Side]
    codes += [f"analysis.signal.{signal}" for signal in Signal]
    codes += [f"analysis.basis.{basis}" for basis in Basis]
    codes += ["analysis.unordered", "analysis.no_default_rules", "analysis.rebase_hint"]
    for lang in ("zh", "en"):
        texts = Texts(Content(), lang)
        assert all(texts(code) for code in codes)
