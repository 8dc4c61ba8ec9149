"""Charts as pages hold them: specification, drawing without scripts, sentence and table.

The drawing stands at once and for everybody; the script then puts the chart in its place, with
words at each point. The sentence and the table say the same as the chart.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.reports import IndicatorLine, Month
from tuobo.engines.reports.charts import (
    Axis,
    ChartWords,
    Flag,
    HistoryPoint,
    Specification,
    Window,
    for_screen,
    history_chart,
    script_version,
)
from tuobo.engines.reports.health_check.chart import control_chart
from tuobo.engines.reports.layout import chart_style
from tuobo.engines.reports.numbers import NOTHING, NumberWords, number_text

__all__ = [
    "MarkLink",
    "ScreenChart",
    "history_figure",
    "script_version",
    "telling_words",
    "tone_of",
]

_BETTER_SIDE = {"higher": True, "lower": False}


@dataclass(frozen=True, kw_only=True)
class MarkLink:
    """Where a mark of a chart leads; `{label}` in the address stands for the mark's label."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ScreenChart:
    """A chart as templates/ui/chart.html draws it; `name` is unique on its page.

    drawing  SVG for whoever has no scripts, and until they have run; may be empty
    """

    name: str
    title: str
    sentence: str
    specification: Specification
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    drawing: Markup | str = ""
    links: tuple[MarkLink, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is drawn beside a history: what happened, tasks, and where its months lead."""

    flags: tuple[Flag, ...] = ()
    windows: tuple[Window, ...] = ()
    links: tuple[MarkLink, ...] = ()


def history_figure(
    line: IndicatorLine,
    better: str,
    sentence: str,
    texts: Texts,
    content: Content,
    beside: Beside | None = None,
) -> ScreenChart:
    """The past of an indicator. `better` is higher, lower, neither or context."""
    beside = beside or Beside()
    unit = line.figure.unit
    points = [_point(month, better) for month in line.months]
    words, numbers = telling_words(texts), NumberWords.of(texts)
    specification = history_chart(
        points,
        Axis(title=line.name, is_share=unit == "share"),
        chart_style(content),
        words,
        flags=beside.flags,
        windows=beside.windows,
    )
    return ScreenChart(
        name=f"history-{line.id}",
        title=line.name,
        sentence=sentence,
        specification=for_screen(specification),
        heads=(words.month, words.value, words.fraction, words.mean, words.rule),
        rows=tuple(_row(month, unit, numbers) for month in line.months),
        drawing=control_chart(line.months, unit, line.name, numbers),
        links=beside.links,
    )


def telling_words(texts: Texts) -> ChartWords:
    """The words of charts in a language."""
    codes = ("month", "value", "fraction", "rule", "mean", "window")
    return ChartWords(**{code: texts(f"chart.{code}") for code in codes})


def _point(month: Month, better: str) -> HistoryPoint:
    return HistoryPoint(
        label=month.label,
        value=month.value,
        mean=month.mean,
        lower=month.lower,
        upper=month.upper,
        band_low=month.band_low,
        band_high=month.band_high,
        signal=month.signal,
        starts_segment=month.starts_segment,
        tone=tone_of(month, better),
        fraction=_fraction(month),
    )


def tone_of(month: Month, better: str) -> str:
    """For the better or not; nothing where no direction is, or for a point without a signal."""
    if not month.signal or month.side not in {"high", "low"} or better not in _BETTER_SIDE:
        return ""
    return "improve" if (month.side == "high") is _BETTER_SIDE[better] else "concern"


def _fraction(month: Month) -> str:
    if month.numerator is None or month.denominator is None:
        return ""
    return f"{month.numerator:,}/{month.denominator:,}"


def _row(month: Month, unit: str, words: NumberWords) -> tuple[str, ...]:
    return (
        month.label,
        number_text(month.value, unit, words),
        _fraction(month) or NOTHING,
        number_text(month.mean, unit, words),
        month.signal or NOTHING,
    )
