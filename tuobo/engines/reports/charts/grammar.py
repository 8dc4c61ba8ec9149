"""The one door to Altair, and what all charts share: rows, axes, what tells apart, the finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import altair as alt
from altair.utils import schemapi

from tuobo.engines.reports.charts.series import Axis
from tuobo.engines.reports.layout import ChartStyle
from tuobo.engines.reports.text_width import characters

__all__ = [
    "FixedRows",
    "Layers",
    "Rows",
    "Specification",
    "across",
    "alt",
    "at_height",
    "chart_of",
    "configured",
    "finished",
    "for_screen",
    "told_apart",
    "value_of",
]

Specification: TypeAlias = Mapping[str, object]
Rows: TypeAlias = list[dict[str, Any]]
Layers: TypeAlias = alt.LayerChart | alt.FacetChart

# Altair would check each part against the whole schema whenever it is copied, ten times in a chart
# and for longer than all the rest of a page takes. Tests check the finished specifications instead.
schemapi.disable_debug_mode()

# Labels that take more of the width than this are turned, so that none is left out.
_LEVEL_SHARE = 0.8


class FixedRows(alt.InlineData):
    """Rows that nobody changes, so that copies of a chart share them."""

    def __deepcopy__(self, _: object) -> FixedRows:
        return self


def chart_of(rows: Rows) -> alt.Chart:
    return alt.Chart(FixedRows(values=rows))


def across(labels: Sequence[str], style: ChartStyle, padding: float | None = None) -> alt.X:
    """The axis of labels, in the order given."""
    taken = sum(characters(label) for label in labels) * style.text_points
    angle = 0 if taken <= _LEVEL_SHARE * style.width else -60
    order = list(dict.fromkeys(labels))
    kind: Literal["point", "band"] = "point" if padding is None else "band"
    # The domain is written out: layers over other months must not reorder it.
    scale = alt.Scale(type=kind, padding=padding or 0.3, domain=order)
    axis = alt.Axis(labelAngle=angle, labelOverlap=False, grid=False, title=None)
    return alt.X("label:N", sort=order, scale=scale, axis=axis)


def value_of(field: str, axis: Axis, *, zero: bool) -> alt.Y:
    """The axis of values."""
    shown = alt.Axis(format=axis.format, title=axis.title, tickCount=6)
    return alt.Y(f"{field}:Q", axis=shown, scale=alt.Scale(zero=zero, nice=True))


def at_height(pixels: float) -> alt.YValue:
    """A place counted from the top. (A channel by its class: a shorthand is looked up slowly.)"""
    return alt.YValue(pixels)  # type: ignore[no-untyped-call]


def told_apart(names: Sequence[str], looks: Sequence[Any]) -> alt.Scale:
    """A look a name; the same names in every scale, so that one legend shows all looks."""
    return alt.Scale(domain=list(names), range=[looks[i % len(looks)] for i in range(len(names))])


def finished(chart: Layers, style: ChartStyle) -> Specification:
    """The specification with the size and the letters of the style."""
    assert isinstance(chart, alt.LayerChart)
    # Set in place: each method of a chart copies all of it first.
    chart.width, chart.height = style.width, style.height
    return configured(chart, style)


def configured(chart: Layers, style: ChartStyle) -> Specification:
    """The specification with the letters of the style; the size is the chart's own."""
    points = style.text_points
    chart.config = alt.Config(
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelFontSize=points, titleFontSize=points, gridColor="#e6e6e6"),
        axisY=alt.AxisConfig(
            titleFontWeight="normal", titleAngle=0, titleAlign="left", titleY=-10, titleX=0
        ),
        legend=alt.LegendConfig(
            orient="bottom", labelFontSize=points, symbolSize=80, symbolStrokeWidth=1, title=None
        ),
    )
    specification: dict[str, object] = chart.to_dict(validate=False)
    return specification


def for_screen(specification: Specification) -> Specification:
    """The same chart as wide as its place on a page; small multiples keep their size."""
    if "facet" in specification:
        return specification
    return {
        **specification,
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
