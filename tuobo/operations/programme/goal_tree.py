"""The tree of goals: outcome → indicator → problem → task, and what it lacks.

The reading of an indicator is that of the health check; nothing is computed anew, nothing added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tuobo.engines.ledgers import StateKind
from tuobo.engines.reports import IndicatorLine
from tuobo.operations.programme.coverage import Coverage, coverage_of
from tuobo.operations.programme.holding import Held, Holding


@dataclass(frozen=True, kw_only=True)
class TreeProblem:
    """A problem with the tasks that answer it."""

    held: Held
    tasks: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class TreeGoal:
    """A goal with its indicator's line, its problems, its own tasks and the goals below it.

    `indicator` is empty for a goal without one; `line` is None where there is no reading of it.
    """

    held: Held
    target: str
    due_on: date | None
    indicator: str
    line: IndicatorLine | None
    problems: tuple[TreeProblem, ...]
    tasks: tuple[Held, ...]
    below: tuple[TreeGoal, ...]

    @property
    def all_tasks(self) -> tuple[Held, ...]:
        """Those of its problems and its own, each once."""
        of_problems = (task for one in self.problems for task in one.tasks)
        return tuple({one.number: one for one in (*of_problems, *self.tasks)}.values())


@dataclass(frozen=True, kw_only=True)
class Family:
    """One of the outcomes that the programme is for."""

    code: str
    name: str
    goals: tuple[TreeGoal, ...]


@dataclass(frozen=True, kw_only=True)
class GoalTree:
    """The tree in the order of the outcomes, goals by number, and its gaps."""

    families: tuple[Family, ...]
    without_indicator: tuple[Held, ...]
    problems_without_goal: tuple[Held, ...]
    coverage: Coverage


def goal_tree(holding: Holding, lines: Mapping[str, IndicatorLine]) -> GoalTree:
    """The tree of a court, as far as the person may see its ledgers."""
    goals = _kept(holding.of("goal"))
    problems, tasks = _kept(holding.of("problem")), _kept(holding.of("task"))
    making = _Making(goals=goals, problems=problems, tasks=tasks, lines=lines)
    families = making.families()
    return GoalTree(
        families=tuple(
            Family(code=code, name=name, goals=families.get(code, ()))
            for code, name in holding.words("goal", "family").items()
        ),
        without_indicator=tuple(
            one for one in goals if one.is_open and not one.entry.values.get("indicator")
        ),
        problems_without_goal=tuple(
            one for one in problems if one.is_open and not one.entry.values.get("goal")
        ),
        coverage=coverage_of(holding),
    )


@dataclass(frozen=True, kw_only=True)
class _Making:
    goals: tuple[Held, ...]
    problems: tuple[Held, ...]
    tasks: tuple[Held, ...]
    lines: Mapping[str, IndicatorLine]

    def families(self) -> dict[str, tuple[TreeGoal, ...]]:
        """Goals that stand under no other, by family; those of a circle stand for themselves."""
        numbers, seen = {one.number for one in self.goals}, set[str]()
        tops = [one for one in self.goals if _parent(one) not in numbers]
        trees = [self._goal(one, seen) for one in tops]
        trees += [self._goal(one, seen) for one in self.goals if one.number not in seen]
        found: dict[str, tuple[TreeGoal, ...]] = {}
        for one in trees:
            family = str(one.held.entry.values.get("family", ""))
            found[family] = (*found.get(family, ()), one)
        return found

    def _goal(self, goal: Held, seen: set[str]) -> TreeGoal:
        seen.add(goal.number)
        values = goal.entry.values
        problems = _naming(self.problems, "goal", goal)
        answering = {
            one.number for each in problems for one in _naming(self.tasks, "problems", each)
        }
        indicator = str(values.get("indicator", ""))
        below = [one for one in _naming(self.goals, "parent", goal) if one.number not in seen]
        return TreeGoal(
            held=goal,
            target=str(values.get("target", "")),
            due_on=values.day("target_on"),
            indicator=indicator,
            line=self.lines.get(indicator),
            problems=tuple(
                TreeProblem(held=one, tasks=_naming(self.tasks, "problems", one))
                for one in problems
            ),
            tasks=tuple(
                one for one in _naming(self.tasks, "goal", goal) if one.number not in answering
            ),
            below=tuple(self._goal(one, seen) for one in below),
        )


def _parent(goal: Held) -> str:
    return str(goal.entry.values.get("parent", ""))


def _naming(among: Iterable[Held], field: str, other: Held) -> tuple[Held, ...]:
    return tuple(one for one in among if other.number in one.entry.values.listed(field))


def _kept(held: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(one for one in held if one.kind is not StateKind.DROPPED)
