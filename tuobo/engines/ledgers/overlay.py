"""Lays a court's file over a national ledger, and proves that it only adds and tightens.

The form of a `Tightening` cannot loosen anything but in three places, which are checked here: a
span must become shorter, a number greater, and a side state must lead back to where it came from,
so that no way to a closed state is opened that the national table does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tuobo.engines.ledgers.definition import (
    Cadence,
    Clock,
    Field,
    Ledger,
    Span,
    State,
    Tightening,
    Transition,
)
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown


def tightened(base: Ledger, change: Tightening) -> tuple[Ledger, tuple[Flaw, ...]]:
    """The ledger with the overlay laid over it; with flaws the ledger as it was."""
    flaws = (
        *_unknown_names(base, change), *_side_states(base, change), *_numbers(base, change),
        *_lists(base, change),
    )  # fmt: skip
    if flaws:
        return base, flaws
    merged = base.model_copy(
        update={
            "overlay": change.version,
            "why": (*base.why, *change.why),
            "groups": (*base.groups, *change.groups),
            "fields": (*(_field(one, change) for one in base.fields), *change.fields),
            "states": (*base.states, *change.states),
            "transitions": (
                *(_transition(one, change) for one in base.transitions), *change.transitions,
            ),
            "clocks": (*(_clock(one, change) for one in base.clocks), *change.clocks),
            "cadences": (*(_cadence(one, change) for one in base.cadences), *change.cadences),
            "listing": change.listing or base.listing,
            "views": (*base.views, *change.views),
            "figures": (*base.figures, *change.figures),
            "template": change.template or base.template,
        }
    )  # fmt: skip
    # Validated anew, so that nothing cached of the base lives on in the copy.
    return Ledger.model_validate(merged.model_dump(by_alias=True)), ()


def _field(one: Field, change: Tightening) -> Field:
    update: dict[str, object] = {}
    if one.id in change.require:
        update |= {"required": True, "required_when": None}
    if one.id in change.restrict:
        update["sensitive"] = change.restrict[one.id]
    return one.model_copy(update=update) if update else one


def _transition(one: Transition, change: Tightening) -> Transition:
    for more in change.stricter:
        if more.event == one.event:
            return one.model_copy(
                update={
                    "requires": _joined(one.requires, more.requires),
                    "requires_anew": _joined(one.requires_anew, more.requires_anew),
                    "not_same_person_as": _joined(one.not_same_person_as, more.not_same_person_as),
                    "verdicts": (*one.verdicts, *more.verdicts),
                    "after_linked": (*one.after_linked, *more.after_linked),
                    "after_named": _joined(one.after_named, more.after_named),
                    "effects": (*one.effects, *more.effects),
                }
            )
    return one


def _joined(first: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *more)))


def _clock(one: Clock, change: Tightening) -> Clock:
    for more in change.stricter_clocks:
        if more.id == one.id:
            remind = tuple(sorted({*one.remind, *more.remind}, reverse=True))
            return one.model_copy(update={"within": more.within or one.within, "remind": remind})
    return one


def _cadence(one: Cadence, change: Tightening) -> Cadence:
    for more in change.stricter_cadences:
        if more.id == one.id:
            return one.model_copy(update={"at_least": more.at_least})
    return one


def _unknown_names(base: Ledger, change: Tightening) -> Iterator[Flaw]:
    for key, names in (("require", change.require), ("restrict", tuple(change.restrict))):
        for name in names:
            if name not in base.field_by_id:
                yield unknown("ledger.field_unknown", (key,), name, [*base.field_by_id])
    for name in change.restrict:
        if name in base.field_by_id and base.field_by_id[name].sensitive:
            yield flaw("ledger.overlay_restricted", ("restrict", name))
    listed: tuple[tuple[str, str, list[str], Mapping[str, object]], ...] = (
        ("stricter", "event", [one.event for one in change.stricter], base.transition_by_event),
        ("stricter_clocks", "id", [one.id for one in change.stricter_clocks], base.clock_by_id),
        ("stricter_cadences", "id", [one.id for one in change.stricter_cadences],
         base.cadence_by_id),
    )  # fmt: skip
    for key, attribute, ids, known in listed:
        for at, each in enumerate(ids):
            if each not in known:
                yield unknown("ledger.part_unknown", (key, at, attribute), each, [*known])


def _side_states(base: Ledger, change: Tightening) -> Iterator[Flaw]:
    """A new state is entered from one open state only, and leads back to it and nowhere else."""
    added = {one.id: one for one in change.states}
    entered: dict[str, set[str]] = {name: set() for name in added}
    for row in change.transitions:
        if row.to_state in added:
            entered[row.to_state] |= set(row.from_states)
    for at, row in enumerate(change.transitions):
        goes_in = row.to_state in added and not set(row.from_states) & set(added)
        comes_back = set(row.from_states) <= set(added) and all(
            entered[one] == {row.to_state} for one in row.from_states
        )
        if not (goes_in or comes_back) or (goes_in and _opens(row, base, added[row.to_state])):
            yield flaw("ledger.overlay_shortcut", ("transitions", at), event=row.names)
    for at, one in enumerate(change.states):
        if one.kind.is_closed:
            yield flaw("ledger.overlay_closed_state", ("states", at), state=one.names)


def _opens(row: Transition, base: Ledger, target: State) -> bool:
    """Whether it would open what is closed, or make editable what may no longer be edited."""
    sources = [base.state_by_id[one] for one in row.from_states if one in base.state_by_id]
    return len(row.from_states) > 1 or any(
        one.kind.is_closed or (target.is_editable and not one.is_editable) for one in sources
    )


def _numbers(base: Ledger, change: Tightening) -> Iterator[Flaw]:
    for at, clock in enumerate(change.stricter_clocks):
        old = base.clock_by_id.get(clock.id)
        if old and clock.within and not _shorter(clock.within, old.within):
            yield flaw("ledger.overlay_longer", ("stricter_clocks", at, "within"), clock=old.names)
    for at, cadence in enumerate(change.stricter_cadences):
        before = base.cadence_by_id.get(cadence.id)
        if before and cadence.at_least < before.at_least:
            yield flaw("ledger.overlay_fewer", ("stricter_cadences", at, "at_least"),
                       cadence=before.names, before=before.at_least)  # fmt: skip


def _shorter(new: Span, old: Span | None) -> bool:
    """Spans of the same kind can be compared; others cannot."""
    if old is None:
        return False
    kinds = ("days", "working_days", "months")
    return all(
        bool(getattr(new, kind)) == bool(getattr(old, kind))
        and getattr(new, kind) <= getattr(old, kind)
        for kind in kinds
    )


def _lists(base: Ledger, change: Tightening) -> Iterator[Flaw]:
    if change.listing and not set(base.listing.columns) <= set(change.listing.columns):
        yield flaw("ledger.overlay_columns", ("list", "columns"))
    if change.template and base.template and not set(base.template) <= set(change.template):
        yield flaw("ledger.overlay_columns", ("template",))
