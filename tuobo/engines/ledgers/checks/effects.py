"""Effects: what they fill, tell, make and move exists, and none sets off itself in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from tuobo.engines.ledgers.checks.conditions import condition_flaws
from tuobo.engines.ledgers.checks.fixed import fits
from tuobo.engines.ledgers.checks.purpose import right_flaws
from tuobo.engines.ledgers.definition import (
    CREATE,
    Effect,
    Field,
    FieldType,
    Ledger,
    MakeEntry,
    MoveLinked,
    Notify,
    SetField,
)
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import Known

Node: TypeAlias = tuple[str, str]


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for _, path, effect in _effects(ledger):
        match effect:
            case SetField():
                yield from _set(effect, path, ledger, known)
            case Notify():
                yield from _notify(effect, path, ledger, known)
            case MakeEntry():
                yield from _make(effect, path, ledger, known)
            case MoveLinked():
                yield from _move(effect, path, ledger, known)
    yield from _circles(ledger, known)


def _effects(ledger: Ledger) -> Iterator[tuple[str, Path, Effect]]:
    for at, effect in enumerate(ledger.on_create):
        yield CREATE, ("on_create", at), effect
    for number, row in enumerate(ledger.transitions):
        for at, effect in enumerate(row.effects):
            yield row.event, ("transitions", number, "effects", at), effect


def _set(effect: SetField, path: Path, ledger: Ledger, known: Known) -> Iterator[Flaw]:
    one = ledger.field_by_id.get(effect.field)
    if one is None:
        yield unknown("ledger.field_unknown", (*path, "field"), effect.field, [*ledger.field_by_id])
    elif (effect.to is None) != effect.blank:
        yield flaw("ledger.set_to_or_blank", path)
    elif effect.to is not None and not fits(effect.to, one, known):
        yield _unfit(effect.to, one, (*path, "to"))


def _unfit(given: object, one: Field, path: Path) -> Flaw:
    return flaw("ledger.set_unfit", path, found=given, field=one.names, type=one.type)


def _notify(effect: Notify, path: Path, ledger: Ledger, known: Known) -> Iterator[Flaw]:
    if not (effect.right or effect.fields):
        yield flaw("ledger.notify_nobody", path)
    if effect.right:
        yield from right_flaws(effect.right, (*path, "right"), known)
    told = (FieldType.PERSON, FieldType.UNIT)
    names = [one.id for one in ledger.fields if one.type in told]
    for one in effect.fields:
        if one not in names:
            yield unknown("ledger.field_unknown", (*path, "fields"), one, names)


def _make(effect: MakeEntry, path: Path, ledger: Ledger, known: Known) -> Iterator[Flaw]:
    yield from condition_flaws(effect.when, (*path, "when"), ledger, known)
    target = known.ledgers.get(effect.ledger)
    if target is None:
        yield unknown("ledger.ledger_unknown", (*path, "ledger"), effect.ledger, [*known.ledgers])
        return
    for theirs, ours in effect.copied.items():
        there, here = target.field_by_id.get(theirs), ledger.field_by_id.get(ours)
        if there is None:
            yield unknown("ledger.field_unknown", (*path, "copy"), theirs, [*target.field_by_id])
        elif here is None:
            yield unknown("ledger.field_unknown", (*path, "copy"), ours, [*ledger.field_by_id])
        elif here.type is not there.type or (here.many and not there.many):
            yield flaw("ledger.copy_unfit", (*path, "copy"), field=here.names, other=there.names)
    for theirs, given in effect.values.items():
        one = target.field_by_id.get(theirs)
        if one is None:
            yield unknown("ledger.field_unknown", (*path, "values"), theirs, [*target.field_by_id])
        elif not fits(given, one, known):
            yield _unfit(given, one, (*path, "values", theirs))
    leading = [one.id for one in target.fields if ledger.id in one.ledgers]
    if effect.link and effect.link not in leading:
        yield unknown("ledger.link_unknown", (*path, "link"), effect.link, leading)


def _move(effect: MoveLinked, path: Path, ledger: Ledger, known: Known) -> Iterator[Flaw]:
    yield from condition_flaws(effect.when, (*path, "when"), ledger, known)
    links = [one.id for one in ledger.fields if one.type is FieldType.LINK]
    if effect.through not in links:
        yield unknown("ledger.link_unknown", (*path, "through"), effect.through, links)
        return
    for name in ledger.field_by_id[effect.through].ledgers:
        target = known.ledgers.get(name)
        if target and effect.event not in target.transition_by_event:
            events = [*target.transition_by_event]
            yield unknown("ledger.event_unknown", (*path, "event"), effect.event, events)


def _circles(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    """An effect of this ledger from which the same event follows again."""
    for event, path, effect in _effects(ledger):
        start = (ledger.id, event)
        seen: dict[Node, tuple[Node, ...]] = {}
        waiting: list[tuple[Node, tuple[Node, ...]]] = [
            (node, (start, node)) for node in _causes(ledger, effect)
        ]
        while waiting:
            node, way = waiting.pop()
            if node == start:
                shown = " → ".join(f"{name}.{each}" for name, each in way)
                yield flaw("ledger.effects_circle", path, way=shown)
                break
            if node in seen or node[0] not in known.ledgers:
                continue
            seen[node] = way
            other = known.ledgers[node[0]]
            waiting += [
                (following, (*way, following))
                for each, _, further in _effects(other)
                if each == node[1]
                for following in _causes(other, further)
            ]


def _causes(ledger: Ledger, effect: Effect) -> tuple[Node, ...]:
    match effect:
        case MakeEntry():
            return ((effect.ledger, CREATE),)
        case MoveLinked() if effect.through in ledger.field_by_id:
            targets = ledger.field_by_id[effect.through].ledgers
            return tuple((name, effect.event) for name in targets)
        case _:
            return ()
