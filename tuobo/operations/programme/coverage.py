"""What of the programme has no counterpart: each is a gap to close or to give a reason for."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.engines.ledgers import StateKind
from tuobo.operations.ledger_versions.unstated import UNITS_OF_TASK
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.stated_gaps import Lack, StatedGaps, UnitGaps
from tuobo.records.organisation.queries import division_units

ORIGINS = ("problems", "goal", "directive", "decision")
"""The fields by which a task says why it is there."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Divisions without a task, problems without a task, tasks that nothing asked for."""

    units: UnitGaps
    problems_without_task: tuple[Held, ...]
    loose_tasks: tuple[Held, ...]


def coverage_of(holding: Holding) -> Coverage:
    """The gaps of the holding's court; a task that was dropped covers nothing."""
    tasks = _tasks(holding)
    answered = {str(number) for one in tasks for number in one.entry.values.listed("problems")}
    return Coverage(
        units=units_without_task(holding),
        problems_without_task=tuple(
            one for one in holding.of("problem") if one.is_open and one.number not in answered
        ),
        loose_tasks=tuple(
            one
            for one in tasks
            if one.is_open and not any(one.entry.values.get(name) for name in ORIGINS)
        ),
    )


def units_without_task(holding: Holding) -> UnitGaps:
    """Divisions in official order, with what was stated for the programme that runs."""
    if holding.ledger("task") is None:
        return UnitGaps()
    busy = {
        str(unit)
        for one in _tasks(holding)
        for name in UNITS_OF_TASK
        for unit in one.entry.values.listed(name)
    }
    designation = designation_of(holding)
    stated = StatedGaps.of(holding, Lack.TASK, designation.number if designation else None)
    return stated.among(division_units(holding.court), busy)


def designation_of(holding: Holding) -> Held | None:
    """The designation that counts, which is the last one."""
    return next(reversed(holding.of("designation")), None)


def _tasks(holding: Holding) -> tuple[Held, ...]:
    return tuple(one for one in holding.of("task") if one.kind is not StateKind.DROPPED)
