"""The evaluation of a court: at which stage it is, what speaks for it, what is still missing.

No pass mark is ours: the criteria are those that the court entered with their document. Every
statement of the self-check names the entries or the figure on which it rests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tuobo.engines.ledgers import StateKind
from tuobo.operations.programme.freezing import FrozenCourse
from tuobo.operations.programme.holding import Held, Holding
from tuobo.records.ledgers import models

STAGES = ("self_check", "intermediate", "high", "supreme")
_ENDED = ("exited", "not_yet")
_OF_STAGE = {
    "self_check": ("self_conclusion", "self_on"),
    "intermediate": ("intermediate_conclusion", "intermediate_on"),
    "high": ("high_conclusion", "high_on"),
    "supreme": ("decision", "decided_on"),
}
_SELF_FIELDS = ("data_version", "self_conclusion", "self_on")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage with what was concluded in it; `is_over` once the next one is open."""

    state: str
    name: str
    conclusion: str
    on: date | None
    is_here: bool
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A stage that was sent back: when, to where, why."""

    on: date
    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A statement of the self-check: a sentence of the texts, and the entries behind it.

    state  the state by which the ledger's list shows exactly these entries; empty for all
    """

    code: str
    count: int
    of: int
    ledger: str
    state: str
    entries: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """An evaluation. `position` counts from 1, one more than there are stages at the end."""

    held: Held
    stages: tuple[Stage, ...]
    position: int
    outcome: str
    returned: tuple[Returned, ...]
    criteria: tuple[Held, ...]
    facts: tuple[Fact, ...]
    data_version: str


def evaluation_of(holding: Holding, entry: int) -> Evaluation | None:
    """An evaluation that the person may see; None if there is none."""
    held = next((one for one in holding.of("evaluation") if one.id == entry), None)
    if held is None:
        return None
    state = held.entry.state
    at = STAGES.index(state) if state in STAGES else len(STAGES)
    return Evaluation(
        held=held,
        stages=tuple(_stages(holding, held, at)),
        position=at + 1,
        outcome=held.state if state in _ENDED else "",
        returned=tuple(_returned(holding, held)),
        criteria=holding.naming("exit_criterion", "evaluation", held.number),
        facts=tuple(_facts(holding)),
        data_version=str(held.entry.values.get("data_version") or ""),
    )


def missing_of(evaluation: Evaluation, course: FrozenCourse) -> tuple[tuple[str, str], ...]:
    """What a package still lacks: codes of sentences, and what they speak of."""
    values = evaluation.held.entry.values
    found = [] if course.designation else [("evaluation.missing.designation", "")]
    if course.baseline is None:
        found.append(("evaluation.missing.baseline", ""))
    if evaluation.held.kind is StateKind.DROPPED:
        found.append(("evaluation.missing.withdrawn", ""))
    found += [(f"evaluation.missing.{name}", "") for name in _SELF_FIELDS if not values.get(name)]
    open_criteria = [one.number for one in evaluation.criteria if one.entry.state == "entered"]
    if not evaluation.criteria:
        found.append(("evaluation.missing.criteria", ""))
    if open_criteria:
        found.append(("evaluation.missing.answers", "、".join(open_criteria)))
    return tuple(found)


def _stages(holding: Holding, held: Held, at: int) -> Iterator[Stage]:
    ledger = holding.ledger("evaluation")
    assert ledger is not None
    for position, state in enumerate(STAGES):
        conclusion, day = _OF_STAGE[state]
        yield Stage(
            state=state,
            name=holding.texts.pick(ledger.state_by_id[state].names),
            conclusion=str(held.entry.values.get(conclusion) or ""),
            on=held.entry.values.day(day),
            is_here=position == at,
            is_over=position < at,
        )


def _returned(holding: Holding, held: Held) -> Iterator[Returned]:
    ledger = holding.ledger("evaluation")
    assert ledger is not None
    events = models.EntryEvent.objects.filter(entry=held.id, event__startswith="return_")
    for one in events.order_by("position"):
        _, reason = one.changes.get("return_reason", ("", ""))
        to = holding.texts.pick(ledger.state_by_id[one.to_state].names)
        yield Returned(on=one.on, to=to, reason=str(reason or one.reason))


def _facts(holding: Holding) -> Iterator[Fact]:
    problems = tuple(one for one in holding.of("problem") if one.kind is not StateKind.DROPPED)
    tasks = tuple(one for one in holding.of("task") if one.kind is not StateKind.DROPPED)
    support = tuple(one for one in holding.of("support") if one.kind is not StateKind.DROPPED)
    # A problem that a look-back found held was closed, too: all pages count it so.
    yield _fact("problem", "closed", problems, lambda one: one.kind is StateKind.CLOSED)
    yield _in_state("problem", "consolidated", problems)
    yield _fact("problem", "open", problems, lambda one: one.is_open)
    yield _fact(
        "problem", "overridden", problems, lambda one: bool(one.entry.values.get("override_reason"))
    )
    yield _in_state("task", "done", tasks)
    yield _in_state("support", "delivered", support)


def _in_state(ledger: str, state: str, among: tuple[Held, ...]) -> Fact:
    """Those that stand in a state, which a list of the ledger shows by the same word."""
    return replace(_fact(ledger, state, among, lambda one: one.entry.state == state), state=state)


def _fact(ledger: str, name: str, among: tuple[Held, ...], counts: Callable[[Held], bool]) -> Fact:
    found = tuple(one for one in among if counts(one))
    return Fact(
        code=f"{ledger}.{name}",
        count=len(found),
        of=len(among),
        ledger=ledger,
        state="",
        entries=found,
    )
