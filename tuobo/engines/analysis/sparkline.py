"""A chart as points between 0 and 1, for whoever draws it. Colours and lines are not ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuobo.engines.analysis.readings import Band
from tuobo.engines.analysis.rules import Signal
from tuobo.engines.analysis.xmr import Chart, Segment


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A month in the picture: x from left, y from below; y is None in a gap."""

    on: date
    x: float
    y: float | None
    signals: tuple[Signal, ...]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A horizontal line or band from one x to another; lines have equal low and high."""

    x_from: float
    x_to: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Sparkline:
    """Everything to be drawn. `runs` are the unbroken pieces of the line, by index of mark."""

    marks: tuple[Mark, ...]
    runs: tuple[tuple[int, ...], ...]
    means: tuple[Stretch, ...]
    limits: tuple[Stretch, ...]
    bands: tuple[Stretch, ...]


def sparkline(chart: Chart, bands: Sequence[Band] = ()) -> Sparkline:
    """The chart scaled so that all values, limits and band edges lie in 0..1."""
    scale = _Scale.of(chart, bands)
    marks = tuple(
        Mark(
            on=dot.on,
            x=scale.x(at),
            y=None if dot.value is None else scale.y(dot.value),
            signals=dot.signals,
        )
        for at, dot in enumerate(chart.dots)
    )
    spans = _spans(chart)
    limited = [(span, part.limits) for span, part in spans if part.limits is not None]
    return Sparkline(
        marks=marks,
        runs=tuple(run for span, _ in spans for run in _unbroken(marks, span)),
        means=tuple(scale.stretch(span, one.mean, one.mean) for span, one in limited),
        limits=tuple(scale.stretch(span, one.low, one.high) for span, one in limited),
        bands=tuple(
            scale.stretch(span, band.low, band.high) for span, band in _band_spans(chart, bands)
        ),
    )


@dataclass(frozen=True)
class _Scale:
    last: int
    low: float
    high: float

    @classmethod
    def of(cls, chart: Chart, bands: Sequence[Band]) -> _Scale:
        low, high = _extent(chart, bands)
        return cls(max(len(chart.dots) - 1, 1), low, high)

    def x(self, at: int) -> float:
        return at / self.last

    def y(self, share: float) -> float:
        """The middle where nothing varies."""
        return 0.5 if self.high == self.low else (share - self.low) / (self.high - self.low)

    def stretch(self, span: tuple[int, int], low: float | None, high: float | None) -> Stretch:
        """An open end of a band reaches to the edge of the picture."""
        return Stretch(
            x_from=self.x(span[0]),
            x_to=self.x(span[1]),
            low=0.0 if low is None else self.y(low),
            high=1.0 if high is None else self.y(high),
        )


def _extent(chart: Chart, bands: Sequence[Band]) -> tuple[float, float]:
    found = [dot.value for dot in chart.dots if dot.value is not None]
    for segment in chart.segments:
        if segment.limits is not None:
            found += [segment.limits.low, segment.limits.high]
    for band in bands:
        found += [edge for edge in (band.low, band.high) if edge is not None]
    return (min(found), max(found)) if found else (0.0, 0.0)


def _spans(chart: Chart) -> list[tuple[tuple[int, int], Segment]]:
    """First and last index of each segment."""
    spans, at = [], 0
    for segment in chart.segments:
        spans.append(((at, at + len(segment.dots) - 1), segment))
        at += len(segment.dots)
    return spans


def _band_spans(chart: Chart, bands: Sequence[Band]) -> list[tuple[tuple[int, int], Band]]:
    """Each band where it was in force, so that the picture shows it as it was at the time."""
    spans = []
    for band in bands:
        held = [at for at, dot in enumerate(chart.dots) if band.holds_on(dot.on)]
        if held:
            spans.append(((held[0], held[-1]), band))
    return spans


def _unbroken(marks: Sequence[Mark], span: tuple[int, int]) -> list[tuple[int, ...]]:
    runs: list[tuple[int, ...]] = []
    run: list[int] = []
    for at in range(span[0], span[1] + 1):
        if marks[at].y is not None:
            run.append(at)
        elif run:
            runs.append(tuple(run))
            run = []
    if run:
        runs.append(tuple(run))
    return runs
