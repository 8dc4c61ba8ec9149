"""What was found to be behind an indicator: its problems with their causes and their tasks.

Nothing is inferred here: a cause is what a person wrote into the problem list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuobo.engines.ledgers import StateKind
from tuobo.operations.programme.holding import Held, Holding

_PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class CauseFound:
    """A problem that is tied to the indicator, its main cause with its layer, and its tasks."""

    problem: Held
    layer: str
    cause: str
    tasks: tuple[Held, ...]


def causes_of(holding: Holding, indicator: str) -> tuple[CauseFound, ...]:
    """The problems of an indicator that the person may see, by number; none that were dropped."""
    return tuple(_causes(holding, indicator))


def _causes(holding: Holding, indicator: str) -> Iterator[CauseFound]:
    layers = holding.words(_PROBLEM, "main_layer")
    for one in holding.of(_PROBLEM):
        values = one.entry.values
        if one.kind is StateKind.DROPPED or indicator not in map(str, values.listed("indicators")):
            continue
        tasks = holding.naming("task", "problems", one.number)
        yield CauseFound(
            problem=one,
            layer=layers.get(str(values.get("main_layer", "")), ""),
            cause=str(values.get("main_cause", "")),
            tasks=tuple(each for each in tasks if each.kind is not StateKind.DROPPED),
        )
