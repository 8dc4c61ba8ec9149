"""Whether a condition holds for one entry. For columns of entries see `frames`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from tuobo.engines.ledgers.definition import Condition, Ledger
from tuobo.engines.ledgers.definition.part import Scalar
from tuobo.engines.ledgers.status import ClockStatus
from tuobo.engines.ledgers.values import Single, Values

Statuses = Mapping[str, ClockStatus]
_NO_CLOCKS: Statuses = {}


def holds(
    condition: Condition | None,
    values: Values,
    *,
    ledger: Ledger,
    state: str,
    clocks: Statuses | Callable[[], Statuses] = _NO_CLOCKS,
) -> bool:
    """Whether it holds; no condition always does.

    `clocks` are the statuses of the entry's clocks, or a function that works them out.
    """
    if condition is None:
        return True
    if condition.parts:
        inside = (
            holds(part, values, ledger=ledger, state=state, clocks=clocks)
            for part in condition.parts
        )
        if condition.all:
            return all(inside)
        return any(inside) if condition.any else not any(inside)
    if condition.field:
        return _field_holds(condition, values)
    if condition.clock:
        known = clocks() if callable(clocks) else clocks
        return known.get(condition.clock, ClockStatus.NOT_STARTED) in condition.equals
    kind = ledger.state_by_id[state].kind
    return state in condition.state or kind in condition.kind


def _field_holds(condition: Condition, values: Values) -> bool:
    held = values.listed(condition.field)
    if condition.filled is not None:
        return bool(held) == condition.filled
    if condition.equals:
        # A yes/no field that nobody filled means no.
        if not held and False in condition.equals:
            return any(asked is False for asked in condition.equals)
        return any(same(one, asked) for one in held for asked in condition.equals)
    return any(
        isinstance(one, int | Decimal)
        and (condition.at_least is None or one >= condition.at_least)
        and (condition.at_most is None or one <= condition.at_most)
        for one in held
    )


def same(held: Single, asked: Scalar) -> bool:
    """Whether a value is the one that a definition names; True is not 1."""
    if isinstance(held, bool) or isinstance(asked, bool):
        return held is asked
    if isinstance(held, int | Decimal) and isinstance(asked, int):
        return held == asked
    return str(held) == str(asked)
