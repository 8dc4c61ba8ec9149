"""Questions and their answers: indicators over a period, for a scope, broken down.

Whole months come from the monthly flows, other spans of days from the facts; both say the same.
Every cell carries its evidence. What must not be summed or compared is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

import numpy as np

from tuobo.core.content import near
from tuobo.core.cube import Cell, Cube
from tuobo.core.errors import RequestError
from tuobo.core.measure import Amount, Count, Mean, Measure, Quantile, Rate
from tuobo.core.period import Period, month_index
from tuobo.engines.indicators.backend.quantiles import Ranked, Spans
from tuobo.engines.indicators.backend.served import Flows, Numbers, Served
from tuobo.engines.indicators.columns import DIMENSIONS
from tuobo.engines.indicators.definition import Indicator
from tuobo.engines.indicators.layout import MONTH, Figure, Layout
from tuobo.engines.indicators.pack import ReadyIndicator, histogram_key
from tuobo.engines.indicators.plan import QUANTILES, Ask, Part, rolls_up
from tuobo.engines.indicators.sides import ReadySide

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: `indicators` by id or id@version (empty: all), `by` in order of display.

    `scope` filters by columns of `DIMENSIONS`; `by` may name them and `month`.
    """

    period: Period
    indicators: tuple[str, ...] = ()
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: tuple[str, ...] = ()


def answer(served: Served, question: Question) -> Cube:
    """The cube of a question: one cell an indicator and place, in the order of the definitions.

    Places at which both counts of an indicator are zero all the time are left out, unless the
    question has no break-down but months. Raises RequestError for what cannot be answered.
    """
    pack = served.pack
    asked = question.indicators or tuple(pack.indicators)
    indicators = [pack.find(name, question.period) for name in asked]
    _check(served, question, indicators)
    windows = _windows(question)
    numbers = _numbers(served, question, indicators, windows)
    ranked = _quantiles(served, question, indicators, windows)
    layout = Layout(served, question.scope, question.by, windows)
    cells: list[Cell] = []
    for indicator in indicators:
        if indicator.is_quantile:
            values = ranked[histogram_key(indicator.numerator)]
            figures = _quantile_figures(indicator, values, layout, len(windows))
        else:
            figures = _figures(indicator, numbers, layout, len(windows))
        cells += layout.cells(indicator, figures)
    return Cube(dimensions=("indicator", *question.by), cells=tuple(cells))


def series(
    served: Served, indicator: str, period: Period, scope: Mapping[str, tuple[str, ...]]
) -> Cube:
    """An indicator month by month, for a chart.

    A break that forbids comparison cuts the series: it begins at the last such break inside.
    """
    ready = served.pack.find(indicator, period)
    cuts = [one.on for one in served.pack.breaks_inside(ready, period) if one.effect == "refuse"]
    if cuts:
        period = Period(max(cuts), period.end)
    question = Question(period=period, indicators=(ready.key,), scope=scope, by=(MONTH,))
    return answer(served, question)


def value_of(indicator: Indicator, measure: Measure, period: Period) -> Decimal | None:
    """The one number that a measure shows as; None where there is nothing to divide by.

    A ratio with `annualise_days` is multiplied by the days of the period (unresolved / resolved ×
    365 for a year): a quarterly ratio read as a yearly one is a published mistake (check O6).
    """
    match measure:
        case Rate():
            share = measure.share
            if share is None or not indicator.annualise_days:
                return share
            return share * _days_of(indicator, period)
        case Count():
            return Decimal(measure.value)
        case Amount():
            return Decimal(measure.fen)
        case Mean() | Quantile():
            return measure.value


def _days_of(indicator: Indicator, period: Period) -> Decimal:
    if period.is_whole_months:
        return Decimal(indicator.annualise_days * len(period.months)) / 12
    return Decimal(period.days)


def _windows(question: Question) -> list[Period]:
    """The spans that cells speak of: the months of the period, cut to it, or the period."""
    period = question.period
    if MONTH not in question.by:
        return [period]
    months = (Period.of_months(index, index) for index in period.months)
    return [Period(max(month.start, period.start), min(month.end, period.end)) for month in months]


def _check(served: Served, question: Question, indicators: Sequence[ReadyIndicator]) -> None:
    allowed = (*DIMENSIONS, MONTH)
    for name in (*question.by, *question.scope):
        if name not in allowed or (name == MONTH and name in question.scope):
            raise RequestError(
                "indicator.unknown_dimension",
                dimension=name,
                expected=", ".join(allowed),
                suggestion=near(name, allowed),
            )
    for one in indicators:
        _check_courts(served, question, one)
        for broken in served.pack.breaks_inside(one, question.period):
            if broken.effect == "refuse":
                raise RequestError(
                    "indicator.across_break",
                    indicator=one.key,
                    period=question.period,
                    on=broken.on,
                    why=broken.names.zh,
                    why_en=broken.names.en,
                )


def _check_courts(served: Served, question: Question, one: ReadyIndicator) -> None:
    if one.definition.roll_up == "sum" or "court" in question.by:
        return
    courts = question.scope.get("court", ())
    if len(courts) > 1 or (not courts and served.courts() > 1):
        raise RequestError("indicator.not_across_courts", indicator=one.key)


def shifted(side: ReadySide, period: Period) -> Period:
    """The days in which a side counts for a period: moved by its `shift_months`.

    Only whole months can be moved by months; raises RequestError for other periods.
    """
    months = side.side.shift_months
    if not months:
        return period
    if not period.is_whole_months:
        raise RequestError("indicator.needs_whole_months", period=period)
    return Period.of_months(period.months[0] + months, period.months[-1] + months)


def _numbers(
    served: Served,
    question: Question,
    indicators: Sequence[ReadyIndicator],
    windows: Sequence[Period],
) -> Numbers:
    """Each number of each side by place, one value a window."""
    asks = list(dict.fromkeys(ask for one in indicators for ask in one.asks))
    by = tuple(name for name in question.by if name != MONTH)
    found: Numbers = {}
    rolled: list[Ask] = []
    if question.period.is_whole_months and (
        MONTH in question.by or {*by, *question.scope} <= {"court"}
    ):
        rolled = [ask for ask in asks if rolls_up(ask.side)]
    if rolled:
        ends = (month_index(shifted(ask.side, windows[-1]).end) for ask in rolled)
        flows = served.monthly(rolled, max(ends), question.scope, by)
        for _, moved in groupby(sorted(rolled, key=_moved_by), key=_moved_by):
            alike = list(moved)
            spans = [shifted(alike[0].side, window) for window in windows]
            found.update(_summed(alike, flows, spans))
    rest = [ask for ask in asks if ask not in found]
    if rest:
        found.update(served.window(rest, windows, shifted, question.scope, by))
    return found


def _moved_by(ask: Ask) -> int:
    return ask.side.side.shift_months


def _summed(asks: Sequence[Ask], flows: Flows, spans: Sequence[Period]) -> Numbers:
    """Numbers from their flows: sums of months, and running sums for what is in stock."""
    found: Numbers = {}
    last = max((upto.shape[1] - 1 for upto in flows.upto.values()), default=0)
    starts = np.array([month_index(span.start) - flows.first for span in spans]).clip(0, last)
    ends = np.array([month_index(span.end) - flows.first for span in spans]).clip(0, last)
    for ask in asks:
        total = np.zeros((len(flows.places), len(spans)), np.int64)
        for part in ask.parts:
            upto = flows.upto.get(part.flow.key)
            if upto is None:
                continue
            share = part.sign * _span(part, upto[:, starts], upto[:, ends])
            total += share * _weight(part, spans) if part.by_day else share
        found[ask] = dict(zip(flows.places, total.tolist(), strict=True))
    return found


def _span(part: Part, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    match part.span:
        case "within":
            inside: np.ndarray = after - before
            return inside
        case "before_end":
            return after
        case "before_start":
            return before


def _weight(part: Part, spans: Sequence[Period]) -> np.ndarray:
    """The number of the day of the count, for ages."""
    days = [span.start if part.span == "before_start" else span.end for span in spans]
    return np.array([(day - _EPOCH).days - 1 for day in days], np.int64)


def _figures(
    indicator: ReadyIndicator, numbers: Numbers, layout: Layout, windows: int
) -> Iterator[Figure]:
    by_ask = [numbers.get(ask, {}) for ask in indicator.asks]
    places = {place for values in by_ask for place, counts in values.items() if any(counts)}
    zeros = [0] * windows
    for place in layout.in_order(places):
        columns = [values.get(place, zeros) for values in by_ask]
        for nth, counts in enumerate(zip(*columns, strict=True)):
            measure, count = _measure(indicator.definition, counts)
            yield place, nth, measure, count


def _measure(indicator: Indicator, counts: Sequence[int]) -> tuple[Measure, int]:
    """The measure, and the count below which it is too small to be read as a percentage."""
    match indicator.measure:
        case "rate":
            numerator, denominator = counts[0], sum(counts[1:])
            complement = indicator.complement
            rate = Rate(numerator=numerator, denominator=denominator, complement=complement)
            return rate, denominator
        case "mean":
            total, count = counts
            return Mean(total=total, count=count), count
        case "sum" if indicator.unit == "fen":
            return Amount(fen=counts[0]), -1
        case _:
            return Count(value=counts[0]), -1


def _quantiles(
    served: Served,
    question: Question,
    indicators: Sequence[ReadyIndicator],
    windows: Sequence[Period],
) -> dict[str, Ranked]:
    """The quantiles of all indicators that ask for one, by the values they are taken of."""
    sides = {histogram_key(one.numerator): one.numerator for one in indicators if one.is_quantile}
    spans = Spans(
        period=question.period,
        windows=windows,
        by_month=MONTH in question.by,
        scope=question.scope,
        by=tuple(name for name in question.by if name != MONTH),
    )
    ranked = served.quantiles.of(list(sides.values()), spans) if sides else []
    return dict(zip(sides, ranked, strict=True))


def _quantile_figures(
    indicator: ReadyIndicator, ranked: Ranked, layout: Layout, windows: int
) -> Iterator[Figure]:
    above, below = QUANTILES[indicator.definition.measure]
    share = Decimal(above) / below
    found = [place for place, spans in ranked.items() if any(n for n, _ in spans.values())]
    for place in layout.in_order(found):
        spans = ranked.get(place, {})
        for nth in range(windows):
            count, values = spans.get(nth, (0, {}))
            value = values.get(indicator.definition.measure)
            exact = None if value is None else Decimal(value)
            yield place, nth, Quantile(q=share, value=exact, count=count), count
