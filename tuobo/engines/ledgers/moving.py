"""Creating, editing and moving an entry, by the table of its ledger.

Each gives an `Outcome`: the entry as it would be, or what is wrong with the values. A step that
the table, a right, the same-person rule, a verdict or an open linked entry forbids is a StateError;
`obstacles` tells of it beforehand, so that a page can show it politely. Nothing is kept here, and
effects on other entries are only planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tuobo.core.errors import StateError
from tuobo.core.issue import Severity
from tuobo.engines.ledgers.act import Act, Ruling
from tuobo.engines.ledgers.definition import Ledger, Transition
from tuobo.engines.ledgers.effects import NO_EFFECTS, Effects, planned, typed_default
from tuobo.engines.ledgers.entry import Entry, Step, created
from tuobo.engines.ledgers.holding import holds
from tuobo.engines.ledgers.machine import after
from tuobo.engines.ledgers.obstacles import asked_fields, asked_rulings, fields_in, obstacles
from tuobo.engines.ledgers.problem import Problem
from tuobo.engines.ledgers.reading import Checked, Raw, Reader, checked, read_field
from tuobo.engines.ledgers.sentence import say
from tuobo.engines.ledgers.wording import condition_sentence


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a step would give. With problems there is no entry and nothing may be kept.

    `rulings` are those that the step asked for, also where it went on against one.
    """

    entry: Entry | None
    problems: tuple[Problem, ...] = ()
    step: Step | None = None
    effects: Effects = NO_EFFECTS
    rulings: tuple[Ruling, ...] = ()


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
    fields = writable_fields(ledger, act)
    if not ledger.state_by_id[entry.state].is_editable or ledger.rights.edit not in act.rights:
        fields &= {one.id for one in asked_fields(ledger, row)}
    found = checked(ledger, raw, reader, state=target.id, before=entry.values, fields=fields)
    read = replace(entry, values=found.values)
    # Asked of the entry as it was and as it would be: no step may free itself by what it fills in.
    for one in (entry, read):
        against = obstacles(ledger, one, event, act, reader.book)
        if against:
            raise StateError(against[0].code, number=entry.number, **against[0].flat())
    heard = _heard(ledger, (entry, read), row, act)
    problems = (
        *found.problems,
        *_unfilled(ledger, row, found),
        *_not_anew(ledger, row, row.requires_anew, raw, found),
        *_against(ledger, row, heard, raw, found),
        *_unmet(ledger, row, read, reader),
    )
    if any(one.severity is Severity.REJECTED for one in problems):
        return Outcome(entry=None, problems=problems)
    effects = planned(ledger, read, row.effects, act)
    step = Step(
        event=event, from_state=entry.state, to_state=target.id, on=act.on, person=act.person
    )
    return Outcome(
        entry=entry.stepped(step, effects.applied(found.values)), problems=problems, step=step,
        effects=effects, rulings=tuple(ruling for ruling, _ in heard),
    )  # fmt: skip


def _unfilled(ledger: Ledger, row: Transition, found: Checked) -> Iterator[Problem]:
    """The fields that the transition requires and that are still empty."""
    for name in row.requires:
        if name not in found.values:
            yield from _needed(ledger, row, name, found)


def _not_anew(
    ledger: Ledger, row: Transition, asked: Iterable[str], raw: Mapping[str, Raw], found: Checked
) -> Iterator[Problem]:
    """Reasons that were not given with this step: one of an earlier step is not enough."""
    for name in asked:
        if raw.get(name) in (None, "") or name not in found.values:
            yield from _needed(ledger, row, name, found)


def _against(
    ledger: Ledger,
    row: Transition,
    heard: Iterable[tuple[Ruling, str]],
    raw: Mapping[str, Raw],
    found: Checked,
) -> Iterator[Problem]:
    """Reasons to go on against a verdict, each asked for with what the verdict says."""
    for ruling, reason in heard:
        if not reason or ruling.holds:
            continue
        for one in _not_anew(ledger, row, (reason,), raw, found):
            rule = "ledger.value.needed_against" if ruling.said else one.rule
            yield replace(one, rule=rule, found=ruling.said)


def _needed(ledger: Ledger, row: Transition, name: str, found: Checked) -> Iterator[Problem]:
    if name not in {one.field for one in found.problems}:
        names = ledger.field_by_id[name].names
        expected = say("ledger.expected.for_event", event=row.names)
        yield Problem(field=name, names=names, rule="ledger.value.needed_for", expected=expected)


def _unmet(ledger: Ledger, row: Transition, read: Entry, reader: Reader) -> Iterator[Problem]:
    """A condition on fields that the form could have met, told at the first of them."""
    names = fields_in(row.when)
    if row.when and names and not holds(row.when, read.values, ledger=ledger, state=read.state):
        first = ledger.field_by_id[names[0]]
        condition = condition_sentence(row.when, ledger, reader.book.vocabularies)
        yield Problem(field=first.id, names=first.names, rule="ledger.value.condition",
                      found=row.zh, expected=condition)  # fmt: skip


def _heard(
    ledger: Ledger, entries: tuple[Entry, ...], row: Transition, act: Act
) -> tuple[tuple[Ruling, str], ...]:
    """The rulings that were asked for, each with the field for the reason to go on against it."""
    found: dict[str, tuple[Ruling, str]] = {}
    for entry in entries:
        for needed, ruling in asked_rulings(ledger, entry, row, act):
            said = ruling or Ruling(verdict=needed.verdict, holds=False)
            found[needed.verdict] = (said, needed.override.reason if needed.override else "")
    return tuple(found.values())


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
