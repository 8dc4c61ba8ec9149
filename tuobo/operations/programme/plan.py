"""The plan (P12): problem → task with who and when, and a grid of what was reviewed in each month.

A cell holds what a person wrote: status, comment, next date. Nothing is computed from effort.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tuobo.core.period import Period, month_index, month_start
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.ledgers import StateKind
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.programme.coverage import units_without_task
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.rules import ProgrammeRules
from tuobo.operations.programme.stated_gaps import UnitGaps
from tuobo.records.ledgers.queries import NOBODY, Names, names_of


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """What was written about a task for a month."""

    id: int
    status: str
    comment: str
    next_on: date | None


@dataclass(frozen=True, kw_only=True)
class PlanTask:
    """A task with its months, in the order of the plan's columns; None: nothing was written.

    measure   what is done, where it says more than the title
    waits_for tasks that it depends on and that are still open
    """

    held: Held
    measure: str
    leader: str
    person: str
    waits_for: tuple[Held, ...]
    lead_unit: str
    target: str
    is_new: bool
    reviews: tuple[Reviewed | None, ...]


@dataclass(frozen=True, kw_only=True)
class PlanProblem:
    """A problem with its tasks; `held` is None for tasks that answer no problem."""

    held: Held | None
    cause: str
    indicators: tuple[str, ...]
    tasks: tuple[PlanTask, ...]
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The plan: months as columns, the last one is the month of the day.

    `units` are those without a task, with the reason that was stated.
    """

    months: tuple[Period, ...]
    problems: tuple[PlanProblem, ...]
    since: date | None
    units: UnitGaps


def plan_of(desk: LedgerDesk, court: str, texts: Texts, *, since: date | None = None) -> Plan:
    """Open problems and their tasks, and those that ended since a day if one is given."""
    holding = Holding(desk, court, texts)
    months = _months(desk)
    making = _Making(holding, months, since, Vocabularies.of(desk.content))
    return Plan(
        months=months,
        problems=tuple(making.problems()),
        since=since,
        units=units_without_task(holding),
    )


@dataclass(frozen=True)
class _Making:
    holding: Holding
    months: tuple[Period, ...]
    since: date | None
    vocabularies: Vocabularies

    def problems(self) -> Iterator[PlanProblem]:
        names = self._names()
        shown = [one for one in self.holding.of("problem") if self._is_shown(one)]
        answered: set[str] = set()
        for problem in sorted(shown, key=self._place):
            tasks = self.holding.naming("task", "problems", problem.number)
            answered |= {one.number for one in tasks}
            yield PlanProblem(
                held=problem,
                cause=str(problem.entry.values.get("main_cause", "")),
                indicators=tuple(map(str, problem.entry.values.listed("indicators"))),
                tasks=tuple(self._task(one, names) for one in tasks if self._is_counted(one)),
                is_new=self._is_new(problem),
            )
        rest = [one for one in self.holding.of("task") if one.number not in answered]
        rest = [one for one in rest if self._is_shown(one)]
        if rest:
            others = tuple(self._task(one, names) for one in rest)
            yield PlanProblem(held=None, cause="", indicators=(), tasks=others, is_new=False)

    def _place(self, problem: Held) -> tuple[int, str]:
        """Dimensions stand in their official order, political work first."""
        ledger = self.holding.ledger("problem")
        assert ledger is not None
        vocabulary = ledger.field_by_id["dimension"].vocabulary
        order = [one.code for one in self.vocabularies[vocabulary].entries]
        held = str(problem.entry.values.get("dimension", ""))
        return order.index(held) if held in order else len(order), problem.number

    def _task(self, task: Held, names: Names) -> PlanTask:
        values = task.entry.values
        return PlanTask(
            held=task,
            measure=str(values.get("detail", "")),
            person=names.people.get(str(values.get("person", "")), ""),
            waits_for=tuple(self._waits_for(task)),
            leader=names.people.get(str(values.get("leader", "")), ""),
            lead_unit=names.units.get(str(values.get("lead_unit", "")), ""),
            target=str(values.get("target", "")),
            is_new=self._is_new(task),
            reviews=tuple(self._review(task, month) for month in self.months),
        )

    def _waits_for(self, task: Held) -> Iterator[Held]:
        numbered = self.holding.numbered("task")
        for number in task.entry.values.listed("depends_on"):
            before = numbered.get(str(number))
            if before is not None and before.is_open:
                yield before

    def _review(self, task: Held, month: Period) -> Reviewed | None:
        """The last review whose period lies in a month."""
        found = [
            one
            for one in self.holding.naming("task_review", "task", task.number)
            if _touches(one.entry.values.get("period"), month)
        ]
        if not found:
            return None
        values = found[-1].entry.values
        return Reviewed(
            id=found[-1].id,
            status=str(values.get("status", "")),
            comment=str(values.get("comment", "")),
            next_on=values.day("next_review_on"),
        )

    def _is_shown(self, one: Held) -> bool:
        if one.is_open:
            return True
        ended = one.entry.steps[-1].on if one.entry.steps else None
        return self.since is not None and ended is not None and ended >= self.since

    def _is_counted(self, one: Held) -> bool:
        return one.kind is not StateKind.DROPPED

    def _is_new(self, one: Held) -> bool:
        created = one.entry.created_on
        return self.since is not None and created is not None and created >= self.since

    def _names(self) -> Names:
        tasks = self.holding.of("task")
        people = _ids(tasks, "leader") | _ids(tasks, "person")
        return names_of(NOBODY, people, _ids(tasks, "lead_unit"))


def _ids(held: Iterable[Held], name: str) -> set[str]:
    return {str(value) for one in held for value in one.entry.values.listed(name)}


def _touches(period: object, month: Period) -> bool:
    """Whether a review's period begins in a month."""
    return isinstance(period, Period) and period.start in month


def _months(desk: LedgerDesk) -> tuple[Period, ...]:
    last = month_index(desk.on)
    shown = ProgrammeRules.of(desk.content).review_periods
    return tuple(
        Period(month_start(at), month_start(at + 1)) for at in range(last - shown + 1, last + 1)
    )
