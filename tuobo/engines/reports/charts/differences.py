"""Where a difference comes from, and how old the open cases are: bars that are read off."""

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
from tuobo.engines.reports.charts.series import AgeBin, Axis, Part
from tuobo.engines.reports.layout import ChartStyle

_HEADROOM = 1.12


def decomposition_chart(parts: Sequence[Part], axis: Axis, style: ChartStyle) -> Specification:
    """Levels as strokes and steps as bars between them, each with its value in words.

    A level is a stroke because the axis need not begin at zero, and a bar would then lie about its
    length. Up and down differ in grey and in the sign; nothing says which is better.
    """
    rows = _steps(parts)
    x = across([one.name for one in parts], style, padding=0.35)
    base = chart_of(rows).encode(x=x, y=value_of("end", axis, zero=False))
    levels = base.transform_filter("datum.kind == 'level'").mark_tick(
        thickness=3, color=style.colors.line
    )
    greys = told_apart(("up", "down"), (style.colors.rule, style.colors.band))
    steps = (
        base.transform_filter("datum.kind != 'level'")
        .mark_bar(stroke=style.colors.line, strokeWidth=0.8)
        .encode(y2="start:Q", color=alt.Color("kind:N", scale=greys).legend(None))
    )
    values = base.mark_text(dy=-9, fontSize=style.text_points).encode(
        y=value_of("top", axis, zero=False), text="told:N"
    )
    return finished(alt.layer(levels, steps, values), style)


def age_histogram(bins: Sequence[AgeBin], axis: Axis, style: ChartStyle) -> Specification:
    """Open cases by age, oldest last, each bar with its number; limits are dashed lines."""
    rows: Rows = [{"label": one.name, "value": one.cases, "limit": one.limit} for one in bins]
    base = chart_of(rows).encode(x=across([one.name for one in bins], style, padding=0.12))
    # Room above the highest bar, where its number stands.
    top = max((one.cases for one in bins), default=1) * _HEADROOM
    height = base.encode(y=value_of("value", axis, zero=True).scale(zero=True, domainMax=top))
    bars = height.mark_bar(color=style.colors.line)
    values = height.mark_text(dy=-7, fontSize=style.text_points).encode(
        text=alt.Text("value:Q", format=",d")
    )
    limits = base.transform_filter("datum.limit != ''")
    edge = across([one.name for one in bins], style, padding=0.12).bandPosition(0)
    rule = limits.mark_rule(color=style.colors.signal, strokeDash=[4, 3], strokeWidth=1.5).encode(
        x=edge
    )
    named = limits.mark_text(
        align="left", dx=5, baseline="top", fontSize=style.text_points, color=style.colors.signal
    ).encode(x=edge, y=alt.value(2), text="limit:N")
    return finished(alt.layer(bars, values, rule, named), style)


def _steps(parts: Sequence[Part]) -> Rows:
    """Start and end of each part; a level starts the count anew."""
    rows: Rows = []
    stand = 0.0
    for part in parts:
        start = part.value if part.is_level else stand
        stand = part.value if part.is_level else stand + part.value
        kind = "level" if part.is_level else ("up" if part.value >= 0 else "down")
        rows.append(
            {"label": part.name, "start": start, "end": stand, "kind": kind, "told": part.told}
            | {"top": max(start, stand)}
        )
    return rows
