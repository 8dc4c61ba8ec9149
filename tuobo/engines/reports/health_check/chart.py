"""Draws an indicator's own past as SVG: a sparkline for the table, a control chart for the card.

Drawing only: the mean, the limits and the signals are handed in. Points that are a signal get a
diamond, others a dot, so that nothing depends on colour. Months without a figure leave a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from tuobo.engines.reports.health_check.page import Month
from tuobo.engines.reports.numbers import CHINESE, NumberWords, number_text


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """Where values and months stand on the paper, in SVG units."""

    left: float
    top: float
    width: float
    height: float
    low: float
    high: float
    count: int

    def x(self, index: int) -> float:
        if self.count < 2:
            return self.left + self.width / 2
        return self.left + self.width * index / (self.count - 1)

    def y(self, value: float) -> float:
        span = self.high - self.low
        share = 0.5 if span == 0 else (value - self.low) / span
        return self.top + self.height * (1 - share)


def sparkline(months: Sequence[Month]) -> Markup:
    """A small line of the months without axes; the table beside it holds the numbers."""
    values = [month.value for month in months if month.value is not None]
    if not values:
        return Markup("")
    frame = _Frame(
        left=4, top=4, width=112, height=20, low=min(values), high=max(values), count=len(months)
    )
    body = Markup().join(
        (_mean_lines(months, frame), _lines(months, frame), _signals(months, frame, 2.6))
    )
    last = max(index for index, month in enumerate(months) if month.value is not None)
    dot = _dot(frame.x(last), frame.y(months[last].value or 0.0), 2.2)
    return Markup(
        '<svg class="spark" viewBox="0 0 120 28" role="img" aria-hidden="true">{}{}</svg>'
    ).format(body, dot)


def control_chart(
    months: Sequence[Month], unit: str, title: str, words: NumberWords = CHINESE
) -> Markup:
    """The control chart of an indicator with band, mean and limits; empty without any figure."""
    frame = _frame_of(months)
    if frame is None:
        return Markup("")
    parts = (
        _band(months, frame),
        _axes(months, frame, unit, words),
        _limit_lines(months, frame),
        _mean_lines(months, frame),
        _breaks(months, frame),
        _lines(months, frame),
        _points(months, frame, unit, words),
    )
    return Markup(
        '<svg class="chart" viewBox="0 0 760 250" role="img" aria-label="{}">{}</svg>'
    ).format(title, Markup().join(parts))


def _frame_of(months: Sequence[Month]) -> _Frame | None:
    values = [month.value for month in months if month.value is not None]
    if not values:
        return None
    others = [
        bound
        for month in months
        for bound in (month.lower, month.upper, month.band_low, month.band_high)
        if bound is not None
    ]
    low, high = min(values + others), max(values + others)
    margin = (high - low) * 0.06 or abs(high) * 0.05 or 1.0
    return _Frame(
        left=64,
        top=14,
        width=676,
        height=190,
        low=low - margin,
        high=high + margin,
        count=len(months),
    )


def _runs(months: Sequence[Month]) -> Iterator[list[int]]:
    """Indices of neighbouring months that have a figure and lie on one side of a break."""
    run: list[int] = []
    for index, month in enumerate(months):
        if run and (month.value is None or month.starts_segment):
            yield run
            run = []
        if month.value is not None:
            run.append(index)
    if run:
        yield run


def _lines(months: Sequence[Month], frame: _Frame) -> Markup:
    paths = []
    for run in _runs(months):
        points = " ".join(f"{frame.x(i):.1f},{frame.y(months[i].value or 0.0):.1f}" for i in run)
        paths.append(Markup('<polyline class="run" points="{}"/>').format(points))
    return Markup().join(paths)


def _dot(x: float, y: float, radius: float) -> Markup:
    return Markup('<circle class="dot" cx="{}" cy="{}" r="{}"/>').format(
        f"{x:.1f}", f"{y:.1f}", radius
    )


def _diamond(x: float, y: float, radius: float) -> Markup:
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    points = " ".join(f"{right:.1f},{down:.1f}" for right, down in corners)
    return Markup('<polygon class="signal" points="{}"/>').format(points)


def _signals(months: Sequence[Month], frame: _Frame, radius: float) -> Markup:
    return Markup().join(
        _diamond(frame.x(index), frame.y(month.value), radius)
        for index, month in enumerate(months)
        if month.signal and month.value is not None
    )


def _points(months: Sequence[Month], frame: _Frame, unit: str, words: NumberWords) -> Markup:
    marks = []
    for index, month in enumerate(months):
        if month.value is None:
            continue
        x, y = frame.x(index), frame.y(month.value)
        mark = _diamond(x, y, 5.5) if month.signal else _dot(x, y, 3.4)
        told = f"{month.label}  {number_text(month.value, unit, words)}"
        if month.denominator is not None and month.numerator is not None:
            told += f"  ({month.numerator:,}/{month.denominator:,})"
        if month.signal:
            told += f"  {month.signal}"
        marks.append(Markup("<g>{}<title>{}</title></g>").format(mark, told))
    return Markup().join(marks)


def _level_lines(
    months: Sequence[Month], frame: _Frame, levels: Sequence[float | None], kind: str
) -> Markup:
    """One horizontal line for each stretch of months that share a level."""
    lines, start = [], 0
    for index in range(1, len(months) + 1):
        if index < len(months) and levels[index] == levels[start]:
            continue
        level = levels[start]
        if level is not None:
            lines.append(
                Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
                    kind,
                    f"{frame.x(start):.1f}",
                    f"{frame.x(index - 1):.1f}",
                    f"{frame.y(level):.1f}",
                    f"{frame.y(level):.1f}",
                )
            )
        start = index
    return Markup().join(lines)


def _mean_lines(months: Sequence[Month], frame: _Frame) -> Markup:
    return _level_lines(months, frame, [month.mean for month in months], "mean")


def _limit_lines(months: Sequence[Month], frame: _Frame) -> Markup:
    lower = _level_lines(months, frame, [month.lower for month in months], "limit")
    return lower + _level_lines(months, frame, [month.upper for month in months], "limit")


def _band(months: Sequence[Month], frame: _Frame) -> Markup:
    """The court's own interval as it was in each month; an open side runs to the edge."""
    boxes = []
    step = frame.width / max(frame.count - 1, 1)
    for index, month in enumerate(months):
        if month.band_low is None and month.band_high is None:
            continue
        high = frame.high if month.band_high is None else month.band_high
        low = frame.low if month.band_low is None else month.band_low
        boxes.append(
            Markup('<rect class="band" x="{}" y="{}" width="{}" height="{}"/>').format(
                f"{frame.x(index) - step / 2:.1f}",
                f"{frame.y(high):.1f}",
                f"{step:.1f}",
                f"{frame.y(low) - frame.y(high):.1f}",
            )
        )
    return Markup().join(boxes)


def _breaks(months: Sequence[Month], frame: _Frame) -> Markup:
    lines = []
    for index, month in enumerate(months):
        if index and month.starts_segment:
            x = (frame.x(index) + frame.x(index - 1)) / 2
            lines.append(
                Markup('<line class="break" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(
                    f"{x:.1f}", frame.top, frame.top + frame.height
                )
            )
    return Markup().join(lines)


def _axes(months: Sequence[Month], frame: _Frame, unit: str, words: NumberWords) -> Markup:
    marks = []
    for step in range(5):
        value = frame.low + (frame.high - frame.low) * step / 4
        y = frame.y(value)
        marks.append(
            Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
                frame.left, frame.left + frame.width, f"{y:.1f}", f"{y:.1f}"
            )
        )
        marks.append(
            Markup('<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>').format(
                frame.left - 8, f"{y + 4:.1f}", number_text(value, unit, words)
            )
        )
    every = max(1, len(months) // 8)
    marks.extend(
        Markup('<text class="tick" x="{}" y="{}" text-anchor="middle">{}</text>').format(
            f"{frame.x(index):.1f}", frame.top + frame.height + 20, escape(months[index].label)
        )
        for index in range(0, len(months), every)
    )
    return Markup().join(marks)
