"""The effect test of a problem's indicators: the ruling that close-out (销号) asks for.

The work begins with the earliest task of the problem, else with the step that began it. What the
test says is frozen with the step that it allowed: the entry's history keeps the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import inf

from tuobo.core.errors import TuoboError
from tuobo.core.period import Period, month_index
from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.engines.analysis import (
    Band,
    EffectQuestion,
    EffectReading,
    Point,
    default_rules,
    effect_test,
)
from tuobo.engines.indicators import ReadyIndicator, series, value_of
from tuobo.engines.ledgers import Entry, Ledger, Ruling
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.operations.desk.places import scope_of
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.programme.rules import ProgrammeRules
from tuobo.records.ledgers import models

EFFECT = "effect_holds"
_BEGINS = ("start", "list")
_YEARS = 3


@dataclass(frozen=True, kw_only=True)
class IndicatorEffect:
    """What the test says of one indicator since a day: in a `word`, and `said` in a sentence."""

    indicator: str
    name: str
    began_on: date
    reading: EffectReading
    data_version: str
    word: str
    said: str


def effects_of(
    opened: OpenVersion,
    place: Place,
    indicators: Iterable[str],
    began_on: date,
    texts: Texts,
    *,
    on: date | None = None,
) -> tuple[IndicatorEffect, ...]:
    """The test of each indicator at a place, up to the last month that was whole in the data and,
    where a day is given, on that day: a step entered for an earlier day knows no later months.
    """
    until = min(opened.version.as_of, on) if on else opened.version.as_of
    return tuple(_effect(opened, place, one, began_on, until, texts) for one in indicators)


def effect_ruling(
    facts: Desk, texts: Texts
) -> Callable[[LedgerDesk, Ledger, Entry], Ruling | None]:
    """Who gives the ruling `effect_holds`: all indicators of the problem must pass."""

    def ruled(desk: LedgerDesk, _: Ledger, entry: Entry) -> Ruling | None:
        indicators = [str(one) for one in entry.values.listed("indicators")]
        if not indicators:
            return None
        began = began_on(desk, entry)
        try:
            with facts.now() as opened:
                place = Place(court=entry.court)
                found = effects_of(opened, place, indicators, began, texts, on=desk.on)
        except TuoboError as error:  # no data, or an indicator that is no more
            return Ruling(verdict=EFFECT, holds=False, said=texts.error(error))
        holds = all(one.reading.holds for one in found)
        return Ruling(verdict=EFFECT, holds=holds, said="；".join(one.said for one in found))

    return ruled


def began_on(desk: LedgerDesk, entry: Entry) -> date:
    """The first day of work: the earliest task's beginning, else the step that began it."""
    tasks = models.Entry.objects.filter(
        ledger="task",
        rehearsal=desk.rehearsal,
        links__to_entry__ledger=entry.ledger,
        links__to_entry__number=entry.number,
        links__to_entry__court__code=entry.court,
    )
    days = [date.fromisoformat(one["start_on"]) for one in tasks.values_list("values", flat=True)
            if one.get("start_on")]  # fmt: skip
    if days:
        return min(days)
    steps = {step.event: step.on for step in reversed(entry.steps)}
    return next((steps[one] for one in _BEGINS if one in steps), entry.created_on or desk.on)


def _effect(
    opened: OpenVersion, place: Place, indicator: str, began: date, until: date, texts: Texts
) -> IndicatorEffect:
    content = opened.workspace.content
    last = month_index(until) - (0 if _is_month_end(until) else 1)
    period = Period.of_months(min(month_index(began), last) - _YEARS * 12, last)
    with opened.served() as served:
        ready = served.pack.find(indicator, period)
        cells = series(served, ready.key, period, scope_of(place)).cells
        breaks = [one.on for one in served.pack.breaks_inside(ready, period)]
    points = [
        Point(on=one.evidence.period.start, value=_value(ready, one.measure, one.evidence.period))
        for one in cells
    ]
    definition = ready.definition
    asked = EffectQuestion(
        began_on=began,
        better=definition.better,
        months=ProgrammeRules.of(content).effect_months,
        bands=_bands(ready),
        breaks=breaks,
        bounds=(0.0, 1.0) if definition.unit == "share" else (0.0, inf),
    )
    reading = effect_test(points, default_rules(content), asked)
    name = texts.pick(definition.names)
    return IndicatorEffect(
        indicator=definition.id,
        name=name,
        began_on=began,
        reading=reading,
        data_version=opened.version.id,
        word=texts(f"analysis.effect.{reading.effect}"),
        said=f"{name}：{_said(reading, began, texts)}（{opened.version.id}）",
    )


def _said(reading: EffectReading, began: date, texts: Texts) -> str:
    interval = texts("analysis.effect.no_interval")
    if reading.inside is not None:
        interval = texts("analysis.effect.interval", inside=reading.inside, needed=reading.needed)
    basis = texts(
        "analysis.effect.basis",
        began=began,
        since=reading.since,
        before=reading.months_before,
        after=reading.months_since,
        interval=interval,
    )
    return f"{texts(f'analysis.effect.{reading.effect}')}，{basis}"


def _bands(ready: ReadyIndicator) -> tuple[Band, ...]:
    one = ready.definition.interval
    if one is None:
        return ()
    return (Band(low=one.low, high=one.high, start=one.in_force.start, end=one.in_force.end),)


def _value(ready: ReadyIndicator, measure: object, period: Period) -> float | None:
    value = value_of(ready.definition, measure, period)  # type: ignore[arg-type]
    return None if value is None else float(value)


def _is_month_end(day: date) -> bool:
    return month_index(date.fromordinal(day.toordinal() + 1)) != month_index(day)
