"""The tests of a report: what the months of an indicator say, and how two figures compare.

A claim holds only by a rule that can be named; what it rests on is said for the annex. Months
before a break never serve as the baseline of months after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf
from typing import Protocol

from tuobo.core.cube import Cell
from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.measure import Amount, Count, Mean, Quantile, Rate
from tuobo.core.period import Period, month_index
from tuobo.core.texts import Texts
from tuobo.engines.analysis import (
    Chart,
    Limits,
    Point,
    RuleSet,
    Variation,
    default_rules,
    is_steady,
    read_against_baseline,
    read_variation,
    turning_point,
    xmr,
)
from tuobo.engines.indicators import (
    Break,
    Indicator,
    Question,
    ReadyIndicator,
    Served,
    answer,
    value_of,
)
from tuobo.engines.reports.compose import (
    Ask,
    Missing,
    MonthPoint,
    MonthSeries,
    Test,
    Verdict,
)
from tuobo.engines.reports.document import Passport
from tuobo.engines.reports.numbers import NumberWords, number_text
from tuobo.operations.indicator_lines import PageRules
from tuobo.operations.workspace import Workspace

_READINGS = {
    Test.IMPROVING: Variation.IMPROVING,
    Test.CONCERNING: Variation.CONCERNING,
    Test.NEUTRAL_SIGNAL: Variation.NEUTRAL_SIGNAL,
    Test.COMMON_CAUSE: Variation.COMMON_CAUSE,
    Test.EARLIER_SIGNAL: Variation.COMMON_CAUSE,
    Test.NOT_ENOUGH_DATA: Variation.NOT_ENOUGH_DATA,
}
_COMPARED = (Test.BETTER, Test.WORSE, Test.SAME, Test.HIGHER, Test.LOWER)


class Figures(Protocol):
    """What a test asks of the source of figures."""

    @property
    def texts(self) -> Texts: ...
    def figure(self, ask: Ask) -> Passport | Missing: ...
    def name_of(self, definition: str) -> str: ...
    def reader(self, ask: Ask) -> MonthReader: ...
    def is_small(self, ask: Ask) -> bool: ...


@dataclass(frozen=True)
class MonthReader:
    """An indicator month by month up to the end of the asked period."""

    workspace: Workspace
    served: Served
    ready: ReadyIndicator
    ask: Ask
    texts: Texts

    @cached_property
    def rules(self) -> RuleSet:
        return default_rules(self.workspace.content)

    @property
    def definition(self) -> Indicator:
        return self.ready.definition

    @cached_property
    def span(self) -> Period:
        """The whole months that are over; they begin at the last break that forbids comparing."""
        last = self.ask.period.months[-1]
        as_of = self.served.version.as_of
        if as_of is not None:
            over = month_index(date.fromordinal(as_of.toordinal() + 1)) - 1
            last = min(last, over)
        first = last - PageRules.of(self.workspace.content).months_shown + 1
        months = Period.of_months(first, last)
        cuts = [one.on for one in self._breaks(months) if one.effect == "refuse"]
        return Period(max(cuts), months.end) if cuts else months

    @cached_property
    def chart(self) -> Chart:
        cuts = [one.on for one in self._breaks(self.span)]
        return xmr(self.points(self.span), self.rules, breaks=cuts, bounds=self.bounds)

    @property
    def bounds(self) -> tuple[float, float]:
        is_share = self.definition.unit == "share" and not self.definition.complement
        return (0.0, 1.0) if is_share else (0.0, inf)

    def points(self, span: Period) -> list[Point]:
        """One point a month."""
        question = Question(
            period=span,
            indicators=(self.ready.key,),
            scope=dict(self.ask.scope),
            by=("month",),
        )
        return [
            Point(on=cell.evidence.period.start, value=self._value(cell))
            for cell in answer(self.served, question)
        ]

    def series(self, count: int) -> MonthSeries:
        """The last months with their limits, for a chart."""
        points = []
        for segment in self.chart.segments:
            limits = segment.limits
            for at, dot in enumerate(segment.dots):
                month = month_index(dot.on)
                points.append(
                    MonthPoint(
                        period=Period.of_months(month, month),
                        value=dot.value,
                        signal=self.texts("ledger_show.and").join(map(self._signal, dot.signals)),
                        mean=limits.mean if limits else None,
                        lower=limits.low if limits else None,
                        upper=limits.high if limits else None,
                        starts_segment=at == 0,
                    )
                )
        shown = points[-count:]
        variation = read_variation(self.chart, self.definition.better)
        told = self.texts(variation.text_code)
        if variation is Variation.COMMON_CAUSE and self.had_signals:
            told = self.texts("compose.test.earlier_signal.short")
        inside = Period(shown[0].period.start, shown[-1].period.end) if shown else self.span
        names = [
            self.texts(
                "compose.break",
                day=day_in_words(one.on, self.texts),
                name=self.texts.pick(one.names),
            )
            for one in self._breaks(inside)
        ]
        return MonthSeries(
            name=self.texts.pick(self.definition.names),
            unit=self.definition.unit,
            points=shown,
            reading=f"{self.texts('compose.reading')}{told}；{self.basis}",
            note="；".join(names),
        )

    @property
    def basis(self) -> str:
        """On what the limits of the last segment rest."""
        last = self.chart.last
        if last is None or last.limits is None:
            found = last.found if last else 0
            needed = self.rules.minimum_points
            return self.texts("analysis.basis.none", found=found, needed=needed)
        start = month_index(last.dots[0].on)
        months = Period.of_months(start, month_index(last.dots[-1].on))
        return self.limits_said(last.limits, months, last.found)

    def limits_said(self, limits: Limits, months: Period, found: int) -> str:
        unit = self.definition.unit
        words = NumberWords.of(self.texts)
        mean, low, high = (
            number_text(one, unit, words) for one in (limits.mean, limits.low, limits.high)
        )
        return self.texts(
            "compose.limits",
            months=period_in_words(months, self.texts),
            found=found,
            mean=mean,
            low=low,
            high=high,
        )

    @property
    def had_signals(self) -> bool:
        """Whether any month since the last break is a signal; the chart shows it as a diamond."""
        last = self.chart.last
        return last is not None and any(dot.signals for dot in last.dots)

    def signals_said(self) -> str:
        latest = self.chart.latest
        found = latest.signals if latest else ()
        return self.texts("ledger_show.and").join(map(self._signal, found))

    def _signal(self, one: str) -> str:
        points = next(rule.points for rule in self.rules.rules if rule.id == one)
        return self.texts(f"analysis.signal.{one}", points=points)

    def against_base(self, base: Period) -> tuple[Variation, str]:
        """The months of the asked period against the limits of the base, and why."""
        both = Period(min(base.start, self.ask.period.start), self.ask.period.end)
        if found := self._breaks(both):
            named = self.texts.pick(found[0].names)
            return Variation.NOT_ENOUGH_DATA, self.texts("compose.basis.break", name=named)
        reading = read_against_baseline(
            self.points(base),
            self.points(self.ask.period),
            self.rules,
            self.definition.better,
            self.bounds,
        )
        if reading.limits is None:
            needed = self.rules.minimum_points
            told = self.texts("analysis.basis.none", found=reading.base_found, needed=needed)
            return reading.variation, told
        told = self.limits_said(reading.limits, base, reading.base_found)
        signals = self.texts("ledger_show.and").join(map(self._signal, reading.found))
        joint = self.texts("programme.compare.joint")
        return reading.variation, joint.join(filter(None, (told, signals)))

    def _value(self, cell: Cell) -> float | None:
        value = value_of(self.definition, cell.measure, cell.evidence.period)
        return None if value is None else float(value)

    def _breaks(self, span: Period) -> Sequence[Break]:
        return self.served.pack.breaks_inside(self.ready, span)


def tested(test: Test, ask: Ask, source: Figures) -> Verdict:
    """Whether a test holds, with its name and basis."""
    if test in _COMPARED:
        return _verdict(test, source, ask, holds=_compares(test, ask, source))
    if test in {Test.SOME, Test.NONE}:
        found = source.figure(ask)
        above = isinstance(found, Passport) and _is_above_zero(found)
        known = isinstance(found, Passport)
        return _verdict(test, source, ask, holds=known and above == (test is Test.SOME))
    reader = source.reader(ask)
    if test in _READINGS:
        holds = read_variation(reader.chart, reader.definition.better) is _READINGS[test]
        if test in {Test.COMMON_CAUSE, Test.EARLIER_SIGNAL}:
            holds = holds and reader.had_signals == (test is Test.EARLIER_SIGNAL)
        return _verdict(test, source, ask, holds=holds, basis=reader.basis)
    return _claimed(test, ask, source, reader)


def _claimed(test: Test, ask: Ask, source: Figures, reader: MonthReader) -> Verdict:
    if source.is_small(ask):
        least = reader.served.pack.small
        told = source.texts("compose.missing.few", least=least.least_denominator if least else "")
        return _verdict(test, source, ask, holds=False, basis=told)
    better = reader.definition.better
    basis = "；".join(filter(None, (reader.basis, reader.signals_said())))
    match test:
        case Test.SIGNIFICANT_IMPROVEMENT if ask.base is not None:
            variation, basis = reader.against_base(ask.base)
            # One good month among bad ones must not contradict the figure beside the claim.
            holds = variation is Variation.IMPROVING and _compares(Test.BETTER, ask, source)
        case Test.SIGNIFICANT_IMPROVEMENT:
            holds = read_variation(reader.chart, better) is Variation.IMPROVING
        case Test.STEADY_IMPROVEMENT:
            holds = is_steady(reader.chart, better, reader.rules)
        case _:
            holds = turning_point(reader.chart) is not None
    return _verdict(test, source, ask, holds=holds, basis=basis)


def _verdict(test: Test, source: Figures, ask: Ask, *, holds: bool, basis: str = "") -> Verdict:
    code = f"compose.test.{test}"
    if test is Test.SIGNIFICANT_IMPROVEMENT:
        code += ".baseline" if ask.base is not None else ".chart"
    named = source.texts(code, base=period_in_words(ask.base, source.texts) if ask.base else "")
    return Verdict(holds=holds, name=source.name_of(ask.definition), test=named, basis=basis)


def _compares(test: Test, ask: Ask, source: Figures) -> bool:
    found = source.figure(ask)
    if not isinstance(found, Passport) or found.base is None or found.base_evidence is None:
        return False
    ready = source.reader(ask).ready
    now = value_of(ready.definition, found.measure, found.evidence.period)
    base = value_of(ready.definition, found.base, found.base_evidence.period)
    assert now is not None
    assert base is not None
    better = ready.definition.better
    match test:
        case Test.SAME:
            return now == base
        case Test.HIGHER:
            return now > base
        case Test.LOWER:
            return now < base
        case Test.BETTER:
            return (now > base and better == "higher") or (now < base and better == "lower")
        case _:
            return (now < base and better == "higher") or (now > base and better == "lower")


def _is_above_zero(passport: Passport) -> bool:
    match passport.measure:
        case Count(value=value):
            return value > 0
        case Amount(fen=fen):
            return fen > 0
        case Rate() as rate:
            return (rate.share or 0) > 0
        case Mean() | Quantile() as one:
            return (one.value or 0) > 0
