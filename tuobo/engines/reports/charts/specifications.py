"""Charts as Altair specifications: pure functions from series to a dictionary.

Nothing depends on colour: signals are diamonds, lines differ in dash and mark, bars in grey. The
caption stands beside the chart, not in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tuobo.engines.reports.charts.grammar import (
    Rows,
    Specification,
    across,
    alt,
    chart_of,
    finished,
    told_apart,
    value_of,
)
from tuobo.engines.reports.charts.series import Axis, Bar, ControlPoint, Line
from tuobo.engines.reports.layout import ChartStyle

_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_MARKS = ("circle", "square", "triangle-up", "diamond")


def control_chart(points: Sequence[ControlPoint], axis: Axis, style: ChartStyle) -> Specification:
    """A series with its mean, its limits, its reasonable interval and its signals."""
    rows = _control_rows(points)
    base = chart_of(rows).encode(x=across([one.label for one in points], style))
    colors = style.colors
    value = value_of("value", axis, zero=False)
    layers = [
        base.mark_area(color=colors.band, opacity=0.9, interpolate="step").encode(
            y=value_of("band_low", axis, zero=False), y2="band_high:Q", detail="segment:N"
        ),
        *(
            base.mark_line(
                color=colors.rule, strokeDash=dash, strokeWidth=1, interpolate="step"
            ).encode(y=value_of(field, axis, zero=False), detail="segment:N")
            for field, dash in (("mean", [1, 0]), ("lower", [5, 3]), ("upper", [5, 3]))
        ),
        base.mark_line(color=colors.line, strokeWidth=2).encode(y=value, detail="run:N"),
        base.transform_filter("datum.signal == ''")
        .mark_point(shape="circle", filled=True, size=36, color=colors.line, opacity=1)
        .encode(y=value, tooltip=_told(axis)),
        base.transform_filter("datum.signal != ''")
        .mark_point(shape="diamond", filled=True, size=120, color=colors.signal, opacity=1)
        .encode(y=value, tooltip=[*_told(axis), alt.Tooltip("signal:N", title="提示")]),
        base.transform_filter("datum.starts_segment")
        .mark_rule(color=colors.rule, strokeDash=[2, 2])
        .encode(),
    ]
    return finished(alt.layer(*layers), style)


def bar_chart(bars: Sequence[Bar], axis: Axis, style: ChartStyle) -> Specification:
    """Bars from zero, their values printed above them; groups stand side by side."""
    groups = list(dict.fromkeys(bar.group for bar in bars))
    labels = list(dict.fromkeys(bar.label for bar in bars))
    rows = [
        {"label": bar.label, "value": bar.value, "group": bar.group}
        for bar in bars
        if bar.value is not None
    ]
    base = chart_of(rows).encode(
        x=across(labels, style, padding=0.3), y=value_of("value", axis, zero=True)
    )
    if len(groups) > 1:
        colors = [style.colors.line, style.colors.band, style.colors.rule, style.colors.second]
        base = base.encode(xOffset=alt.XOffset("group:N", sort=groups))
        filled = base.mark_bar(stroke=style.colors.line, strokeWidth=0.6).encode(
            color=alt.Color("group:N", title=None, scale=told_apart(groups, colors)),
        )
    else:
        filled = base.mark_bar(color=style.colors.line)
    told = base.mark_text(dy=-6, fontSize=style.text_points - 2).encode(
        text=alt.Text("value:Q", format=axis.value_format)
    )
    return finished(alt.layer(filled, told), style)


def line_chart(
    lines: Sequence[Line], axis: Axis, style: ChartStyle, breaks: Sequence[str] = ()
) -> Specification:
    """Several lines over the same labels; a rule stands before each label named in `breaks`."""
    names = [line.name for line in lines]
    labels = list(dict.fromkeys(label for line in lines for label in line.labels))
    rows = [row for line in lines for row in _line_rows(line, breaks)]
    colors = [style.colors.line, style.colors.second, style.colors.third, style.colors.rule]
    base = chart_of(rows).encode(x=across(labels, style))
    look = {
        "color": alt.Color("name:N", title=None, scale=told_apart(names, colors)),
        "y": value_of("value", axis, zero=False),
    }
    drawn = base.mark_line(strokeWidth=2).encode(
        **look,
        strokeDash=alt.StrokeDash("name:N", legend=None, scale=told_apart(names, _DASHES)),
        detail="run:N",
    )
    marked = base.mark_point(filled=True, size=40, opacity=1).encode(
        **look,
        shape=alt.Shape("name:N", title=None, scale=told_apart(names, _MARKS)),
        tooltip=[alt.Tooltip("name:N", title="系列"), *_told(axis)],
    )
    rules = (
        base.transform_filter("datum.is_break")
        .mark_rule(color=style.colors.rule, strokeDash=[2, 2])
        .encode()
    )
    return finished(alt.layer(rules, drawn, marked), style)


def _control_rows(points: Sequence[ControlPoint]) -> Rows:
    """One row a point; `run` changes at gaps and breaks, `segment` at breaks only."""
    rows: Rows = []
    run = segment = 0
    for point in points:
        segment += point.starts_segment
        run += point.starts_segment or point.value is None
        rows.append({**vars(point), "run": run, "segment": segment})
    return rows


def _line_rows(line: Line, breaks: Sequence[str]) -> Rows:
    rows: Rows = []
    run = 0
    for label, value in zip(line.labels, line.values, strict=True):
        is_break = label in breaks
        run += is_break or value is None
        rows.append(
            {"label": label, "value": value, "name": line.name, "is_break": is_break}
            | {"run": f"{line.name} {run}"}
        )
    return rows


def _told(axis: Axis) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title="时间"),
        alt.Tooltip("value:Q", title=axis.title, format=axis.value_format),
    ]
