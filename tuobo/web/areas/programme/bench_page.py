"""What the diagnosis bench shows: a change in parts, drawn, with the way on to a problem."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from tuobo.core.days_in_words import period_in_words
from tuobo.core.measure import Rate
from tuobo.core.texts import Texts
from tuobo.engines.reports import Figure, Formatted, text_of
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.programme.diagnosis import DIMENSIONS, Bar, Diagnosis
from tuobo.web.areas.programme.lines import new_entry
from tuobo.web.ui.options import Option
from tuobo.web.ui.visit import Visit, address_with

_HALF_WIDTH = 110
"""Half the width of the drawing of bars, in units of its view box."""


@dataclass(frozen=True, kw_only=True)
class BarView:
    """A group's part: numbers as text, and two bars from the middle line."""

    label: str
    before: Formatted
    after: Formatted
    rate: Decimal
    mix: Decimal
    rate_x: float
    rate_width: float
    mix_x: float
    mix_width: float
    cases: str


@dataclass(frozen=True, kw_only=True)
class BenchPage:
    """The diagnosis bench."""

    found: Diagnosis
    sentence: str
    bars: tuple[BarView, ...]
    indicators: tuple[Option, ...]
    dimensions: tuple[Option, ...]
    is_year_on_year: bool
    stages: tuple[tuple[str, str, str], ...]
    indicator_address: str
    new_problem: str
    before: Formatted | None
    after: Formatted | None


def bench_choices(opened: OpenVersion, visit: Visit) -> tuple[Option, ...]:
    """The rates that may be watched, in the order of their definitions."""
    pack = opened.workspace.indicators
    here = visit.query.get("indicator", "")
    found = {}
    for one in pack.indicators.values():
        definition = one.definition
        if definition.measure == "rate" and definition.status == "goal":
            name = visit.texts.pick(definition.names)
            found[definition.id] = Option(
                value=definition.id, name=name, is_chosen=definition.id == here
            )
    return tuple(found.values())


def bench_page(found: Diagnosis, choices: tuple[Option, ...], visit: Visit) -> BenchPage:
    """The bench for one indicator."""
    texts = visit.texts
    most = max((abs(n) for one in found.bars for n in (one.rate_points, one.mix_points)),
               default=Decimal(0))  # fmt: skip
    carried = visit.carried
    return BenchPage(
        found=found,
        sentence=_sentence(found, texts),
        bars=tuple(_bar(one, found, most, visit) for one in found.bars),
        indicators=tuple(
            Option(value=one.value, name=one.name, is_chosen=one.value == found.indicator)
            for one in choices
        ),
        dimensions=tuple(
            Option(
                value=one,
                name=texts(f"programme.diagnosis.by.{one}"),
                is_chosen=one == found.dimension,
            )
            for one in DIMENSIONS
        ),
        is_year_on_year=visit.query.get("base", "") == "year",
        stages=tuple(
            (
                texts(f"programme.stage.{one.begins}.{one.ends}"),
                f"{one.days}" if one.days is not None else "—",
                f"{one.cases:,}",
            )
            for one in found.stages
        ),
        indicator_address=address_with(
            reverse("indicators:indicator", args=[found.indicator]), carried
        ),
        new_problem=new_entry(
            "problem",
            visit,
            statement=texts("programme.diagnosis.statement", name=found.name),
            indicators=found.indicator,
            figures=found.figure_code,
            found_through="signal",
            dimension="quality",
        ),
        before=_said(found.whole.before, found) if found.whole else None,
        after=_said(found.whole.after, found) if found.whole else None,
    )


def _said(rate: Rate, found: Diagnosis) -> Formatted:
    is_small = rate.denominator < found.least
    return text_of(Figure(measure=rate, unit="share", is_small=is_small))


def _sentence(found: Diagnosis, texts: Texts) -> str:
    if found.whole is None or found.change_points is None:
        return found.refused
    return texts(
        "programme.diagnosis.sentence",
        name=found.name,
        period=period_in_words(found.period, texts),
        base=period_in_words(found.base, texts),
        change=f"{found.change_points:+}",
        rate=f"{found.rate_points:+}",
        mix=f"{found.mix_points:+}",
    )


def _bar(bar: Bar, found: Diagnosis, most: Decimal, visit: Visit) -> BarView:
    rate_x, rate_width = _stretch(bar.rate_points, most)
    mix_x, mix_width = _stretch(bar.mix_points, most)
    days = {"closed_from": found.period.start, "closed_to": found.period.last_day}
    query = {found.dimension: bar.code or "-", **{name: str(day) for name, day in days.items()}}
    return BarView(
        label=bar.label,
        before=_said(bar.before, found),
        after=_said(bar.after, found),
        rate=bar.rate_points,
        mix=bar.mix_points,
        rate_x=rate_x,
        rate_width=rate_width,
        mix_x=mix_x,
        mix_width=mix_width,
        cases=address_with(reverse("cases:list"), {**visit.carried, **query}),
    )


def _stretch(points: Decimal, most: Decimal) -> tuple[float, float]:
    """Left end and width of a bar that begins at the middle line."""
    width = float(abs(points) / most) * _HALF_WIDTH if most else 0.0
    return (_HALF_WIDTH - width if points < 0 else float(_HALF_WIDTH)), width
