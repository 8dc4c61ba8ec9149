"""Looking back: causes, experience, effect; which closed problems still wait for it; what relapsed.

Before and after are the baseline and the present of the dossier's comparison; nothing is computed
anew, and whether something has changed is what its months say, not a difference of two numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tuobo.engines.ledgers import StateKind
from tuobo.operations.programme.comparison import ComparedLine, Comparison
from tuobo.operations.programme.holding import Held, Holding

LOOK_BACK, PROBLEM = "look_back", "problem"
_REOPEN = "reopen"
_ENDED = ("closed", "consolidated")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said in an entry, and the problem of which it speaks, if it speaks of one."""

    held: Held
    finding: str
    remedy: str
    held_on: date | None
    problem: Held | None


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the three parts with its entries."""

    code: str
    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class ClosedProblem:
    """A closed problem, the indicators it is tied to before and now, and how it was looked at.

    unread  indicators of which there is no comparison
    """

    held: Held
    closed_on: date | None
    compared: tuple[ComparedLine, ...]
    unread: tuple[str, ...]
    looked: tuple[Held, ...]

    @property
    def is_waiting(self) -> bool:
        """Not looked back at since it was last closed, whatever is planned."""
        return not any(one.kind is StateKind.CLOSED for one in self.looked)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A step in a relapsed problem's life: the day, and the state that it led to."""

    on: date
    state: str
    is_relapse: bool


@dataclass(frozen=True, kw_only=True)
class Relapsed:
    """A problem that was opened again, with its closings and re-openings in their order."""

    held: Held
    turns: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True)
class LookBacks:
    """The page."""

    parts: tuple[Part, ...]
    closed: tuple[ClosedProblem, ...]
    relapsed: tuple[Relapsed, ...]


def look_backs(holding: Holding, comparison: Comparison | None) -> LookBacks:
    """As far as the person may see the ledgers."""
    problems = holding.numbered(PROBLEM)
    kept = [one for one in holding.of(LOOK_BACK) if one.kind is not StateKind.DROPPED]
    return LookBacks(
        parts=tuple(
            Part(
                code=code,
                name=name,
                said=tuple(
                    Said(
                        held=one,
                        finding=str(one.entry.values.get("finding", "")),
                        remedy=str(one.entry.values.get("remedy", "")),
                        held_on=one.entry.values.day("held_on"),
                        problem=problems.get(str(one.entry.values.get("problem", ""))),
                    )
                    for one in kept
                    if one.entry.values.get("part") == code
                ),
            )
            for code, name in holding.words(LOOK_BACK, "part").items()
        ),
        closed=tuple(
            _closed(one, holding, comparison)
            for one in holding.of(PROBLEM)
            if one.kind is StateKind.CLOSED
        ),
        relapsed=tuple(_relapsed(holding)),
    )


def _closed(problem: Held, holding: Holding, comparison: Comparison | None) -> ClosedProblem:
    closed_on = next(
        (step.on for step in reversed(problem.entry.steps) if step.to_state == _ENDED[0]), None
    )
    lines = {one.indicator: one for one in comparison.lines} if comparison else {}
    tied = [str(one) for one in problem.entry.values.listed("indicators")]
    looked = (
        one
        for one in holding.naming(LOOK_BACK, PROBLEM, problem.number)
        if one.kind is not StateKind.DROPPED and _is_since(one, closed_on)
    )
    return ClosedProblem(
        held=problem,
        closed_on=closed_on,
        compared=tuple(lines[one] for one in tied if one in lines),
        unread=tuple(one for one in tied if one not in lines),
        looked=tuple(looked),
    )


def _is_since(look: Held, closed_on: date | None) -> bool:
    """A look at an earlier closing says nothing of the present one."""
    if look.is_open or closed_on is None or not look.entry.steps:
        return True
    return look.entry.steps[-1].on >= closed_on


def _relapsed(holding: Holding) -> Iterator[Relapsed]:
    ledger = holding.ledger(PROBLEM)
    for one in holding.of(PROBLEM):
        steps = one.entry.steps
        if ledger is None or not any(step.event == _REOPEN for step in steps):
            continue
        states = ledger.state_by_id
        yield Relapsed(
            held=one,
            turns=tuple(
                Turn(
                    on=step.on,
                    state=holding.texts.pick(states[step.to_state].names),
                    is_relapse=step.event == _REOPEN,
                )
                for step in steps
                if step.event == _REOPEN or step.to_state in _ENDED
            ),
        )
