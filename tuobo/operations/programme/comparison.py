"""Baseline, phases and now side by side, with what the test says of the months since.

A difference of two numbers proves nothing here: whether something has changed is read from the
months of now against the limits of the months of the baseline, and a break forbids the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuobo.core.cube import Cell
from tuobo.core.errors import RequestError
from tuobo.core.period import Period, month_index
from tuobo.engines.analysis import Variation
from tuobo.engines.indicators import ReadyIndicator
from tuobo.engines.reports import Formatted, text_of
from tuobo.engines.reports.compose import Ask
from tuobo.engines.reports.document import Form, Passport
from tuobo.engines.reports.numbers import NOTHING, NumberWords
from tuobo.operations.indicator_lines import figure_of
from tuobo.operations.programme.baseline import FrozenFigures, figure_or_reason, indicator_of
from tuobo.operations.report_figures import StoreFigures


@dataclass(frozen=True, kw_only=True)
class ComparedLine:
    """One indicator: frozen and present figures, and the reading of its months.

    now   None where there is no figure
    told  on what the reading rests, or why there is none, and what is to be noted
    """

    indicator: str
    name: str
    ready: ReadyIndicator
    base: Passport
    phases: tuple[Passport | None, ...]
    now: Passport | None
    variation: Variation
    told: str

    def printed(self, passport: Passport | None, words: NumberWords) -> Formatted:
        """One of its figures with numerator and denominator; a dash for none."""
        if passport is None:
            return Formatted(value=NOTHING, fraction="")
        cell = Cell(at={}, measure=passport.measure, evidence=passport.evidence)
        return text_of(figure_of(self.ready, cell), words)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All indicators of the baseline in the order of their definitions, never by value."""

    base: Period
    now: Period
    data_version: str
    lines: tuple[ComparedLine, ...]


def period_since(designated_on: date, as_of: date) -> Period | None:
    """The whole months after the one of the designation; None while there is none."""
    first = month_index(designated_on) + 1
    last = month_index(date.fromordinal(as_of.toordinal() + 1)) - 1
    return Period.of_months(first, last) if first <= last else None


def compare(
    source: StoreFigures, base: FrozenFigures, phases: Sequence[FrozenFigures], now: Period
) -> Comparison:
    """Read every indicator of the baseline that is a goal, as of the present data version."""
    return Comparison(
        base=base.period,
        now=now,
        data_version=source.served.version.id,
        lines=tuple(
            _line(source, one, tuple(phases), now)
            for one in base.passports
            if source.served.pack.find(indicator_of(one), now).definition.status == "goal"
        ),
    )


def _line(
    source: StoreFigures, base: Passport, phases: tuple[FrozenFigures, ...], now: Period
) -> ComparedLine:
    indicator = indicator_of(base)
    scope = tuple(sorted(base.evidence.scope.items()))
    ask = Ask(definition=indicator, form=Form.VALUE, period=now, scope=scope)
    found = figure_or_reason(source, ask)
    none = (Variation.NOT_ENOUGH_DATA, str(found), ())
    variation, basis, notes = none if isinstance(found, str) else _read(source, ask, base, found)
    ready = source.served.pack.find(indicator, now)
    return ComparedLine(
        indicator=indicator,
        name=source.texts.pick(ready.definition.names),
        ready=ready,
        base=base,
        phases=tuple(each.passport(indicator) for each in phases),
        now=None if isinstance(found, str) else found,
        variation=variation,
        told=source.texts("programme.compare.joint").join(filter(None, (basis, *notes))),
    )


def _read(
    source: StoreFigures, ask: Ask, base: Passport, now: Passport
) -> tuple[Variation, str, tuple[str, ...]]:
    notes = tuple(source.notes(now))
    if source.is_small(ask):
        return Variation.NOT_ENOUGH_DATA, source.texts("programme.compare.small"), notes
    try:
        variation, basis = source.reader(ask).against_base(base.evidence.period)
    except RequestError as error:  # a break that forbids even the months
        return Variation.NOT_ENOUGH_DATA, source.texts.error(error), notes
    return variation, basis, notes
