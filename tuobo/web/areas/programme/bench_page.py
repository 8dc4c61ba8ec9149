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
from tuobo.operations.programme.causes import CauseFound
from tuobo.operations.programme.diagnosis import DIMENSIONS, Bar, Diagnosis, Stage
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.ui.options import Option
from tuobo.web.ui.visit import Visit, address_with

_HALF_WIDTH = 110
"""Half the width of the drawing of bars, in units of its view box."""


@dataclass(frozen=True, kw_only=True)
class BarView:
    """A group's part: numbers as text, and two bars from the middle line.

    `to_problem` is the form of a problem with this part as its cause and the figure as evidence.
    """

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
    to_problem: str


@dataclass(frozen=True, kw_only=True)
class StageView:
    """How long a step takes; `to_problem` is the form of a problem that it is the cause of."""

    name: str
    days: str
    cases: str
    to_problem: str


@dataclass(frozen=True, kw_only=True)
class CauseView:
    """A problem of this indicator with its cause and its tasks."""

    line: Line
    state: str
    layer: str
    cause: str
    tasks: tuple[Line, ...]
    new_task: str


@dataclass(frozen=True, kw_only=True)
class BenchPage:
    """The diagnosis bench."""

    found: Diagnosis
    sentence: str
    bars: tuple[BarView, ...]
    indicators: tuple[Option, ...]
    dimensions: tuple[Option, ...]
    is_year_on_year: bool
    stages: tuple[StageView, ...]
    causes: tuple[CauseView, ...] | None
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


def bench_page(
    found: Diagnosis,
    choices: tuple[Option, ...],
    causes: tuple[CauseFound, ...] | None,
    visit: Visit,
) -> BenchPage:
    """The bench for one indicator; `causes` is None for whoever may not see the programme."""
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
        stages=tuple(_stage(one, found, visit) for one in found.stages),
        causes=None if causes is None else tuple(_cause(one, found, visit) for one in causes),
        indicator_address=address_with(
            reverse("indicators:indicator", args=[found.indicator]), carried
        ),
        new_problem=_problem(found, visit, texts("programme.diagnosis.statement", name=found.name)),
        before=_said(found.whole.before, found) if found.whole else None,
        after=_said(found.whole.after, found) if found.whole else None,
    )


def _said(rate: Rate, found: Diagnosis) -> Formatted:
    is_small = rate.denominator < found.least
    return text_of(Figure(measure=rate, unit="share", is_small=is_small))


def _sentence(found: Diagnosis, texts: Texts) -> str:
    if found.whole is None or found.change_points is None:
        return ""
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
        to_problem=_problem_of_part(bar, found, visit),
    )


def _problem(found: Diagnosis, visit: Visit, statement: str, **more: str) -> str:
    """The form of a problem, with the indicator and the figure as its evidence."""
    return new_entry(
        "problem",
        visit,
        statement=statement,
        indicators=found.indicator,
        figures=found.figure_code,
        found_through="signal",
        dimension="quality",
        **more,
    )


def _problem_of_part(bar: Bar, found: Diagnosis, visit: Visit) -> str:
    texts = visit.texts
    unit = {"responsible_unit": bar.label} if found.dimension == "division" else {}
    return _problem(
        found,
        visit,
        texts("programme.diagnosis.statement_part", name=found.name, part=bar.label),
        main_layer="indicator",
        main_cause=texts(
            "programme.diagnosis.cause_part",
            part=bar.label,
            base=period_in_words(found.base, texts),
            period=period_in_words(found.period, texts),
            before=f"{bar.before.numerator:,}/{bar.before.denominator:,}",
            after=f"{bar.after.numerator:,}/{bar.after.denominator:,}",
            rate=f"{bar.rate_points:+}",
            mix=f"{bar.mix_points:+}",
        ),
        **unit,
    )


def _stage(one: Stage, found: Diagnosis, visit: Visit) -> StageView:
    texts = visit.texts
    name = texts(f"programme.stage.{one.begins}.{one.ends}")
    cases = f"{one.cases:,}"
    to_problem = ""
    if one.days is not None:
        cause = texts("programme.diagnosis.cause_stage", stage=name, days=one.days, cases=cases)
        statement = texts("programme.diagnosis.statement_part", name=found.name, part=name)
        to_problem = _problem(found, visit, statement, main_layer="indicator", main_cause=cause)
    days = f"{one.days}" if one.days is not None else "—"
    return StageView(name=name, days=days, cases=cases, to_problem=to_problem)


def _cause(one: CauseFound, found: Diagnosis, visit: Visit) -> CauseView:
    number = one.problem.number
    new_task = new_entry("task", visit, problems=number, indicators=found.indicator)
    return CauseView(
        line=line_of("problem", one.problem, visit),
        state=one.problem.state,
        layer=one.layer,
        cause=one.cause,
        tasks=tuple(line_of("task", each, visit, each.state) for each in one.tasks),
        new_task=new_task if one.problem.is_open else "",
    )


def _stretch(points: Decimal, most: Decimal) -> tuple[float, float]:
    """Left end and width of a bar that begins at the middle line."""
    width = float(abs(points) / most) * _HALF_WIDTH if most else 0.0
    return (_HALF_WIDTH - width if points < 0 else float(_HALF_WIDTH)), width
