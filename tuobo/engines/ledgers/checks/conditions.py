"""Conditions speak of fields, states and clocks that exist, and of values that can occur."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.definition import Condition, Field, FieldType, Ledger, StateKind
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import Known
from tuobo.engines.ledgers.status import ClockStatus

NUMERIC = (FieldType.NUMBER, FieldType.DAYS, FieldType.MONEY)


def condition_flaws(
    condition: Condition | None, path: Path, ledger: Ledger, known: Known
) -> Iterator[Flaw]:
    """The flaws of a condition and of those inside it."""
    if condition is None:
        return
    yield from _names(condition, path, ledger)
    if condition.field in ledger.field_by_id:
        yield from _values(condition, ledger.field_by_id[condition.field], path, known)
    for key in ("all", "any", "none"):
        for at, part in enumerate(getattr(condition, key)):
            yield from condition_flaws(part, (*path, key, at), ledger, known)


def _names(condition: Condition, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    subjects = (
        ("field", (condition.field,) if condition.field else (), ledger.field_by_id),
        ("state", condition.state, ledger.state_by_id),
        ("kind", condition.kind, dict.fromkeys(StateKind)),
        ("clock", (condition.clock,) if condition.clock else (), ledger.clock_by_id),
    )
    for key, named, listed in subjects:
        for one in named:
            if one not in listed:
                yield unknown(f"ledger.{key}_unknown", (*path, key), one, [*listed])
    if condition.clock:
        for status in condition.equals:
            if status not in set(ClockStatus):
                yield unknown(
                    "ledger.clock_status_unknown", (*path, "is"), str(status), [*ClockStatus]
                )


def _values(condition: Condition, one: Field, path: Path, known: Known) -> Iterator[Flaw]:
    if (condition.at_least, condition.at_most) != (None, None) and one.type not in NUMERIC:
        yield flaw("ledger.condition_not_number", path, field=one.names, type=one.type)
    for value in condition.equals:
        if one.type is FieldType.FLAG and not isinstance(value, bool):
            yield flaw("ledger.condition_not_flag", (*path, "is"), field=one.names, found=value)
        if one.type is FieldType.CHOICE:
            codes = known.codes_of(one)
            if codes and value not in codes:
                yield unknown("ledger.choice_unknown", (*path, "is"), str(value), codes)
