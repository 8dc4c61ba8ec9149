"""An indicator's own past for the screen and the page: months, limits, interval, what was done.

Points are told apart by shape (which rule) and by colour (which way), so that either is enough.
The interval is the one of each month; limits belong to their segment; nothing is smoothed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tuobo.engines.reports.charts.grammar import (
    FixedRows,
    Layers,
    Rows,
    Specification,
    across,
    alt,
    at_height,
    chart_of,
    configured,
    finished,
    told_apart,
    value_of,
)
from tuobo.engines.reports.charts.series import (
    Axis,
    ChartWords,
    Flag,
    HistoryPoint,
    Panel,
    Window,
)
from tuobo.engines.reports.layout import ChartStyle

_SHAPES = ("diamond", "square", "triangle-up", "triangle-down", "cross")
_CONCERN, _IMPROVE = "#b04a00", "#1c5694"
_SHADE, _EDGE = "#f6e8c6", "#a97a12"
_PANEL_WIDTH, _PANEL_HEIGHT = 190, 110
_NAME, _WIDE_NAME = 110, 260


def history_chart(
    points: Sequence[HistoryPoint],
    axis: Axis,
    style: ChartStyle,
    words: ChartWords,
    *,
    flags: Sequence[Flag] = (),
    windows: Sequence[Window] = (),
) -> Specification:
    """A control chart with what was done and what changed beside it."""
    labels = [one.label for one in points]
    x = across(labels, style)
    base = chart_of(_rows(points)).encode(x=x)
    drawn = [
        *_band(base, points, axis, style),
        *_windows(windows, x, labels, style, words),
        *_levels(base, points, axis, style),
        *_dots(base, points, axis, style, words),
        *_latest(points, x, axis, style),
        *_flags(flags, x, labels, style),
    ]
    return finished(alt.layer(*drawn), style)


def small_multiples(
    panels: Sequence[Panel],
    axis: Axis,
    style: ChartStyle,
    words: ChartWords,
    *,
    columns: int = 3,
) -> Specification:
    """A small chart a panel over the same months and values, in the order given."""
    rows = [{**row, "panel": panel.name} for panel in panels for row in _rows(panel.points)]
    points = [point for panel in panels for point in panel.points]
    quiet = alt.Axis(labels=False, ticks=False, title=None, grid=False)
    x = across([one.label for one in points], style).axis(quiet)
    # Data stand in the facet alone: a layer with rows of its own would draw them in every panel.
    base = alt.Chart().encode(x=x)
    untitled = replace(axis, title="")
    layers = alt.layer(
        *_band(base, points, untitled, style),
        *_levels(base, points, untitled, style),
        *_dots(base, points, untitled, style, words),
    )
    names = [panel.name for panel in panels]
    made: Layers = layers.properties(width=_PANEL_WIDTH, height=_PANEL_HEIGHT).facet(
        facet=alt.Facet("panel:N", sort=names, title=None),
        columns=columns,
        data=FixedRows(values=rows),
    )
    return configured(made, style)


def _rows(points: Sequence[HistoryPoint]) -> Rows:
    """One row a point; `run` changes at gaps and breaks, `segment` at breaks only.

    An interval that is open on one side is drawn to the edge of what there is.
    """
    rows: Rows = []
    low, high = _edges(points)
    run = segment = 0
    for point in points:
        segment += point.starts_segment
        run += point.starts_segment or point.value is None
        row = {**vars(point), "run": run, "segment": segment}
        if point.band_low is not None or point.band_high is not None:
            row["band_low"] = low if point.band_low is None else point.band_low
            row["band_high"] = high if point.band_high is None else point.band_high
        rows.append(row)
    return rows


def _edges(points: Sequence[HistoryPoint]) -> tuple[float, float]:
    """The lowest and the highest of all that is drawn."""
    fields = ("value", "lower", "upper", "band_low", "band_high")
    drawn = [getattr(point, name) for point in points for name in fields]
    known = [float(one) for one in drawn if one is not None]
    return (min(known), max(known)) if known else (0.0, 0.0)


def _band(
    base: alt.Chart, points: Sequence[HistoryPoint], axis: Axis, style: ChartStyle
) -> list[alt.Chart]:
    """The interval as it was in each month; nothing where none was entered."""
    if all(one.band_low is None and one.band_high is None for one in points):
        return []
    area = base.mark_area(color=style.colors.band, opacity=0.9, interpolate="step")
    low = value_of("band_low", axis, zero=False)
    return [area.encode(y=low, y2=alt.Y2("band_high:Q"), detail=alt.Detail("segment:N"))]


def _levels(
    base: alt.Chart, points: Sequence[HistoryPoint], axis: Axis, style: ChartStyle
) -> list[alt.Chart]:
    """Mean, limits and the line itself; no limits where there are too few months."""
    colors = style.colors
    dashes = {"mean": [1, 0], "lower": [5, 3], "upper": [5, 3]}
    known = [name for name in dashes if any(getattr(one, name) is not None for one in points)]
    lines = [
        base.mark_line(
            color=colors.rule, strokeDash=dashes[name], strokeWidth=1, interpolate="step"
        ).encode(y=value_of(name, axis, zero=False), detail=alt.Detail("segment:N"))
        for name in known
    ]
    run = base.mark_line(color=colors.line, strokeWidth=1.6).encode(
        y=value_of("value", axis, zero=False), detail=alt.Detail("run:N")
    )
    return [*lines, run]


def _dots(
    base: alt.Chart,
    points: Sequence[HistoryPoint],
    axis: Axis,
    style: ChartStyle,
    words: ChartWords,
) -> list[alt.Chart]:
    """Points, and those that break a rule by rule and direction."""
    rules = list(dict.fromkeys(one.signal for one in points if one.signal))
    told = base.encode(y=value_of("value", axis, zero=False), tooltip=_told(axis, words))
    plain = told.transform_filter("datum.signal == ''").mark_point(
        shape="circle", filled=True, size=40, color=style.colors.line, opacity=1
    )
    ways = told_apart(["concern", "improve", ""], [_CONCERN, _IMPROVE, "#535f6e"])
    marked = (
        told.transform_filter("datum.signal != ''")
        .mark_point(filled=True, size=130, opacity=1)
        .encode(
            color=alt.Color("tone:N", scale=ways).legend(None),
            shape=alt.Shape("signal:N", title=None, scale=told_apart(rules, _SHAPES)),
        )
    )
    return [plain, marked] if rules else [plain]


def _latest(
    points: Sequence[HistoryPoint], x: alt.X, axis: Axis, style: ChartStyle
) -> list[alt.Chart]:
    """The latest value in letters, to the right of its point."""
    known = [one for one in points if one.value is not None]
    text = chart_of(_rows(known[-1:])).mark_text(
        align="left", dx=9, fontWeight="bold", fontSize=style.text_points
    )
    shown = alt.Text("value:Q", format=axis.value_format)
    return [text.encode(x=x, y=value_of("value", axis, zero=False), text=shown)] if known else []


def _told(axis: Axis, words: ChartWords) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=words.month),
        alt.Tooltip("value:Q", title=words.value, format=axis.value_format),
        alt.Tooltip("fraction:N", title=words.fraction),
        alt.Tooltip("mean:Q", title=words.mean, format=axis.value_format),
        alt.Tooltip("signal:N", title=words.rule),
    ]


def _windows(
    windows: Sequence[Window], x: alt.X, labels: Sequence[str], style: ChartStyle, words: ChartWords
) -> list[alt.Chart]:
    """The months of a task as a framed field with its name at the foot."""
    known = [one for one in windows if one.first in labels and one.last in labels]
    if not known:
        return []
    rows: Rows = [{"label": one.first, "last": one.last, "name": one.name} for one in known]
    base = chart_of(rows).encode(x=x, tooltip=[alt.Tooltip("name:N", title=words.window)])
    field = base.mark_rect(color=_SHADE, opacity=0.55, stroke=_EDGE, strokeDash=[3, 2])
    named = base.mark_text(align="left", dx=4, dy=-4, baseline="bottom", fontSize=_small(style))
    return [
        field.encode(x2=alt.X2("last:N")),
        named.encode(y=at_height(style.height), text=alt.Text("name:N")),
    ]


def _flags(
    flags: Sequence[Flag], x: alt.X, labels: Sequence[str], style: ChartStyle
) -> list[alt.Chart]:
    """A rule a flag with its name at the top: a square for breaks, a triangle for the rest.

    Those of the last quarter are written to the left, so that the edge does not cut them off.
    """
    late_from = labels[len(labels) * 3 // 4 - 1] if labels else ""
    return [
        layer
        for shape, is_break in (("square", True), ("triangle-down", False))
        for is_late in (False, True)
        if (rows := _flag_rows(flags, is_break=is_break, after=late_from if is_late else "",
                               until="" if is_late else late_from))
        for layer in _flags_of(rows, shape, x, style, is_late=is_late)
    ]  # fmt: skip


def _flag_rows(flags: Sequence[Flag], *, is_break: bool, after: str, until: str) -> Rows:
    """The flags of a side of the chart; those of one month share a line."""
    names: dict[str, list[str]] = {}
    for one in flags:
        if one.is_break is is_break and one.label > after and (not until or one.label <= until):
            names.setdefault(one.label, []).append(one.name)
    return [{"label": label, "name": "、".join(found)} for label, found in names.items()]


def _flags_of(
    rows: Rows, shape: str, x: alt.X, style: ChartStyle, *, is_late: bool
) -> tuple[alt.Chart, ...]:
    base = chart_of(rows).encode(x=x, tooltip=[alt.Tooltip("name:N", title=" ")])
    mark = base.mark_point(shape=shape, filled=True, size=70, color=style.colors.line, opacity=1)
    named = base.mark_text(
        align="right" if is_late else "left",
        dx=-7 if is_late else 7,
        fontSize=_small(style),
        limit=_WIDE_NAME if is_late else _NAME,
    )
    return (
        base.mark_rule(color=style.colors.rule, strokeDash=[2, 2]),
        mark.encode(y=at_height(4)),
        named.encode(y=at_height(4), text=alt.Text("name:N")),
    )


def _small(style: ChartStyle) -> float:
    return style.text_points - 1
