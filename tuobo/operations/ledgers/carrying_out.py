"""Carries out what a step brings about elsewhere: people told, entries made, entries moved.

The definition's author decided it, so no right of whoever took the step is asked for; the tables,
the same-person rule and the fields that must be filled hold as ever. Whatever cannot be done stops
the whole step, so that nothing is left half-done.
"""

from __future__ import annotations

from tuobo.core.errors import StateError
from tuobo.engines.ledgers import (
    Act,
    Effects,
    FieldType,
    Ledger,
    Numbering,
    PlannedEntry,
    PlannedMove,
    clock_readings,
    made_entry,
    move,
)
from tuobo.engines.ledgers.effects import planned
from tuobo.operations.ledgers.acting import as_definition
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.opening import court_of, keep_opened, opened_row
from tuobo.operations.ledgers.telling import tell
from tuobo.records.audit.actions import record
from tuobo.records.ledgers import models
from tuobo.records.ledgers.actions import Kept, keep_new, subject_of, take_serials
from tuobo.records.organisation.models import Unit


def carry_out(
    desk: LedgerDesk, row: models.Entry, ledger: Ledger, effects: Effects, act: Act
) -> None:
    """Everything that a step planned, inside the step's transaction."""
    for notice in effects.notices:
        tell(desk, "ledger.moved", notice, row, ledger)
    for entry in effects.made:
        _make(desk, row, entry, act)
    for moved in effects.moves:
        _move(desk, row, moved)


def _make(desk: LedgerDesk, row: models.Entry, plan: PlannedEntry, act: Act) -> None:
    ledger = desk.book.on(plan.ledger, desk.on)
    keeper = _keeper(row, ledger, plan)
    kept = Kept(unit=keeper, court=court_of(keeper), rehearsal=desk.rehearsal)
    serial = take_serials(ledger, kept, desk.hand)
    number = Numbering(pattern=ledger.number).number(serial, desk.on)
    entry = made_entry(ledger, plan, act, number=number, unit=str(keeper.pk))
    readings = clock_readings(ledger, entry, desk.on, desk.calendar)
    made = keep_new(ledger, entry, serial, kept, desk.hand, readings)
    carry_out(desk, made, ledger, planned(ledger, entry, ledger.on_create, act), act)


def _keeper(row: models.Entry, ledger: Ledger, plan: PlannedEntry) -> Unit:
    """Who keeps the new entry: a unit that it names alone, or that of the old one."""
    named = [
        int(str(plan.values[one.id]))
        for one in ledger.fields
        if one.type is FieldType.UNIT and not one.many and one.id in plan.values
    ]
    candidates = [*Unit.objects.select_related("parent").filter(pk__in=named), row.unit, row.court]
    for unit in candidates:
        if unit.kind == ledger.kept_by.value:
            return unit
    raise StateError(
        "ledger_store.no_keeper",
        number=row.number,
        ledger=ledger.names.zh,
        ledger_en=ledger.names.en,
    )


def _move(desk: LedgerDesk, row: models.Entry, plan: PlannedMove) -> None:
    found = models.Entry.objects.select_for_update(of=("self",)).filter(
        ledger__in=plan.ledgers,
        court=row.court,
        number__in=plan.numbers,
        rehearsal=desk.rehearsal,
    )
    for linked in found.select_related("unit__parent", "court", "created_by", "rehearsal"):
        opened = opened_row(desk, linked)
        transition = opened.ledger.transition_by_event[plan.event]
        if opened.entry.state == transition.to_state:
            continue  # it is already there: nothing to bring about
        act = as_definition(opened.act, opened.ledger)
        outcome = move(opened.ledger, opened.entry, plan.event, {}, act, opened.reader)
        if outcome.entry is None:
            empty = "、".join(one.names.zh for one in outcome.problems)
            raise StateError(
                "ledger_store.effect_blocked",
                number=linked.number,
                event=transition.zh,
                event_en=transition.en,
                fields=empty,
            )
        moved = keep_opened(desk, opened, plan.event, outcome.entry, row.number)
        state = opened.ledger.state_by_id[moved.state]
        record(
            "ledger.moved",
            actor=desk.hand.actor,
            at=desk.hand.at,
            subject=subject_of(moved, opened.ledger),
            event=transition.zh,
            state=state.zh,
        )
        carry_out(desk, moved, opened.ledger, outcome.effects, act)
