"""What the plan shows: problems, their tasks, and a grid of what was reviewed in each month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from tuobo.core.errors import RequestError
from tuobo.core.period import month_index, month_label
from tuobo.operations.ledgers.indicator_names import indicator_names
from tuobo.operations.programme.plan import Plan, PlanTask, Reviewed
from tuobo.operations.programme.plan_export import FORMS
from tuobo.web.areas.programme.lines import Line, address_of, line_of, new_entry
from tuobo.web.areas.programme.unit_gaps import GapRows, task_gap_rows
from tuobo.web.ui.period_grid import CellState, GridCell, GridRow, PeriodGrid
from tuobo.web.ui.reading import read_day
from tuobo.web.ui.shell import Link
from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """A task with what stands beside it in the plan."""

    line: Line
    state: str
    measure: str
    waits_for: tuple[Line, ...]
    leader: str
    person: str
    lead_unit: str
    target: str
    due_on: date | None
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class ProblemView:
    """A problem, its tasks and their grid; without a problem the tasks that answer none.

    `indicators` lead to their charts, in which the time of the tasks is drawn.
    """

    line: Line | None
    cause: str
    indicators: tuple[Link, ...]
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
    units: GapRows
    counts: str
    files: tuple[Link, ...]


def plan_page(plan: Plan, visit: Visit, problem: str) -> PlanPage:
    """The plan with its grids."""
    views = []
    for one in plan.problems:
        held = one.held
        views.append(
            ProblemView(
                line=line_of("problem", held, visit) if held else None,
                cause=one.cause,
                indicators=tuple(_indicator(each, visit) for each in one.indicators),
                state=held.state if held else "",
                is_new=one.is_new,
                tasks=tuple(_task(task, visit) for task in one.tasks),
                grid=_grid(plan, one.tasks, visit),
                new_task=new_entry("task", visit, problems=held.number if held else ""),
            )
        )
    return PlanPage(
        problems=tuple(views),
        since_text=visit.query.get("since", ""),
        problem=problem,
        new_problem=new_entry("problem", visit),
        units=task_gap_rows(plan.units, visit),
        counts=visit.texts(
            "programme.gap.counts", units=len(plan.units.units), stated=plan.units.stated
        ),
        files=tuple(_files(visit, is_read=not problem)),
    )


def _files(visit: Visit, *, is_read: bool) -> Iterator[Link]:
    """The plan as files, by the same day; none for whoever may not export."""
    if visit.may("ledgers.export"):
        since = visit.query.get("since", "") if is_read else ""
        for form in FORMS:
            address = reverse("programme:plan_export", args=[form])
            yield Link(
                name=visit.texts(f"programme.export.{form}"),
                address=address_with(address, {**visit.carried, "since": since}),
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


def _task(task: PlanTask, visit: Visit) -> TaskView:
    return TaskView(
        line=line_of("task", task.held, visit, is_late=task.held.is_overdue),
        state=task.held.state,
        measure=task.measure,
        waits_for=tuple(line_of("task", one, visit, one.state) for one in task.waits_for),
        leader=task.leader,
        person=task.person,
        lead_unit=task.lead_unit,
        target=task.target,
        due_on=task.held.due_on,
        is_new=task.is_new,
    )


def _indicator(indicator: str, visit: Visit) -> Link:
    names = indicator_names(settings.TUOBO_CONTENT).get(indicator)
    address = reverse("indicators:indicator", args=[indicator])
    return Link(
        name=visit.texts.pick(names) if names else indicator,
        address=address_with(address, visit.carried),
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
            address = new_entry("task_review", visit, task=task.held.number, period=period)
            word = "" if address or at == last else visit.texts("grid.missing")
            cells.append(GridCell(state=state, address=address, word=word))
    address = address_of("task", task.held, visit)
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
