"""What the programme's pages show, with the addresses behind each number and title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from tuobo.core.errors import RequestError
from tuobo.core.measure import Rate
from tuobo.core.period import month_index, month_label
from tuobo.core.texts import Texts
from tuobo.engines.reports import Figure, Formatted, text_of
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.programme.diagnosis import DIMENSIONS, Bar, Diagnosis
from tuobo.operations.programme.holding import Held
from tuobo.operations.programme.home import Chain, DueLine, ProgrammeHome, Promise
from tuobo.operations.programme.plan import Plan, PlanTask, Reviewed
from tuobo.web.ui.period_grid import CellState, GridCell, GridRow, PeriodGrid
from tuobo.web.ui.reading import read_day
from tuobo.web.ui.visit import Visit, address_with

_HALF_WIDTH = 110
"""Half the width of the drawing of bars, in units of its view box."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry with its address and what stands beside it."""

    number: str
    title: str
    address: str
    note: str = ""
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class StateView:
    """A state with its count; the address lists its entries."""

    name: str
    count: int
    longest: str
    address: str
    is_waiting: bool


@dataclass(frozen=True, kw_only=True)
class ChainView:
    name: str
    total: int
    address: str
    states: tuple[StateView, ...]


@dataclass(frozen=True, kw_only=True)
class PromiseView:
    name: str
    made: int
    kept: int
    waiting: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The programme's first page."""

    home: ProgrammeHome
    designation: Line | None
    level: str
    chains: tuple[ChainView, ...]
    overdue: tuple[Line, ...]
    soon: tuple[Line, ...]
    promises: tuple[PromiseView, ...]
    proven: tuple[Line, ...]
    unanswered: tuple[Line, ...]
    loose: tuple[Line, ...]
    start: str


def home_page(home: ProgrammeHome, visit: Visit) -> HomePage:
    """The page of a programme; `start` is where the first entry is made."""
    held = home.designation
    return HomePage(
        home=home,
        designation=_line("designation", held, visit) if held else None,
        level=str(held.entry.values.get("level", "")) if held else "",
        chains=tuple(_chain(one, visit) for one in home.chains),
        overdue=tuple(_due(one, visit) for one in home.overdue),
        soon=tuple(_due(one, visit) for one in home.soon),
        promises=tuple(_promise(one, visit) for one in home.promises),
        proven=tuple(_line("problem", one, visit, one.state) for one in home.proven),
        unanswered=tuple(
            _line("problem", one, visit) for one in home.coverage.problems_without_task
        ),
        loose=tuple(_line("task", one, visit) for one in home.coverage.tasks_without_problem),
        start=_new("designation", visit),
    )


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """A task with what stands beside it in the plan."""

    line: Line
    state: str
    leader: str
    lead_unit: str
    target: str
    due_on: date | None
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class ProblemView:
    """A problem, its tasks and their grid; without a problem the tasks that answer none."""

    line: Line | None
    cause: str
    state: str
    is_new: bool
    tasks: tuple[TaskView, ...]
    grid: PeriodGrid
    new_task: str


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """The plan; `since_text` is what was typed, `problem` why it could not be read."""

    problems: tuple[ProblemView, ...]
    since_text: str
    problem: str
    new_problem: str


def plan_page(plan: Plan, visit: Visit, problem: str) -> PlanPage:
    """The plan with its grids."""
    views = []
    for one in plan.problems:
        held = one.held
        views.append(
            ProblemView(
                line=_line("problem", held, visit) if held else None,
                cause=one.cause,
                state=held.state if held else "",
                is_new=one.is_new,
                tasks=tuple(_task(task, visit) for task in one.tasks),
                grid=_grid(plan, one.tasks, visit),
                new_task=_new("task", visit, problems=held.number if held else ""),
            )
        )
    return PlanPage(
        problems=tuple(views),
        since_text=visit.query.get("since", ""),
        problem=problem,
        new_problem=_new("problem", visit),
    )


def since_of(visit: Visit) -> tuple[date | None, str]:
    """The day from which changes are asked for, or why it cannot be read."""
    text = visit.query.get("since", "")
    if not text:
        return None, ""
    try:
        return read_day(text), ""
    except RequestError as error:
        return None, visit.texts.error(error)


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
class Option:
    value: str
    name: str
    is_chosen: bool


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
        new_problem=_new(
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
        period=found.period,
        base=found.base,
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


def _chain(chain: Chain, visit: Visit) -> ChainView:
    address = reverse("ledgers:list", args=[chain.ledger])
    return ChainView(
        name=chain.name,
        total=chain.total,
        address=address_with(address, visit.carried),
        states=tuple(
            StateView(
                name=one.name,
                count=one.count,
                longest=visit.texts("programme.longest", days=one.longest_days)
                if one.kind in {"open", "waiting"}
                else "",
                address=address_with(address, {**visit.carried, "state": one.state}),
                is_waiting=one.kind == "waiting",
            )
            for one in chain.states
        ),
    )


def _due(one: DueLine, visit: Visit) -> Line:
    is_late = one.days_left < 0
    code = "programme.days_late" if is_late else "programme.days_left"
    note = visit.texts(code, days=abs(one.days_left))
    name = f"{one.ledger_name} · {note}"
    return _line(one.ledger, one.held, visit, name, is_late=is_late)


def _promise(one: Promise, visit: Visit) -> PromiseView:
    waiting = tuple(_line(one.ledger, held, visit, held.state) for held in one.waiting)
    return PromiseView(name=one.name, made=one.made, kept=one.kept, waiting=waiting)


def _task(task: PlanTask, visit: Visit) -> TaskView:
    return TaskView(
        line=_line("task", task.held, visit, is_late=task.held.is_overdue),
        state=task.held.state,
        leader=task.leader,
        lead_unit=task.lead_unit,
        target=task.target,
        due_on=task.held.due_on,
        is_new=task.is_new,
    )


def _grid(plan: Plan, tasks: tuple[PlanTask, ...], visit: Visit) -> PeriodGrid:
    return PeriodGrid(
        caption=visit.texts("programme.plan.grid"),
        head=visit.texts("programme.plan.task"),
        periods=tuple(month_label(month_index(one.start)) for one in plan.months),
        rows=tuple(_grid_row(plan, task, visit) for task in tasks),
    )


def _grid_row(plan: Plan, task: PlanTask, visit: Visit) -> GridRow:
    last = len(plan.months) - 1
    cells = []
    for at, (month, review) in enumerate(zip(plan.months, task.reviews, strict=True)):
        created = task.held.entry.created_on
        if review is not None:
            cells.append(_written(review, visit))
        elif created is not None and created >= month.end:
            cells.append(GridCell(state=CellState.LATER))
        else:
            state = CellState.OPEN if at == last else CellState.MISSING
            period = month_label(month_index(month.start))
            address = _new("task_review", visit, task=task.held.number, period=period)
            cells.append(GridCell(state=state, address=address))
    address = _address("task", task.held, visit)
    return GridRow(name=task.held.title, cells=tuple(cells), address=address, note=task.held.state)


def _written(review: Reviewed, visit: Visit) -> GridCell:
    address = reverse("ledgers:entry", args=["task_review", review.id])
    word = visit.texts(f"programme.review.{review.status}")
    next_on = review.next_on.isoformat() if review.next_on else "—"
    return GridCell(
        state=CellState.DONE,
        word=word,
        address=address_with(address, visit.carried),
        told=visit.texts("programme.review.told", comment=review.comment, day=next_on),
    )


def _line(ledger: str, held: Held, visit: Visit, note: str = "", *, is_late: bool = False) -> Line:
    return Line(
        number=held.number,
        title=held.title,
        address=_address(ledger, held, visit),
        note=note,
        is_late=is_late,
    )


def _address(ledger: str, held: Held, visit: Visit) -> str:
    return address_with(reverse("ledgers:entry", args=[ledger, held.id]), visit.carried)


def _new(ledger: str, visit: Visit, **values: str) -> str:
    """The form of a new entry with some fields filled in."""
    given = {f"f.{name}": value for name, value in values.items() if value}
    path = reverse("ledgers:new", args=[ledger])
    path = f"{path}?{urlencode(given)}" if given else path
    return address_with(path, visit.carried)
