"""An entry of an older version in the words of a newer one, as the newer one's migration says.

An entry keeps its version until somebody touches it; then it comes here first.
"""

from __future__ import annotations

from dataclasses import replace

from tuobo.engines.ledgers.book import LedgerBook
from tuobo.engines.ledgers.definition import Field, Ledger, Migration
from tuobo.engines.ledgers.definition.part import Scalar
from tuobo.engines.ledgers.entry import Entry
from tuobo.engines.ledgers.holding import same
from tuobo.engines.ledgers.values import Single, Value, Values, scalar_value


def migrated(entry: Entry, book: LedgerBook) -> Entry:
    """The entry in the latest version of its ledger, through all versions between."""
    for ledger in book.versions[entry.ledger]:
        if ledger.version > entry.version:
            entry = _one_step(entry, ledger)
    return entry


def _one_step(entry: Entry, ledger: Ledger) -> Entry:
    change = ledger.migration or Migration()
    held: dict[str, Value | None] = {}
    for name, value in entry.values.items():
        if name not in change.drop:
            new = change.rename.get(name, name)
            held[new] = _mapped(value, change.values.get(new, {}), ledger.field_by_id[new])
    for name, given in change.default.items():
        if name not in held:
            held[name] = _typed(given, ledger.field_by_id[name])
    return replace(
        entry,
        version=ledger.version,
        state=change.states.get(entry.state, entry.state),
        values=Values(held),
        steps=tuple(
            replace(
                step,
                from_state=change.states.get(step.from_state, step.from_state),
                to_state=change.states.get(step.to_state, step.to_state),
            )
            for step in entry.steps
        ),
    )


def _mapped(value: Value, new: dict[str, Scalar], one: Field) -> Value:
    held = value if isinstance(value, tuple) else (value,)
    changed = tuple(_new(each, new, one) for each in held)
    if one.many:
        return tuple(dict.fromkeys(changed))
    return changed[0]


def _new(value: Single, new: dict[str, Scalar], one: Field) -> Single:
    for old, mapped in new.items():
        if same(value, old):
            return scalar_value(mapped, one)
    return value


def _typed(given: Scalar, one: Field) -> Value:
    return (scalar_value(given, one),) if one.many else scalar_value(given, one)
