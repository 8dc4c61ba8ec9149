"""The improvement programme as JSON: its home, and the plan with what was reviewed each month."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Field, Query, Schema

from tuobo.operations.programme.holding import Held
from tuobo.operations.programme.home import Chain, DueLine, ProgrammeHome, Promise, programme_home
from tuobo.operations.programme.plan import Plan, PlanTask, plan_of
from tuobo.operations.programme.stated_gaps import UnitGap
from tuobo.web.areas.api.words import both
from tuobo.web.ui.api_keys import tells_of_people
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.visit import PageRequest

VIEW = "programme.view"


class HeldOut(Schema):
    """An entry of a ledger, by its number."""

    id: int
    number: str
    title: str
    unit: str
    state: str
    due_on: date | None
    is_overdue: bool

    @classmethod
    def of(cls, held: Held) -> HeldOut:
        return cls.model_validate(held, from_attributes=True)


class StateOut(Schema):
    """How many entries wait in a state, and for how many days the longest of them."""

    state: str
    name: str
    kind: str
    count: int
    longest_days: int


class ChainOut(Schema):
    """A ledger with its states in which entries stand."""

    ledger: str
    name: str
    total: int
    states: list[StateOut]

    @classmethod
    def of(cls, chain: Chain) -> ChainOut:
        return cls.model_validate(chain, from_attributes=True)


class DueOut(Schema):
    ledger: str
    ledger_name: str
    entry: HeldOut
    days_left: int

    @classmethod
    def of(cls, line: DueLine) -> DueOut:
        return cls(
            ledger=line.ledger,
            ledger_name=line.ledger_name,
            entry=HeldOut.of(line.held),
            days_left=line.days_left,
        )


class PromiseOut(Schema):
    """What was promised or asked for, and what came of it."""

    ledger: str
    name: str
    made: int
    kept: int
    waiting: list[HeldOut]

    @classmethod
    def of(cls, promise: Promise) -> PromiseOut:
        return cls(
            ledger=promise.ledger,
            name=promise.name,
            made=promise.made,
            kept=promise.kept,
            waiting=[HeldOut.of(one) for one in promise.waiting],
        )


class UnitGapOut(Schema):
    """A unit without a task: how its reason stands, and the reason if one was stated.

    standing  unseen, unstated, proposed, decided, review_due or outlived
    """

    unit: str
    standing: str
    reason: str
    entry: HeldOut | None
    decided_by: str
    decided_on: date | None
    review_on: date | None

    @classmethod
    def of(cls, gap: UnitGap) -> UnitGapOut:
        found = gap.statement
        return cls(
            unit=gap.name,
            standing=gap.standing.value,
            reason=found.reason if found else "",
            entry=HeldOut.of(found.held) if found else None,
            decided_by=found.decided_by if found else "",
            decided_on=found.decided_on if found else None,
            review_on=found.review_on if found else None,
        )


class ProgrammeOut(Schema):
    """The programme of a court: what is stuck, due, promised, proven, or without counterpart."""

    on: date
    designation: HeldOut | None
    days_since: int
    target_on: date | None
    phase: HeldOut | None
    chains: list[ChainOut]
    overdue: list[DueOut]
    soon: list[DueOut]
    promises: list[PromiseOut]
    proven: list[HeldOut]
    units_without_task: list[UnitGapOut]
    outlived_statements: list[UnitGapOut]
    problems_without_task: list[HeldOut]
    loose_tasks: list[HeldOut]
    entries: int

    @classmethod
    def of(cls, home: ProgrammeHome) -> ProgrammeOut:
        gaps = home.coverage
        return cls(
            on=home.on,
            designation=HeldOut.of(home.designation) if home.designation else None,
            days_since=home.days_since,
            target_on=home.target_on,
            phase=HeldOut.of(home.phase) if home.phase else None,
            chains=[ChainOut.of(one) for one in home.chains],
            overdue=[DueOut.of(one) for one in home.overdue],
            soon=[DueOut.of(one) for one in home.soon],
            promises=[PromiseOut.of(one) for one in home.promises],
            proven=[HeldOut.of(one) for one in home.proven],
            units_without_task=[UnitGapOut.of(one) for one in gaps.units.units],
            outlived_statements=[UnitGapOut.of(one) for one in gaps.units.outlived],
            problems_without_task=[HeldOut.of(one) for one in gaps.problems_without_task],
            loose_tasks=[HeldOut.of(one) for one in gaps.loose_tasks],
            entries=home.entries,
        )


class ReviewOut(Schema):
    """What a person wrote about a task for a month; nothing is computed from effort."""

    month: str
    status: str
    comment: str
    next_on: date | None


class TaskOut(Schema):
    """A task with its reviews; months without one are not listed."""

    entry: HeldOut
    leader: str
    lead_unit: str
    target: str
    is_new: bool
    reviews: list[ReviewOut]

    @classmethod
    def of(cls, task: PlanTask, months: list[str]) -> TaskOut:
        return cls(
            entry=HeldOut.of(task.held),
            leader=task.leader,
            lead_unit=task.lead_unit,
            target=task.target,
            is_new=task.is_new,
            reviews=[
                ReviewOut(month=month, status=one.status, comment=one.comment, next_on=one.next_on)
                for month, one in zip(months, task.reviews, strict=True)
                if one is not None
            ],
        )


class PlanProblemOut(Schema):
    """A problem with its tasks; `problem` is null for tasks that answer none."""

    problem: HeldOut | None
    cause: str
    is_new: bool
    tasks: list[TaskOut]


class PlanOut(Schema):
    """The plan: all problems in official order, and the months of its grid."""

    months: list[str]
    problems: list[PlanProblemOut]
    units_without_task: list[UnitGapOut]

    @classmethod
    def of(cls, plan: Plan) -> PlanOut:
        months = [f"{one.start:%Y-%m}" for one in plan.months]
        return cls(
            months=months,
            problems=[
                PlanProblemOut(
                    problem=HeldOut.of(one.held) if one.held else None,
                    cause=one.cause,
                    is_new=one.is_new,
                    tasks=[TaskOut.of(task, months) for task in one.tasks],
                )
                for one in plan.problems
            ],
            units_without_task=[UnitGapOut.of(one) for one in plan.units.units],
        )


class PlaceAsked(Schema):
    org: str = Field("", description=both("api.field.org"))


class PlanAsked(PlaceAsked):
    since: date | None = Field(None, description=both("api.field.since"))


@tells_of_people
@needs(VIEW)
def programme(request: PageRequest, asked: Annotated[PlaceAsked, Query()]) -> ProgrammeOut:  # noqa: ARG001 - read by visit.place
    """The programme's first page."""
    visit = request.visit
    court = visit.place(VIEW).court
    return ProgrammeOut.of(programme_home(ledgers_here(visit), court, visit.texts))


@tells_of_people
@needs(VIEW)
def programme_plan(request: PageRequest, asked: Annotated[PlanAsked, Query()]) -> PlanOut:
    """Problems, tasks and what was reviewed in each month."""
    visit = request.visit
    court = visit.place(VIEW).court
    return PlanOut.of(plan_of(ledgers_here(visit), court, visit.texts, since=asked.since))
