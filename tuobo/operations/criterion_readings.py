"""Exit criteria beside figures: inside or outside the interval that a document sets.

The interval is the one that the court entered with its document, for the criterion itself or for
the indicator. Without one nothing is judged: there is no default, and no pass mark is ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from tuobo.core.cube import Cell
from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.indicators import Indicator, ReadyIndicator, Served, value_of
from tuobo.engines.ledgers import Entry, Values
from tuobo.engines.reports import Figure, text_of
from tuobo.engines.reports.compose import Ask, Missing, Record, Scope
from tuobo.engines.reports.document import Form, Passport
from tuobo.engines.reports.numbers import NumberWords, number_text
from tuobo.operations.indicator_lines import figure_of

LEDGER, READINGS = "exit_criterion", "readings"
"""The ledger of criteria, and the name under which a report tells their readings."""
_ENTERED = {"share": Decimal("0.01"), "fen": Decimal(100)}
"""What one means as it is typed: per cent of a share, yuan of an amount; else the unit itself."""


class Standing(StrEnum):
    """Where a figure stands.

    no_interval  none was entered        several   one interval, several indicators
    no_figure    the data have none      crossed   the lower bound is above the upper one
    too_few      the denominator is below the minimum sample
    """

    INSIDE = "inside"
    OUTSIDE = "outside"
    NO_INTERVAL = "no_interval"
    NO_FIGURE = "no_figure"
    TOO_FEW = "too_few"
    SEVERAL = "several"
    CROSSED = "crossed"


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """An interval, ends included, in the unit of the indicator's value, and who set it."""

    low: Decimal | None
    high: Decimal | None
    document: str
    on: date | None = None

    def holds(self, value: Decimal) -> bool:
        is_over = self.low is None or value >= self.low
        return is_over and (self.high is None or value <= self.high)

    @property
    def is_crossed(self) -> bool:
        return self.low is not None and self.high is not None and self.low > self.high


@dataclass(frozen=True, kw_only=True)
class CriterionReading:
    """One indicator of a criterion: figure, interval, and where the one lies of the other."""

    ready: ReadyIndicator
    period: Period
    figure: Passport | None
    reason: str
    bounds: Bounds | None
    standing: Standing

    @property
    def indicator(self) -> str:
        return self.ready.definition.id


class FigureReader(Protocol):
    """What a reading asks of the source of figures."""

    @property
    def texts(self) -> Texts: ...
    @property
    def served(self) -> Served: ...
    def figure(self, ask: Ask) -> Passport | Missing: ...
    def is_small(self, ask: Ask) -> bool: ...


def criterion_readings(
    values: Values, period: Period, scope: Scope, source: FigureReader
) -> tuple[CriterionReading, ...]:
    """Each indicator of a criterion over the criterion's own period, else over the given one."""
    own = values.get("period")
    over = own if isinstance(own, Period) else period
    names = [str(one).partition("@")[0] for one in values.listed("indicators")]
    return tuple(_reading(one, values, over, scope, source, count=len(names)) for one in names)


def told_of(reading: CriterionReading, texts: Texts) -> str:
    """The reading in a sentence: figure with its counts and data version, interval, document."""
    fields = {
        "name": texts.pick(reading.ready.definition.names),
        "period": period_in_words(reading.period, texts),
        "reason": reading.reason,
    }
    if reading.figure is not None:
        fields["figure"] = _figure_text(reading, reading.figure, texts)
    if reading.bounds is not None:
        fields["interval"] = _interval_text(reading.bounds, reading.ready.definition.unit, texts)
        fields["document"] = _document_text(reading.bounds, texts)
    return texts(f"criterion.told.{reading.standing}", **fields)


def with_readings(
    records: Sequence[Record], entries: Sequence[Entry], period: Period, scope: Scope,
    source: FigureReader,
) -> tuple[Record, ...]:  # fmt: skip
    """The records of criteria, each with its readings in words; nothing where there are none."""
    by_number: Mapping[str, Entry] = {one.number: one for one in entries}
    joint = source.texts("programme.compare.joint")

    def told(record: Record) -> Record:
        values = by_number[record.number].values
        found = criterion_readings(values, period, scope, source)
        sentences = joint.join(told_of(one, source.texts) for one in found)
        return replace(record, fields={**record.fields, READINGS: sentences})

    return tuple(told(one) for one in records)


def _reading(
    name: str, values: Values, period: Period, scope: Scope, source: FigureReader, *, count: int
) -> CriterionReading:
    ready = source.served.pack.find(name, period)
    ask = Ask(definition=name, form=Form.VALUE, period=period, scope=scope)
    figure, reason = _figure(ask, source)
    own = _own_bounds(values, ready.definition)
    bounds = own or _bounds_of(ready.definition, period)
    return CriterionReading(
        ready=ready,
        period=period,
        figure=figure,
        reason=reason,
        bounds=bounds,
        standing=Standing.SEVERAL
        if own and count > 1
        else _standing(ready, figure, bounds, is_small=figure is not None and source.is_small(ask)),
    )


def _figure(ask: Ask, source: FigureReader) -> tuple[Passport | None, str]:
    """The figure, or in words why there is none."""
    try:
        found = source.figure(ask)
    except RequestError as error:
        return None, source.texts.error(error)
    if isinstance(found, Missing):
        return None, source.texts(found.reason, **found.fields)
    return found, ""


def _standing(
    ready: ReadyIndicator, figure: Passport | None, bounds: Bounds | None, *, is_small: bool
) -> Standing:
    if figure is None:
        return Standing.NO_FIGURE
    if bounds is None:
        return Standing.NO_INTERVAL
    if bounds.is_crossed:
        return Standing.CROSSED
    value = value_of(ready.definition, figure.measure, figure.evidence.period)
    if is_small or value is None:
        return Standing.TOO_FEW
    return Standing.INSIDE if bounds.holds(value) else Standing.OUTSIDE


def _own_bounds(values: Values, definition: Indicator) -> Bounds | None:
    """The interval of the criterion, from the unit in which it is typed."""
    low, high = (_entered(values.get(name), definition) for name in ("lower", "upper"))
    if low is None and high is None:
        return None
    document = str(values.get("document_number", ""))
    return Bounds(low=low, high=high, document=document, on=values.day("document_on"))


def _entered(typed: object, definition: Indicator) -> Decimal | None:
    if typed is None or typed == "":
        return None
    return Decimal(str(typed)) * _ENTERED.get(definition.unit, Decimal(1))


def _bounds_of(definition: Indicator, period: Period) -> Bounds | None:
    """The interval that the court entered with the indicator, if it is in force at the end."""
    one = definition.interval
    if one is None or not one.in_force.holds_on(period.last_day):
        return None
    low, high = (None if end is None else Decimal(str(end)) for end in (one.low, one.high))
    return Bounds(low=low, high=high, document=one.document)


def _figure_text(reading: CriterionReading, figure: Passport, texts: Texts) -> str:
    cell = Cell(at={}, measure=figure.measure, evidence=figure.evidence)
    said: Figure = figure_of(reading.ready, cell)
    shown = text_of(said, NumberWords.of(texts))
    version = texts("criterion.version", version=figure.evidence.data_version)
    beside = texts("criterion.beside").join(filter(None, (shown.fraction, version)))
    return texts("criterion.figure", value=shown.value, beside=beside)


def _interval_text(bounds: Bounds, unit: str, texts: Texts) -> str:
    words = NumberWords.of(texts)
    low, high = (number_text(one, unit, words) for one in (bounds.low, bounds.high))
    if bounds.high is None:
        return texts("criterion.interval.from", low=low)
    if bounds.low is None:
        return texts("criterion.interval.to", high=high)
    return texts("criterion.interval", low=low, high=high)


def _document_text(bounds: Bounds, texts: Texts) -> str:
    if bounds.on is None:
        return bounds.document
    return texts("criterion.document", number=bounds.document, day=day_in_words(bounds.on, texts))
