"""What stands against a transition: rights, persons, verdicts, conditions, open linked entries.

A field that is still empty is no obstacle: it can be filled with the step itself. Neither is a
condition on fields that the step's form asks for; both are problems of the form if they stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuobo.core.content import Names
from tuobo.engines.ledgers.act import Act, Ruling
from tuobo.engines.ledgers.book import LedgerBook
from tuobo.engines.ledgers.definition import (
    CREATE,
    CREATED,
    AfterLinked,
    Condition,
    Field,
    Ledger,
    NeedsVerdict,
    Transition,
)
from tuobo.engines.ledgers.entry import Entry
from tuobo.engines.ledgers.holding import holds
from tuobo.engines.ledgers.machine import events_from
from tuobo.engines.ledgers.sentence import Sentence, say
from tuobo.engines.ledgers.wording import condition_sentence


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A transition that leaves the entry's state: what it asks for and what stands against it."""

    transition: Transition
    asks: tuple[Field, ...]
    obstacles: tuple[Sentence, ...]

    @property
    def is_open(self) -> bool:
        return not self.obstacles


def possible_moves(
    ledger: Ledger, entry: Entry, act: Act, book: LedgerBook
) -> tuple[Possible, ...]:
    """What may be done with an entry now, with what stands against it."""
    return tuple(
        Possible(
            transition=row,
            asks=asked_fields(ledger, row),
            obstacles=obstacles(ledger, entry, row.event, act, book),
        )
        for row in events_from(ledger, entry.state)
    )


def obstacles(
    ledger: Ledger, entry: Entry, event: str, act: Act, book: LedgerBook
) -> tuple[Sentence, ...]:
    """Everything that stands against a transition of the table, beside fields not yet filled."""
    row = ledger.transition_by_event[event]
    return tuple(_obstacles(ledger, entry, row, act, book))


def _obstacles(
    ledger: Ledger, entry: Entry, row: Transition, act: Act, book: LedgerBook
) -> Iterator[Sentence]:
    if row.right not in act.rights:
        yield say("ledger.no_right_for", event=row.names, right=row.right)
    if row.when and not fields_in(row.when) and not _holds(row.when, ledger, entry):
        condition = condition_sentence(row.when, ledger, book.vocabularies)
        yield say("ledger.not_when", event=row.names, condition=condition)
    yield from _persons(ledger, entry, row, act)
    yield from _verdicts(ledger, entry, row, act, book)
    for after in row.after_linked:
        yield from _linked(after, row, act, book)
    for name in row.after_named:
        waits = tuple(one.number for one in act.named if one.through == name and not one.is_closed)
        if waits:
            field = ledger.field_by_id[name].names
            yield say("ledger.named_open", event=row.names, field=field, numbers=waits)


def _holds(condition: Condition | None, ledger: Ledger, entry: Entry) -> bool:
    return holds(condition, entry.values, ledger=ledger, state=entry.state)


def _persons(ledger: Ledger, entry: Entry, row: Transition, act: Act) -> Iterator[Sentence]:
    """Who may not, and who alone may."""
    for one in row.not_same_person_as:
        if act.person in _meant(ledger, entry, one):
            yield say("ledger.same_person", event=row.names, other=_said(ledger, one))
    allowed = [person for one in row.only_by for person in _meant(ledger, entry, one)]
    if row.only_by and act.person not in allowed:
        named = tuple(_said(ledger, one) for one in row.only_by)
        yield say("ledger.only_by", event=row.names, others=named)


def _meant(ledger: Ledger, entry: Entry, named: str) -> tuple[str, ...]:
    """The persons whom a field names, or who did an event last."""
    if named in ledger.field_by_id:
        return tuple(str(one) for one in entry.values.listed(named))
    doer = entry.doer_of(named)
    return (doer,) if doer else ()


def _said(ledger: Ledger, named: str) -> Names:
    if named in ledger.field_by_id:
        return ledger.field_by_id[named].names
    return CREATED if named == CREATE else ledger.transition_by_event[named].names


def _verdicts(
    ledger: Ledger, entry: Entry, row: Transition, act: Act, book: LedgerBook
) -> Iterator[Sentence]:
    for needed, ruling in asked_rulings(ledger, entry, row, act):
        may_override = needed.override is not None and needed.override.right in act.rights
        if (ruling and ruling.holds) or may_override:
            continue
        verdict = book.verdicts[needed.verdict].names
        if ruling is None:
            yield say("ledger.no_ruling", event=row.names, verdict=verdict)
        else:
            yield say("ledger.verdict_refuses", event=row.names, verdict=verdict, said=ruling.said)


def asked_rulings(
    ledger: Ledger, entry: Entry, row: Transition, act: Act
) -> Iterator[tuple[NeedsVerdict, Ruling | None]]:
    """The verdicts that this entry needs for a transition, with the rulings that were brought."""
    for needed in row.verdicts:
        if _holds(needed.when, ledger, entry):
            yield needed, next((one for one in act.rulings if one.verdict == needed.verdict), None)


def _linked(after: AfterLinked, row: Transition, act: Act, book: LedgerBook) -> Iterator[Sentence]:
    linked = [
        one for one in act.linked if (one.ledger, one.through) == (after.ledger, after.through)
    ]
    still_open = tuple(one.number for one in linked if not one.is_closed)
    if still_open and not after.may_be_open:
        yield say("ledger.linked_open", event=row.names, numbers=still_open)
    counted = [one for one in linked if not after.in_states or one.state in after.in_states]
    if len(counted) < after.at_least:
        other = book[after.ledger]
        states = tuple(other.state_by_id[one].names for one in after.in_states)
        yield say(
            "ledger.linked_too_few_in" if states else "ledger.linked_too_few",
            event=row.names, ledger=other.names, found=len(counted), at_least=after.at_least,
            states=states,
        )  # fmt: skip


def asked_fields(ledger: Ledger, row: Transition) -> tuple[Field, ...]:
    """The fields of a transition's own form: what it requires, what its condition speaks of,
    reasons of overriding, what its new state makes necessary, and what any of these may.
    """
    reasons = {one.override.reason for one in row.verdicts if one.override}
    by_state = {
        one.id
        for one in ledger.fields
        if one.required_when
        and any(row.to_state in part.state for part in one.required_when.walk())
    }
    wanted = {*row.requires, *row.requires_anew, *fields_in(row.when), *reasons, *by_state}
    # Whoever chooses "flawed" in this form is asked for the lesson in the same form.
    wanted |= {one.id for one in ledger.fields if wanted & set(fields_in(one.required_when))}
    return tuple(one for one in ledger.fields if one.id in wanted and not one.read_only)


def fields_in(condition: Condition | None) -> tuple[str, ...]:
    """The fields that a condition speaks of."""
    return tuple(part.field for part in condition.walk() if part.field) if condition else ()
