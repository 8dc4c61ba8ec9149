"""The plan as a workbook or a Word file: every problem and task, and what was written each month.

A workbook has a column for each month; on paper they stand below one another in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.period import Period, month_index, month_label
from tuobo.core.texts import Texts
from tuobo.operations.case_exports.write import DOCX, XLSX, tell_log, write_list
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.plan import Plan, PlanProblem, PlanTask, Reviewed
from tuobo.operations.programme.stated_gaps import Standing, UnitGap
from tuobo.operations.supervision.hand import Hand
from tuobo.operations.workspace import Workspace

FORMS = (XLSX, DOCX)
_REVIEW, _STATUS = "task_review", "status"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    XLSX: ("number", "problem", "cause", "problem_state", "task_number", "task", "measure",
           "waits_for", "target", "unit", "leader", "person", "due", "state"),
    DOCX: ("problem", "task", "target", "unit", "leader", "due", "state"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """A file with its name."""

    name: str
    content: bytes


def plan_file(
    desk: LedgerDesk, workspace: Workspace, plan: Plan, form: str, hand: Hand, texts: Texts
) -> PlanFile:
    """Write the plan and tell the log."""
    export = plan_export(desk, plan, form, texts)
    with TemporaryDirectory(prefix="tuobo-plan-") as folder:
        path = Path(folder) / f"plan.{form}"
        rows = write_list(workspace, export, path, form=form, texts=texts)
        content = path.read_bytes()
    tell_log(export, rows, hand=hand)
    return PlanFile(name=f"{export.title}.{form}", content=content)


def plan_export(desk: LedgerDesk, plan: Plan, form: str, texts: Texts) -> Export:
    """What is written: by which criteria, as of which day, and the rows."""
    months = tuple(month_label(month_index(one.start)) for one in plan.months)
    heads = tuple(texts(f"programme.export.{one}") for one in _COLUMNS[form])
    grid = months if form == XLSX else (texts("programme.plan.grid"),)
    return Export(
        title=texts("programme.plan.title"),
        criteria=tuple(_criteria(desk, plan, texts)),
        titles=(*heads, *grid),
        rows=_Writing(desk, plan, form, months, texts).rows(),
    )


def _criteria(desk: LedgerDesk, plan: Plan, texts: Texts) -> Iterator[tuple[str, str]]:
    tasks = sum(len(one.tasks) for one in plan.problems)
    problems = sum(one.held is not None for one in plan.problems)
    yield texts("programme.export.court"), desk.court.name
    yield texts("programme.export.as_of"), day_in_words(desk.on, texts)
    if plan.since:
        yield texts("programme.plan.since"), day_in_words(plan.since, texts)
    span = Period(plan.months[0].start, plan.months[-1].end)
    yield texts("programme.export.months"), period_in_words(span, texts)
    yield (
        texts("programme.export.rows"),
        texts("programme.export.counts", problems=problems, tasks=tasks),
    )
    units = plan.units
    counts = texts("programme.gap.counts", units=len(units.units), stated=units.stated)
    yield texts("programme.units_without_task"), counts


@dataclass(frozen=True)
class _Writing:
    desk: LedgerDesk
    plan: Plan
    form: str
    months: tuple[str, ...]
    texts: Texts

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """A row a task, a problem without any has one of its own; then the units without one."""
        words = Holding(self.desk, self.desk.home, self.texts).words(_REVIEW, _STATUS)
        for problem in self.plan.problems:
            for task in problem.tasks or (None,):
                cells = self._cells(problem, task)
                row = tuple(cells[name] for name in _COLUMNS[self.form])
                yield (*row, *self._grid(task, words))
        for gap in (*self.plan.units.units, *self.plan.units.outlived):
            told = self._gap(gap)
            row = tuple(told.get(name, "") for name in _COLUMNS[self.form])
            yield (*row, *self._grid(None, words))

    def _gap(self, gap: UnitGap) -> Mapping[str, Value]:
        """A unit without a task: the reason where the task would stand, who and when beside it."""
        found, texts = gap.statement, self.texts
        is_told = gap.standing is not Standing.UNSEEN
        return {
            "problem": texts("programme.units_without_task"),
            "task_number": found.held.number if found else "",
            "task": found.reason if found else texts("programme.tree.no_task"),
            "unit": gap.name,
            "leader": found.decided_by if found else "",
            "due": self._day(found.review_on if found else None),
            "state": texts(f"programme.gap.{gap.standing}") if is_told else "",
        }

    def _cells(self, problem: PlanProblem, task: PlanTask | None) -> Mapping[str, Value]:
        held = problem.held
        lacking = self.texts("programme.tree.no_task")
        return {
            "number": held.number if held else "",
            "problem": held.title if held else self.texts("programme.plan.no_problem"),
            "cause": problem.cause,
            "problem_state": held.state if held else "",
            "task_number": task.held.number if task else "",
            "task": task.held.title if task else lacking,
            "measure": task.measure if task else "",
            "waits_for": _numbers(task.waits_for, self.texts) if task else "",
            "target": task.target if task else "",
            "unit": task.lead_unit if task else "",
            "leader": task.leader if task else "",
            "person": task.person if task else "",
            "due": self._day(task.held.due_on if task else None),
            "state": task.held.state if task else "",
        }

    def _grid(self, task: PlanTask | None, words: Mapping[str, str]) -> tuple[str, ...]:
        reviews = task.reviews if task else (None,) * len(self.months)
        said = tuple(self._said(one, words) for one in reviews)
        if self.form == XLSX:
            return said
        lines = (f"{month} {one}" for month, one in zip(self.months, said, strict=True) if one)
        return ("；".join(lines),)

    def _said(self, review: Reviewed | None, words: Mapping[str, str]) -> str:
        if review is None:
            return ""
        return self.texts(
            "programme.export.review",
            status=words.get(review.status, review.status),
            comment=review.comment,
            next_on=review.next_on.isoformat() if review.next_on else "—",
        )

    def _day(self, day: date | None) -> Value:
        if day is None:
            return ""
        return day if self.form == XLSX else day.isoformat()


def _numbers(held: tuple[Held, ...], texts: Texts) -> str:
    return texts("ledger_show.and").join(one.number for one in held)
