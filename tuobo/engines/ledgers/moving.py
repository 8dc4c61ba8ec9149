"""The state machine: what may follow, who may not do it, and what it brings about.

`create`, `edit` and `move` give an `Outcome`: the entry as it would be, or what is wrong with the
values. A step that the table, a right, the same-person rule, a verdict or an open linked entry
forbids is a StateError; `obstacles` tells of it beforehand, so that a page can show it politely.
Nothing is kept here, and effects on other entries are only planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tuobo.core.errors import StateError
from tuobo.core.issue import Severity
from tuobo.engines.ledgers.act import Act, Ruling
from tuobo.engines.ledgers.book import LedgerBook
from tuobo.engines.ledgers.definition import (
    CREATE,
    Field,
    Ledger,
    NeedsVerdict,
    State,
    Transition,
)
from tuobo.engines.ledgers.effects import NO_EFFECTS, Effects, planned, typed_default
from tuobo.engines.ledgers.entry import Entry, Step, created
from tuobo.engines.ledgers.holding import holds
from tuobo.engines.ledgers.problem import Problem
from tuobo.engines.ledgers.reading import Checked, Raw, Reader, checked, read_field
from tuobo.engines.ledgers.sentence import Sentence, say
from tuobo.engines.ledgers.wording import condition_sentence


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a step would give. With problems there is no entry and nothing may be kept."""

    entry: Entry | None
    problems: tuple[Problem, ...] = ()
    step: Step | None = None
    effects: Effects = NO_EFFECTS
    overridden: tuple[Ruling, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A transition that leaves the entry's state: what it asks for and what stands against it."""

    transition: Transition
    asks: tuple[Field, ...]
    obstacles: tuple[Sentence, ...]

    @property
    def is_open(self) -> bool:
        return not self.obstacles


def events_from(ledger: Ledger, state: str) -> tuple[Transition, ...]:
    """The transitions that leave a state, in the order of the table."""
    return tuple(row for row in ledger.transitions if state in row.from_states)


def after(ledger: Ledger, state: str, event: str) -> State:
    """The state after an event; raises StateError naming both states if the table forbids it."""
    row = ledger.transition_by_event.get(event)
    now = ledger.state_by_id[state].names
    if row is None:
        events = tuple(one.event for one in events_from(ledger, state))
        said = say("ledger.no_event", ledger=ledger.names, event=event, state=now, known=events)
        raise StateError(said.code, **said.flat())
    if state not in row.from_states:
        sources = tuple(ledger.state_by_id[one].names for one in row.from_states)
        target = ledger.state_by_id[row.to_state].names
        said = say("ledger.state_forbids", ledger=ledger.names, event=row.names, state=now,
                   sources=sources, target=target)  # fmt: skip
        raise StateError(said.code, **said.flat())
    return ledger.state_by_id[row.to_state]


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
    if not holds(row.when, entry.values, ledger=ledger, state=entry.state):
        assert row.when is not None
        condition = condition_sentence(row.when, ledger, book.vocabularies)
        yield say("ledger.not_when", event=row.names, condition=condition)
    yield from _same_person(ledger, entry, row, act)
    yield from _verdicts(ledger, entry, row, act, book)
    for after_linked in row.after_linked:
        linked = [
            one
            for one in act.linked
            if (one.ledger, one.through) == (after_linked.ledger, after_linked.through)
        ]
        still_open = tuple(one.number for one in linked if not one.is_closed)
        if still_open:
            yield say("ledger.linked_open", event=row.names, numbers=still_open)
        if len(linked) < after_linked.at_least:
            names = book[after_linked.ledger].names
            yield say("ledger.linked_too_few", event=row.names, ledger=names,
                      found=len(linked), at_least=after_linked.at_least)  # fmt: skip


def _same_person(ledger: Ledger, entry: Entry, row: Transition, act: Act) -> Iterator[Sentence]:
    for one in row.not_same_person_as:
        if one in ledger.field_by_id:
            if act.person in entry.values.listed(one):
                other = ledger.field_by_id[one].names
                yield say("ledger.same_person_field", event=row.names, other=other)
        elif act.person == entry.doer_of(one):
            if one == CREATE:
                yield say("ledger.same_person_creator", event=row.names)
            else:
                other = ledger.transition_by_event[one].names
                yield say("ledger.same_person_event", event=row.names, other=other)


def _verdicts(
    ledger: Ledger, entry: Entry, row: Transition, act: Act, book: LedgerBook
) -> Iterator[Sentence]:
    for needed, ruling in _asked_rulings(ledger, entry, row, act):
        may_override = needed.override is not None and needed.override.right in act.rights
        if (ruling and ruling.holds) or may_override:
            continue
        verdict = book.verdicts[needed.verdict].names
        if ruling is None:
            yield say("ledger.no_ruling", event=row.names, verdict=verdict)
        else:
            yield say("ledger.verdict_refuses", event=row.names, verdict=verdict,
                      said=ruling.said)  # fmt: skip


def _asked_rulings(
    ledger: Ledger, entry: Entry, row: Transition, act: Act
) -> Iterator[tuple[NeedsVerdict, Ruling | None]]:
    """The verdicts that this entry needs for a transition, with the rulings that were brought."""
    for needed in row.verdicts:
        if holds(needed.when, entry.values, ledger=ledger, state=entry.state):
            yield needed, next((one for one in act.rulings if one.verdict == needed.verdict), None)


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


def asked_fields(ledger: Ledger, row: Transition) -> tuple[Field, ...]:
    """The fields of a transition's own form: what it requires, reasons of overriding, and what
    its new state makes necessary.
    """
    reasons = {one.override.reason for one in row.verdicts if one.override}
    by_state = {
        one.id
        for one in ledger.fields
        if one.required_when
        and any(row.to_state in part.state for part in one.required_when.walk())
    }
    wanted = {*row.requires, *reasons, *by_state}
    return tuple(one for one in ledger.fields if one.id in wanted and not one.read_only)


def create(
    ledger: Ledger, raw: Mapping[str, Raw], act: Act, reader: Reader, *, number: str, unit: str
) -> Outcome:
    """A new entry; raises StateError without the right to create one."""
    _require(ledger, "create", act)
    fields = writable_fields(ledger, act)
    given = {**_defaults(ledger, raw, act, reader), **raw}
    state = ledger.first_state.id
    found = checked(ledger, given, reader, state=state, fields=fields)
    if not found.is_accepted:
        return Outcome(entry=None, problems=found.problems)
    entry = Entry(
        number=number, ledger=ledger.id, version=ledger.version, state=state, unit=unit,
        court=act.court, values=found.values,
    )  # fmt: skip
    effects = planned(ledger, entry, ledger.on_create, act)
    made = created(
        replace(entry, values=effects.applied(entry.values)), on=act.on, person=act.person
    )
    return Outcome(entry=made, problems=found.problems, step=made.steps[0], effects=effects)


def edit(ledger: Ledger, entry: Entry, raw: Mapping[str, Raw], act: Act, reader: Reader) -> Outcome:
    """The entry with other values in the same state; raises StateError if it may not be edited."""
    _require(ledger, "edit", act)
    state = ledger.state_by_id[entry.state]
    if not state.is_editable:
        said = say("ledger.not_editable", number=entry.number, state=state.names)
        raise StateError(said.code, **said.flat())
    fields = writable_fields(ledger, act)
    found = checked(ledger, raw, reader, state=entry.state, before=entry.values, fields=fields)
    if not found.is_accepted:
        return Outcome(entry=None, problems=found.problems)
    return Outcome(entry=replace(entry, values=found.values), problems=found.problems)


def move(
    ledger: Ledger, entry: Entry, event: str, raw: Mapping[str, Raw], act: Act, reader: Reader
) -> Outcome:
    """The entry after a transition; raises StateError where `obstacles` would name one."""
    target = after(ledger, entry.state, event)
    row = ledger.transition_by_event[event]
    against = obstacles(ledger, entry, event, act, reader.book)
    if against:
        raise StateError(against[0].code, number=entry.number, **against[0].flat())
    is_editable = ledger.state_by_id[entry.state].is_editable
    fields = writable_fields(ledger, act)
    if not is_editable:
        fields &= {one.id for one in asked_fields(ledger, row)}
    found = checked(ledger, raw, reader, state=target.id, before=entry.values, fields=fields)
    problems = (
        *found.problems,
        *_unfilled(ledger, row, found),
        *_reasons(ledger, entry, row, act, found),
    )
    if any(one.severity is Severity.REJECTED for one in problems):
        return Outcome(entry=None, problems=problems)
    read = replace(entry, values=found.values)
    effects = planned(ledger, read, row.effects, act)
    step = Step(
        event=event, from_state=entry.state, to_state=target.id, on=act.on, person=act.person
    )
    return Outcome(
        entry=entry.stepped(step, effects.applied(found.values)), problems=problems, step=step,
        effects=effects, overridden=tuple(_overridden(ledger, entry, row, act)),
    )  # fmt: skip


def _unfilled(ledger: Ledger, row: Transition, found: Checked) -> Iterator[Problem]:
    """The fields that the transition requires and that are still empty."""
    told = {one.field for one in found.problems}
    for name in row.requires:
        if name not in found.values and name not in told:
            one = ledger.field_by_id[name]
            yield Problem(field=name, names=one.names, rule="ledger.value.needed_for",
                          expected=say("ledger.expected.for_event", event=row.names))  # fmt: skip


def _overridden(ledger: Ledger, entry: Entry, row: Transition, act: Act) -> Iterator[Ruling]:
    """The rulings against which the actor goes on."""
    for needed, ruling in _asked_rulings(ledger, entry, row, act):
        if ruling is None or not ruling.holds:
            yield ruling or Ruling(verdict=needed.verdict, holds=False)


def _reasons(
    ledger: Ledger, entry: Entry, row: Transition, act: Act, found: Checked
) -> Iterator[Problem]:
    """Whoever goes on against a verdict writes down why."""
    for needed, ruling in _asked_rulings(ledger, entry, row, act):
        if (ruling and ruling.holds) or needed.override is None:
            continue
        name = needed.override.reason
        if name not in found.values:
            names = ledger.field_by_id[name].names
            yield Problem(field=name, names=names, rule="ledger.value.override_reason",
                          expected=say("ledger.expected.for_event", event=row.names))  # fmt: skip


def _require(ledger: Ledger, kind: str, act: Act) -> None:
    right = getattr(ledger.rights, kind)
    if right not in act.rights:
        said = say(f"ledger.no_right_to_{kind}", ledger=ledger.names, right=right)
        raise StateError(said.code, **said.flat())


def writable_fields(ledger: Ledger, act: Act) -> frozenset[str]:
    """The fields that the actor may fill: none that they may not see, none that effects fill."""
    return frozenset(
        one.id
        for one in ledger.fields
        if not one.read_only and (not one.sensitive or one.sensitive in act.rights)
    )


def _defaults(ledger: Ledger, given: Mapping[str, Raw], act: Act, reader: Reader) -> dict[str, Raw]:
    """Defaults of the fields that were not given; one that cannot be read stays empty."""
    found: dict[str, Raw] = {}
    for one in ledger.fields:
        if one.default is None or one.id in given:
            continue
        raw = typed_default(one, act)
        if not read_field(one, raw, reader)[1]:
            found[one.id] = raw
    return found
