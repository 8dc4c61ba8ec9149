"""The programme's first page: what is stuck, what is due, what was promised, what is proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Ledger, StateKind
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.programme.coverage import Coverage, coverage_of, designation_of
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.rules import ProgrammeRules

_CHAINS = ("problem", "task", "responsibility", "directive", "request", "support")
"""The ledgers whose states are a way to go, in the order of the programme."""
_REVIEWS = "task_review"
"""Their days stand in the grid of the plan."""


@dataclass(frozen=True, kw_only=True)
class StateCount:
    """How many entries wait in a state, and for how many days the longest of them."""

    state: str
    name: str
    kind: str
    count: int
    longest_days: int


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A ledger with the states in which entries wait, in the order of its table."""

    ledger: str
    name: str
    total: int
    states: tuple[StateCount, ...]


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """An open entry with its day."""

    ledger: str
    ledger_name: str
    held: Held
    days_left: int


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What was promised or asked for, and what came of it: numbers of entries."""

    ledger: str
    name: str
    made: int
    kept: int
    waiting: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class ProgrammeHome:
    """The page; `designation` and `phase` are None where none was entered."""

    on: date
    designation: Held | None
    days_since: int
    target_on: date | None
    phase: Held | None
    chains: tuple[Chain, ...]
    overdue: tuple[DueLine, ...]
    soon: tuple[DueLine, ...]
    promises: tuple[Promise, ...]
    proven: tuple[Held, ...]
    coverage: Coverage
    entries: int


def programme_home(desk: LedgerDesk, court: str, texts: Texts) -> ProgrammeHome:
    """The programme of a court, as far as the person may see its ledgers."""
    holding = Holding(desk, court, texts)
    designation = designation_of(holding)
    designated = designation.entry.values.day("designated_on") if designation else None
    due = sorted(_due(holding), key=lambda one: (one.days_left, one.ledger, one.held.number))
    within = ProgrammeRules.of(desk.content).due_days
    return ProgrammeHome(
        on=desk.on,
        designation=designation,
        days_since=(desk.on - designated).days if designated else 0,
        target_on=designation.entry.values.day("target_exit_on") if designation else None,
        phase=next((one for one in reversed(holding.of("phase")) if one.is_open), None),
        chains=tuple(_chains(holding)),
        overdue=tuple(one for one in due if one.days_left < 0),
        soon=tuple(one for one in due if 0 <= one.days_left <= within),
        promises=tuple(_promises(holding)),
        proven=tuple(one for one in holding.of("problem") if one.kind is StateKind.CLOSED),
        coverage=coverage_of(holding),
        entries=sum(len(holding.of(name)) for name in (*_CHAINS, "designation")),
    )


def _chains(holding: Holding) -> Iterator[Chain]:
    for name in _CHAINS:
        ledger = holding.ledger(name)
        held = holding.of(name)
        if ledger is not None and held:
            states = tuple(_states(ledger, held, holding))
            title = holding.texts.pick(ledger.names)
            yield Chain(ledger=name, name=title, total=len(held), states=states)


def _states(ledger: Ledger, held: tuple[Held, ...], holding: Holding) -> Iterator[StateCount]:
    for state in ledger.states:
        here = [one for one in held if one.entry.state == state.id]
        if here:
            yield StateCount(
                state=state.id,
                name=holding.texts.pick(state.names),
                kind=state.kind.value,
                count=len(here),
                longest_days=max(one.days_in_state(holding.desk.on) for one in here),
            )


def _due(holding: Holding) -> Iterator[DueLine]:
    on = holding.desk.on
    for ledger in holding.desk.ledgers():
        if ledger.clocks and ledger.id != _REVIEWS:
            for one in holding.of(ledger.id):
                if one.kind is StateKind.OPEN and one.due_on is not None:
                    yield DueLine(
                        ledger=ledger.id,
                        ledger_name=holding.texts.pick(ledger.names),
                        held=one,
                        days_left=(one.due_on - on) // timedelta(days=1),
                    )


def _promises(holding: Holding) -> Iterator[Promise]:
    for name in ("support", "request"):
        ledger, held = holding.ledger(name), holding.of(name)
        if ledger is None or not held:
            continue
        counted = [one for one in held if one.kind is not StateKind.DROPPED]
        kept = [one for one in counted if one.kind is StateKind.CLOSED]
        yield Promise(
            ledger=name,
            name=holding.texts.pick(ledger.names),
            made=len(counted),
            kept=len(kept),
            waiting=tuple(one for one in counted if one.is_open),
        )
