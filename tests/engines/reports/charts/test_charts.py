"""Charts are plain specifications; what they say stands in them without colour."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engines.reports.sample_report import STYLE, months
from tests.engines.reports.word.reading_back import white_png
from tuobo.core.errors import InternalError, RequestError
from tuobo.engines.reports.charts import (
    Axis,
    Bar,
    Drawing,
    Line,
    bar_chart,
    chinese_font,
    control_chart,
    line_chart,
)
from tuobo.engines.reports.word.pictures import png_size

SHARE = Axis(title="审限内结案率", is_share=True)
CASES = Axis(title="结案数（件）")


def _has_font() -> bool:
    try:
        chinese_font(STYLE)
    except RequestError:
        return False
    return True


needs_font = pytest.mark.skipif(not _has_font(), reason="no Chinese font of the style is installed")


def _rows(specification: Any) -> list[dict[str, Any]]:
    (rows,) = specification["datasets"].values()
    return list(rows)


def _marks(specification: Any) -> list[Any]:
    return [layer["mark"] for layer in specification["layer"]]


def test_a_control_chart_breaks_its_line_at_gaps_and_at_breaks() -> None:
    """Month 6 has no figure and month 13 begins a new segment: three runs, two segments."""
    rows = _rows(control_chart(months(), SHARE, STYLE))
    assert len({row["run"] for row in rows if row["value"] is not None}) == 3
    assert [row["segment"] for row in rows] == [0] * 12 + [1] * 6


def test_signals_are_diamonds_and_other_points_are_dots() -> None:
    shapes = [mark.get("shape") for mark in _marks(control_chart(months(), SHARE, STYLE))]
    assert [one for one in shapes if one] == ["circle", "diamond"]


def test_bars_begin_at_zero_and_print_their_values() -> None:
    bars = [Bar(label="刑庭", value=72), Bar(label="民庭", value=None)]
    specification: Any = bar_chart(bars, CASES, STYLE)
    assert specification["layer"][0]["encoding"]["y"]["scale"]["zero"] is True
    assert specification["layer"][1]["encoding"]["text"]["field"] == "value"
    assert [row["label"] for row in _rows(specification)] == ["刑庭"]


def test_groups_of_bars_stand_side_by_side_in_the_order_given() -> None:
    bars = [Bar(label="刑庭", value=1, group=group) for group in ("上年", "本年")]
    specification: Any = bar_chart(bars, CASES, STYLE)
    assert specification["layer"][0]["encoding"]["color"]["scale"]["domain"] == ["上年", "本年"]
    assert specification["layer"][0]["encoding"]["xOffset"]["sort"] == ["上年", "本年"]


def test_lines_differ_in_dash_and_mark_and_break_where_they_must() -> None:
    lines = [Line(name=name, labels="一二三", values=(1, 2, 3)) for name in ("收案", "结案")]
    specification: Any = line_chart(lines, CASES, STYLE, breaks=["三"])
    rows = [row for row in _rows(specification) if row["name"] == "收案"]
    assert [row["run"] for row in rows] == ["收案 0", "收案 0", "收案 1"]
    drawn = specification["layer"][1]["encoding"]
    assert drawn["strokeDash"]["scale"]["domain"] == ["收案", "结案"]
    assert specification["layer"][2]["encoding"]["shape"]["scale"]["range"] == ["circle", "square"]


def test_shares_print_with_two_decimals_as_in_the_text() -> None:
    specification: Any = bar_chart([Bar(label="一", value=0.9094)], SHARE, STYLE)
    assert specification["layer"][1]["encoding"]["text"]["format"] == ".2%"


def test_a_specification_needs_no_address_and_repeats_exactly() -> None:
    first, again = (control_chart(months(), SHARE, STYLE) for _ in range(2))
    assert first == again
    assert "url" not in repr(first)


@needs_font
def test_a_chart_is_drawn_with_a_chinese_font_that_the_machine_has() -> None:
    drawing = Drawing(STYLE)
    svg = drawing.svg(control_chart(months(), SHARE, STYLE))
    assert drawing.font in svg
    assert "审限内结案率" in svg
    assert svg.count("<svg") == 1


@needs_font
def test_a_picture_has_the_points_that_its_width_on_paper_asks_for() -> None:
    """150 mm at 300 points an inch are 150 / 25.4 × 300 = 1,771.7 points."""
    png = Drawing(STYLE).png(control_chart(months(), SHARE, STYLE), width_mm=150, resolution=300)
    across, down = png_size(png)
    assert abs(across - 1772) <= 2
    assert 600 < down < 1200


@needs_font
def test_what_cannot_be_drawn_is_our_fault_and_said() -> None:
    with pytest.raises(InternalError) as raised:
        Drawing(STYLE).svg({"mark": "no such mark", "$schema": "x"})
    assert raised.value.code == "charts.not_drawn"


def test_a_machine_without_chinese_fonts_is_told_which_to_install() -> None:
    with pytest.raises(RequestError) as raised:
        chinese_font(STYLE.model_copy(update={"folders": ("/nowhere",)}))
    assert raised.value.code == "charts.no_font"
    assert "Noto Sans CJK SC" in str(raised.value.fields["fonts"])


def test_the_size_of_a_picture_is_read_from_its_header() -> None:
    assert png_size(white_png(300, 150)) == (300, 150)
    with pytest.raises(InternalError):
        png_size(b"GIF89a")


def test_points_of_a_chart_are_not_altered_by_drawing() -> None:
    points = months()
    before = [replace(point) for point in points]
    control_chart(points, SHARE, STYLE)
    assert points == before
