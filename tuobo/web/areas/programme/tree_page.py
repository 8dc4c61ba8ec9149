"""What the tree of goals shows: each goal with its indicator's reading, problems and tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tuobo.engines.ledgers import StateKind
from tuobo.engines.reports import Formatted, IndicatorLine, text_of
from tuobo.operations.programme.goal_tree import GoalTree, TreeGoal, TreeProblem
from tuobo.operations.programme.holding import Held
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.areas.programme.readings import Readings
from tuobo.web.areas.programme.unit_gaps import GapRows, task_gap_rows
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class ReadingView:
    """An indicator's figure with what its charts say."""

    line: IndicatorLine
    figure: Formatted
    address: str


@dataclass(frozen=True, kw_only=True)
class ProblemNode:
    """A problem with its tasks; `new_task` answers one that has none."""

    line: Line
    tasks: tuple[Line, ...]
    new_task: str


@dataclass(frozen=True, kw_only=True)
class GoalView:
    """A goal. `is_unread`: it has an indicator of which there is no figure here."""

    line: Line
    target: str
    due_on: date | None
    reading: ReadingView | None
    is_unread: bool
    problems: tuple[ProblemNode, ...]
    tasks: tuple[Line, ...]
    counts: str
    new_problem: str
    below: tuple[GoalView, ...]


@dataclass(frozen=True, kw_only=True)
class FamilyView:
    name: str
    goals: tuple[GoalView, ...]
    new: str


@dataclass(frozen=True, kw_only=True)
class TreePage:
    """The tree and its gaps."""

    families: tuple[FamilyView, ...]
    readings: Readings
    without_indicator: tuple[Line, ...]
    without_task: tuple[Line, ...]
    without_goal: tuple[Line, ...]
    loose: tuple[Line, ...]
    units: GapRows
    may_enter: bool


def tree_page(tree: GoalTree, readings: Readings, visit: Visit) -> TreePage:
    """The page."""
    coverage = tree.coverage
    return TreePage(
        families=tuple(
            FamilyView(
                name=one.name,
                goals=tuple(_goal(each, visit) for each in one.goals),
                new=new_entry("goal", visit, family=one.code),
            )
            for one in tree.families
        ),
        readings=readings,
        without_indicator=_lines("goal", tree.without_indicator, visit),
        without_task=_lines("problem", coverage.problems_without_task, visit),
        without_goal=_lines("problem", tree.problems_without_goal, visit),
        loose=_lines("task", tree.coverage.loose_tasks, visit),
        units=task_gap_rows(coverage.units, visit),
        may_enter=may_enter(visit, "goal"),
    )


def _goal(goal: TreeGoal, visit: Visit) -> GoalView:
    return GoalView(
        line=line_of("goal", goal.held, visit, goal.held.state),
        target=goal.target,
        due_on=goal.due_on,
        reading=_reading(goal.line, visit) if goal.line else None,
        is_unread=bool(goal.indicator) and goal.line is None,
        problems=tuple(_problem(one, visit) for one in goal.problems),
        tasks=_lines("task", goal.tasks, visit),
        counts=_counts(goal, visit),
        new_problem=new_entry("problem", visit, goal=goal.held.number, indicators=goal.indicator),
        below=tuple(_goal(one, visit) for one in goal.below),
    )


def _reading(line: IndicatorLine, visit: Visit) -> ReadingView:
    address = reverse("indicators:indicator", args=[line.id])
    return ReadingView(
        line=line,
        figure=text_of(line.figure, visit.numbers),
        address=address_with(address, visit.carried),
    )


def _counts(goal: TreeGoal, visit: Visit) -> str:
    problems = [one.held for one in goal.problems]
    tasks = goal.all_tasks
    return visit.texts(
        "programme.tree.counts",
        problems=len(problems),
        closed=_closed(problems),
        tasks=len(tasks),
        done=_closed(tasks),
    )


def _closed(held: Iterable[Held]) -> int:
    return sum(one.kind is StateKind.CLOSED for one in held)


def _problem(one: TreeProblem, visit: Visit) -> ProblemNode:
    return ProblemNode(
        line=line_of("problem", one.held, visit, one.held.state, is_late=one.held.is_overdue),
        tasks=_lines("task", one.tasks, visit),
        new_task=new_entry("task", visit, problems=one.held.number) if one.held.is_open else "",
    )


def _lines(ledger: str, held: Iterable[Held], visit: Visit) -> tuple[Line, ...]:
    return tuple(line_of(ledger, one, visit, one.state, is_late=one.is_overdue) for one in held)
