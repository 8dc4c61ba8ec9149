"""Charts for the screen: what they say stands in shapes and words, and the same prints in Word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import pytest

from tests.engines.reports.charts.snapshots import (
    SHARE,
    WORDS,
    history,
    kept,
    plain,
    specifications,
)
from tests.engines.reports.charts.test_charts import needs_font
from tests.engines.reports.sample_report import STYLE
from tests.engines.reports.word.reading_back import white_png
from tuobo.engines.reports.charts import (
    Drawing,
    Flag,
    Window,
    age_histogram,
    for_screen,
    history_chart,
    small_multiples,
)
from tuobo.engines.reports.word.pictures import png_size


@pytest.mark.parametrize("name", sorted(specifications()))
def test_a_chart_is_as_it_was_looked_at(name: str) -> None:
    """If a change is wanted: python -m tests.engines.reports.charts.snapshots, then look."""
    assert plain(specifications()[name]) == kept(name)


@pytest.mark.parametrize("name", sorted(specifications()))
def test_a_chart_is_valid_vega_lite(name: str) -> None:
    """The charts themselves are made without this check, which takes longer than a page."""
    alt.Chart.from_dict(dict(specifications()[name]), validate=True)


def _layers(specification: Any) -> list[Any]:
    return list(specification["layer"])


def _rows(specification: Any) -> list[dict[str, Any]]:
    return [row for rows in specification["datasets"].values() for row in rows]


def test_each_rule_has_a_shape_of_its_own_and_each_direction_a_colour() -> None:
    (marked,) = [
        layer
        for layer in _layers(specifications()["history"])
        if layer["encoding"].get("shape", {}).get("field") == "signal"
    ]
    shape, colour = marked["encoding"]["shape"]["scale"], marked["encoding"]["color"]["scale"]
    assert shape["domain"] == ["超出控制限", "连续7点在均值同一侧"]
    assert shape["range"] == ["diamond", "square"]
    assert colour["domain"][:2] == ["concern", "improve"]
    assert colour["range"][0] != colour["range"][1]


def test_without_signals_no_legend_of_rules_is_drawn() -> None:
    quiet = [one for one in history() if not one.signal]
    specification = history_chart(quiet, SHARE, STYLE, WORDS)
    assert not [one for one in _layers(specification) if "shape" in one["encoding"]]


def test_flags_of_breaks_are_squares_and_of_actions_triangles() -> None:
    shapes = [
        layer["mark"]["shape"]
        for layer in _layers(specifications()["history"])
        if layer["mark"].get("shape") in {"square", "triangle-down"}
    ]
    assert shapes == ["square", "triangle-down"]


def test_a_window_outside_the_months_is_left_out_and_months_keep_their_order() -> None:
    windows = [Window(first="2023-01", last="2023-02", name="早先")]
    specification: Any = history_chart(history(), SHARE, STYLE, WORDS, windows=windows)
    assert not [one for one in _layers(specification) if one["mark"]["type"] == "rect"]
    for layer in _layers(specifications()["history"]):
        domain = layer["encoding"]["x"]["scale"]["domain"]
        assert domain == [f"2025-{month:02d}" for month in range(1, 13)]


def test_small_charts_stand_in_the_order_given_and_hold_their_rows_once() -> None:
    specification: Any = specifications()["small_multiples"]
    assert specification["facet"]["sort"] == ["刑事审判庭", "执行局"]
    assert len(_rows(specification)) == 2 * 12


def test_steps_of_a_difference_begin_where_the_one_before_ended() -> None:
    """93.1 % − 1.2 = 91.9; + 0.4 = 92.3, which is the second level."""
    rows = [row for row in _rows(specifications()["decomposition"]) if "start" in row]
    assert [round(row["end"], 3) for row in rows] == [0.931, 0.919, 0.923, 0.923]
    assert [row["kind"] for row in rows] == ["level", "down", "up", "level"]


def test_ages_begin_at_zero() -> None:
    specification: Any = age_histogram([], SHARE, STYLE)
    assert specification["layer"][0]["encoding"]["y"]["scale"]["zero"] is True


def test_on_screen_only_the_width_differs() -> None:
    printed = specifications()["history"]
    shown = for_screen(printed)
    assert shown["width"] == "container"
    changed = {"width", "autosize"}
    assert {name: shown[name] for name in printed if name not in changed} == {
        name: value for name, value in printed.items() if name not in changed
    }
    assert for_screen(specifications()["small_multiples"]) == specifications()["small_multiples"]


@needs_font
@pytest.mark.parametrize("name", sorted(specifications()))
def test_the_same_specification_prints_in_word(name: str) -> None:
    png = Drawing(STYLE).png(specifications()[name], width_mm=150, resolution=100)
    across, down = png_size(png)
    assert abs(across - 591) <= 2
    assert down > png_size(white_png(1, 1))[1]


def test_panels_and_flags_may_be_none() -> None:
    assert small_multiples([], SHARE, STYLE, WORDS)["facet"]
    assert history_chart([], SHARE, STYLE, WORDS, flags=[Flag(label="2025-01", name="无")])


def test_without_interval_and_limits_neither_is_drawn() -> None:
    """A browser would warn of levels that have no value in any month."""
    bare = [
        replace(one, mean=None, lower=None, upper=None, band_low=None, band_high=None)
        for one in history()
    ]
    fields = {
        layer["encoding"]["y"].get("field")
        for layer in _layers(history_chart(bare, SHARE, STYLE, WORDS))
    }
    assert fields == {"value"}


def test_an_interval_that_is_open_above_reaches_the_highest_that_is_drawn() -> None:
    """No upper end is entered; the highest of all is month 12 with 97 %."""
    open_above = [replace(one, band_high=None) for one in history()]
    rows = [
        row
        for row in _rows(history_chart(open_above, SHARE, STYLE, WORDS))
        if row.get("band_low") is not None
    ]
    assert {row["band_high"] for row in rows} == {0.97}
