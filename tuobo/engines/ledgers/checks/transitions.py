"""Transitions: states, rights, fields, persons and verdicts that they name exist."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.checks.conditions import condition_flaws
from tuobo.engines.ledgers.checks.purpose import right_flaws
from tuobo.engines.ledgers.definition import CREATE, FieldType, Ledger, Transition
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import Known


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for at, row in enumerate(ledger.transitions):
        path = ("transitions", at)
        if not row.right:
            yield flaw("ledger.no_right", path, event=row.names)
        else:
            yield from right_flaws(row.right, (*path, "right"), known)
        yield from _states(row, path, ledger)
        yield from _requires(row, path, ledger)
        yield from _persons(row, path, ledger)
        yield from _verdicts(row, path, ledger, known)
        yield from _linked(row, path, ledger, known)
        yield from condition_flaws(row.when, (*path, "when"), ledger, known)


def _states(row: Transition, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    named = [*(("from", one) for one in row.from_states), ("to", row.to_state)]
    for key, one in named:
        if one not in ledger.state_by_id:
            yield unknown("ledger.state_unknown", (*path, key), one, [*ledger.state_by_id])


def _requires(row: Transition, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    for key in ("requires", "requires_anew"):
        for one in getattr(row, key):
            wanted = ledger.field_by_id.get(one)
            if wanted is None:
                yield unknown("ledger.field_unknown", (*path, key), one, [*ledger.field_by_id])
            elif wanted.read_only:
                yield flaw("ledger.read_only_required", (*path, key), field=wanted.names)


def _persons(row: Transition, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    persons = [one.id for one in ledger.fields if one.type is FieldType.PERSON]
    events = [CREATE, *ledger.transition_by_event]
    for key in ("not_same_person_as", "only_by"):
        for one in getattr(row, key):
            if one in persons and one in events:
                yield flaw("ledger.person_or_event", (*path, key), found=one)
            elif one not in persons and one not in events:
                yield unknown("ledger.person_unknown", (*path, key), one, [*persons, *events])


def _verdicts(row: Transition, path: Path, ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for at, needed in enumerate(row.verdicts):
        where = (*path, "verdicts", at)
        if needed.verdict not in known.verdicts:
            names = sorted(known.verdicts)
            yield unknown("ledger.verdict_unknown", (*where, "verdict"), needed.verdict, names)
        yield from condition_flaws(needed.when, (*where, "when"), ledger, known)
        if needed.override:
            yield from right_flaws(needed.override.right, (*where, "override", "right"), known)
            reason = ledger.field_by_id.get(needed.override.reason)
            if reason is None or reason.type is not FieldType.TEXT:
                texts = [one.id for one in ledger.fields if one.type is FieldType.TEXT]
                yield unknown("ledger.field_unknown", (*where, "override", "reason"),
                              needed.override.reason, texts)  # fmt: skip


def _linked(row: Transition, path: Path, ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for at, after in enumerate(row.after_linked):
        where = (*path, "after_linked", at)
        other = known.ledgers.get(after.ledger)
        if other is None:
            yield unknown(
                "ledger.ledger_unknown", (*where, "ledger"), after.ledger, [*known.ledgers]
            )
            continue
        leading = [
            one.id
            for one in other.fields
            if one.type is FieldType.LINK and ledger.id in one.ledgers
        ]
        if after.through not in leading:
            yield unknown("ledger.link_unknown", (*where, "through"), after.through, leading)
        for state in after.in_states:
            if state not in other.state_by_id:
                names = [*other.state_by_id]
                yield unknown("ledger.state_unknown", (*where, "in_states"), state, names)
    links = [one.id for one in ledger.fields if one.type is FieldType.LINK]
    for name in row.after_named:
        if name not in links:
            yield unknown("ledger.link_unknown", (*path, "after_named"), name, links)
