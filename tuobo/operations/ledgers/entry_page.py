"""One entry with all that belongs to it: values, clocks, links both ways, files, life, steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    CREATE,
    ClockReading,
    FieldGroup,
    FieldType,
    Ledger,
    Possible,
    Sentence,
    StateKind,
    Values,
    clock_readings,
    migrated,
    possible_moves,
)
from tuobo.operations.ledgers.acting import act_upon
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.operations.ledgers.opening import Opened, see_right
from tuobo.operations.ledgers.rulings import rulings_for
from tuobo.operations.ledgers.showing import Shown, Words, hidden_fields
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import (
    Names,
    engine_entry,
    entry_row,
    history,
    linked_here,
    names_of,
)
from tuobo.records.ledgers.rows import EDITED, MIGRATED
from tuobo.records.ledgers.selecting import within


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """A field with its values in words; none if it is empty."""

    id: str
    name: str
    shown: tuple[Shown, ...]
    is_long: bool


@dataclass(frozen=True, kw_only=True)
class FieldPart:
    """Fields under a heading; the heading is empty for those without a group."""

    name: str
    lines: tuple[FieldLine, ...]

    @property
    def filled(self) -> tuple[FieldLine, ...]:
        return tuple(one for one in self.lines if one.shown)

    @property
    def empty_names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.lines if not one.shown)


@dataclass(frozen=True, kw_only=True)
class Move:
    """A transition that leaves the present state, and what stands against it."""

    event: str
    name: str
    to: str
    obstacles: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return not self.obstacles


@dataclass(frozen=True, kw_only=True)
class RulingLine:
    """What was asked before a step, such as the effect test, and what was answered."""

    name: str
    holds: bool
    said: str


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One step of the entry's life, with what changed: field, before, after."""

    at: datetime
    who: str
    what: str
    from_state: str
    to_state: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str
    rulings: tuple[RulingLine, ...]


@dataclass(frozen=True, kw_only=True)
class NamedBy:
    """An entry that names this one, in which field of which ledger."""

    entry: int
    ledger: str
    ledger_name: str
    field: str
    number: str
    title: str
    state: str


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A file of the entry."""

    name: str
    digest: str
    size: int
    field: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    """Everything that the page of an entry shows. `version` is that of its definition."""

    entry: int
    ledger: Ledger
    number: str
    title: str
    state: str
    state_name: str
    state_kind: StateKind
    unit: str
    court: str
    person: str
    opened_on: date
    closed_on: date | None
    revision: int
    version: str
    is_old_version: bool
    is_rehearsal: bool
    parts: tuple[FieldPart, ...]
    clocks: tuple[ClockReading, ...]
    moves: tuple[Move, ...]
    may_edit: bool
    steps: tuple[StepLine, ...]
    named_by: tuple[NamedBy, ...]
    files: tuple[FileLine, ...]

    @property
    def open_moves(self) -> tuple[Move, ...]:
        return tuple(one for one in self.moves if one.is_open)

    @property
    def closed_moves(self) -> tuple[Move, ...]:
        return tuple(one for one in self.moves if not one.is_open)


def told(desk: LedgerDesk, sentence: Sentence) -> Sentence:
    """The same with rights by their names; the engine knows only what they are called in files."""
    right = sentence.fields.get("right")
    known = desk.policy.rights.get(str(right))
    if known is None:
        return sentence
    return Sentence(code=sentence.code, fields={**sentence.fields, "right": known.names})


def read_entry(desk: LedgerDesk, ledger: str, entry: int) -> Opened:
    """An entry to look at, in the words of the version in force; RequestError if not there."""
    row = entry_row(desk.reach(see_right(desk, entry)), entry)
    if row is None or row.ledger != ledger:
        raise RequestError("ledger_store.no_entry", entry=entry)
    kept = engine_entry(row, desk.book.version(row.ledger, row.version))
    now = migrated(kept, desk.book)
    definition = desk.book.version(row.ledger, now.version)
    lookup = RecordsLookup(desk=desk, court=row.court, entry=row.pk)
    return Opened(
        row=row,
        ledger=definition,
        kept=kept,
        entry=now,
        act=act_upon(desk, definition, row, now.values),
        reader=reader_for(desk, lookup),
    )


def entry_page(desk: LedgerDesk, opened: Opened, texts: Texts) -> EntryPage:
    """The page of an entry that was read."""
    row, ledger = opened.row, opened.ledger
    words = Words.for_rows(desk, ledger, [row], texts)
    hidden = hidden_fields(desk, ledger, row)
    values = opened.entry.values | dict.fromkeys(hidden)
    state = ledger.state_by_id[opened.entry.state]
    readings = clock_readings(ledger, opened.entry, desk.on, desk.calendar)
    life = history(row)
    in_history = replace(words, names=_names_in_history(words, life))
    return EntryPage(
        entry=row.pk,
        ledger=ledger,
        number=row.number,
        title=row.title,
        state=state.id,
        state_name=texts.pick(state.names),
        state_kind=state.kind,
        unit=row.unit.name,
        court=row.court.name,
        person=row.person.name if row.person else "",
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        revision=row.revision,
        version=ledger.key,
        is_old_version=opened.kept.version != ledger.version,
        is_rehearsal=row.is_rehearsal,
        parts=tuple(_parts(ledger, values, words)),
        clocks=readings,
        moves=tuple(_move(one, words) for one in _possible(desk, opened)),
        may_edit=ledger.rights.edit in opened.act.rights and state.is_editable,
        steps=tuple(_step(desk, one, hidden, in_history) for one in reversed(life)),
        named_by=tuple(_named_by(desk, row, texts)),
        files=tuple(_file(one) for one in row.attachments.all() if one.field not in hidden),
    )


def _parts(ledger: Ledger, values: Values, words: Words) -> Iterator[FieldPart]:
    groups: tuple[FieldGroup | None, ...] = (None, *ledger.groups)
    for group in groups:
        name = group.id if group else ""
        lines = tuple(
            FieldLine(
                id=one.id,
                name=words.texts.pick(one.names),
                shown=words.shown(one, values),
                is_long=one.long,
            )
            for one in ledger.fields
            if one.group == name
        )
        if lines:
            yield FieldPart(name=words.texts.pick(group.names) if group else "", lines=lines)


def _possible(desk: LedgerDesk, opened: Opened) -> tuple[Possible, ...]:
    """What may follow, asked with all the rulings that its transitions need."""
    rulings = {
        ruling.verdict: ruling
        for row in opened.ledger.transitions
        if opened.entry.state in row.from_states
        for ruling in rulings_for(desk, opened, row.event)
    }
    act = replace(opened.act, rulings=tuple(rulings.values()))
    return possible_moves(opened.ledger, opened.entry, act, desk.book)


def _move(one: Possible, words: Words) -> Move:
    return Move(
        event=one.transition.event,
        name=words.texts.pick(one.transition.names),
        to=words.state(one.transition.to_state),
        obstacles=tuple(told(words.desk, each).text(words.texts) for each in one.obstacles),
    )


def _step(
    desk: LedgerDesk, event: models.EntryEvent, hidden: frozenset[str], words: Words
) -> StepLine:
    """A step in the words of the version of its time."""
    ledger = words.ledger
    if event.version != ledger.version:
        ledger = desk.book.version(ledger.id, event.version)
    told = replace(words, ledger=ledger)
    return StepLine(
        at=event.at,
        who=event.by.name if event.by else event.account,
        what=_event_name(event.event, ledger, words.texts),
        from_state=told.state(event.from_state),
        to_state=told.state(event.to_state),
        changes=tuple(_changes(event, hidden, told)),
        reason=event.reason,
        rulings=tuple(_ruling(desk, one, words.texts) for one in event.rulings),
    )


def _ruling(desk: LedgerDesk, kept: dict[str, Any], texts: Texts) -> RulingLine:
    known = desk.book.verdicts.get(kept["verdict"])
    name = texts.pick(known.names) if known else kept["verdict"]
    return RulingLine(name=name, holds=kept["holds"], said=kept["said"])


def _changes(
    event: models.EntryEvent, hidden: frozenset[str], words: Words
) -> Iterator[tuple[str, str, str]]:
    """Before and after of what changed; of what was entered at first only the page tells."""
    if event.event == CREATE:
        return
    for name, (before, after) in event.changes.items():
        one = words.ledger.field_by_id.get(name)
        if one is None or name in hidden:
            continue
        old = Values.of_document(words.ledger, {name: before} if before is not None else {})
        new = Values.of_document(words.ledger, {name: after} if after is not None else {})
        yield words.texts.pick(one.names), words.text(one, old), words.text(one, new)


def _names_in_history(words: Words, life: tuple[models.EntryEvent, ...]) -> Names:
    """The names of people and units whom the entry named once and names no more."""
    found: dict[FieldType, set[str]] = {FieldType.PERSON: set(), FieldType.UNIT: set()}
    for event in life[1:]:
        for name, both in event.changes.items():
            one = words.ledger.field_by_id.get(name)
            if one is not None and one.type in found:
                held = Values.of_document(words.ledger, {name: both[0] or ""})
                found[one.type].update(str(each) for each in held.listed(name))
    known = {*words.names.people, *words.names.units}
    people, units = found[FieldType.PERSON] - known, found[FieldType.UNIT] - known
    return names_of(words.names, people, units) if people or units else words.names


def _event_name(event: str, ledger: Ledger, texts: Texts) -> str:
    codes = {
        CREATE: "ledger_show.created",
        EDITED: "ledger_show.edited",
        MIGRATED: "ledger_show.migrated",
    }
    if event in codes:
        return texts(codes[event])
    row = ledger.transition_by_event.get(event)
    return texts.pick(row.names) if row else event


def _named_by(desk: LedgerDesk, row: models.Entry, texts: Texts) -> Iterator[NamedBy]:
    """Only those that the person sees, so that a link tells of nothing else."""
    links = list(linked_here(row))
    for name in dict.fromkeys(link.entry.ledger for link in links):
        if name not in desk.book.versions:
            continue
        ledger = desk.book[name]
        ids = [link.entry_id for link in links if link.entry.ledger == name]
        reach = desk.reach(ledger.rights.see)
        found = models.Entry.objects.filter(within(reach), pk__in=ids)
        seen = set(found.values_list("pk", flat=True))
        for link in links:
            if link.entry_id in seen and link.entry.ledger == name:
                yield _named(link, ledger, texts)


def _named(link: models.EntryLink, ledger: Ledger, texts: Texts) -> NamedBy:
    one, state = ledger.field_by_id.get(link.field), ledger.state_by_id.get(link.entry.state)
    return NamedBy(
        entry=link.entry_id,
        ledger=ledger.id,
        ledger_name=texts.pick(ledger.names),
        field=texts.pick(one.names) if one else link.field,
        number=link.entry.number,
        title=link.entry.title,
        state=texts.pick(state.names) if state else link.entry.state,
    )


def _file(one: models.Attachment) -> FileLine:
    return FileLine(
        name=one.name, digest=one.sha256, size=one.size, field=one.field, added_at=one.added_at
    )
