"""A new version says what becomes of everything in the old one; nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.content import Names
from tuobo.engines.ledgers.definition import Field, Ledger, Migration
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown


def flaws(ledger: Ledger, before: Ledger | None) -> Iterator[Flaw]:
    if before is None:
        if ledger.migration is not None:
            yield flaw("ledger.migration_of_nothing", ("migration",), version=ledger.version - 1)
        return
    change = ledger.migration or Migration()
    yield from _names(change, ledger, before)
    for one in before.fields:
        now = ledger.field_by_id.get(change.rename.get(one.id, one.id))
        if one.id in change.drop:
            continue
        if now is None:
            yield flaw("ledger.field_lost", ("migration",), field=one.names, version=before.version)
        elif now.type is not one.type or (one.many and not now.many):
            yield flaw("ledger.field_changed", ("migration",), field=now.names, before=one.type,
                       now=now.type)  # fmt: skip
        else:
            yield from _choices(one, now, change)
    for state in before.states:
        if change.states.get(state.id, state.id) not in ledger.state_by_id:
            yield flaw("ledger.state_lost", ("migration",), state=state.names)


def _choices(old: Field, now: Field, change: Migration) -> Iterator[Flaw]:
    """A choice that entries may hold must lead to one of the new list."""
    mapped = change.values.get(now.id, {})
    listed = {one.code for one in now.choices}
    for one in old.choices if now.choices else ():
        if mapped.get(one.code, one.code) not in listed:
            names = Names(zh=one.zh, en=one.en)
            yield flaw("ledger.choice_lost", ("migration",), field=now.names, choice=names)


def _names(change: Migration, ledger: Ledger, before: Ledger) -> Iterator[Flaw]:
    old, new = before.field_by_id, ledger.field_by_id
    named = (
        *(("rename", name, old) for name in change.rename),
        *(("rename", name, new) for name in change.rename.values()),
        *(("values", name, new) for name in change.values),
        *(("default", name, new) for name in change.default),
        *(("drop", name, old) for name in change.drop),
    )
    for key, name, listed in named:
        if name not in listed:
            yield unknown("ledger.field_unknown", ("migration", key), name, [*listed])
    for name in change.states:
        if name not in before.state_by_id:
            known = [*before.state_by_id]
            yield unknown("ledger.state_unknown", ("migration", "states"), name, known)
