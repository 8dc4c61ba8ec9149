"""Makes, edits and moves entries: right and rules first, then entry, history, files, effects and
audit in one transaction, or nothing at all.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import (
    Ledger,
    Numbering,
    clock_readings,
    create,
    edit,
    move,
)
from tuobo.operations.ledgers.acting import act_for_new
from tuobo.operations.ledgers.carrying_out import carry_out
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.given import (
    CheckedFiles,
    Given,
    Meanwhile,
    Written,
    checked_files,
    problems_of,
)
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.operations.ledgers.opening import court_of, keep_opened, opened_for
from tuobo.operations.ledgers.rulings import rulings_for
from tuobo.records.audit.actions import record
from tuobo.records.ledgers import models
from tuobo.records.ledgers.actions import Kept, keep_files, keep_new, subject_of, take_serials
from tuobo.records.ledgers.rows import EDITED
from tuobo.records.organisation.models import Unit


@transaction.atomic
def create_entry(desk: LedgerDesk, *, ledger: str, unit: int, given: Given) -> Written:
    """A new entry that a unit keeps; StateError without the right to make one there."""
    definition = desk.ledger(ledger)
    keeper = _unit_for_new(definition, unit)
    kept = Kept(unit=keeper, court=court_of(keeper), rehearsal=desk.rehearsal)
    files = checked_files(desk, definition, given)
    lookup = RecordsLookup(desk=desk, court=kept.court, files=files.digests)
    act, reader = act_for_new(desk, definition, keeper), reader_for(desk, lookup)
    raw = files.laid_over(given.raw, definition)
    # Tried without a number first: a form with mistakes must not use one up.
    tried = create(definition, raw, act, reader, number="", unit=str(keeper.pk))
    if tried.entry is None or files.problems:
        return Written(problems=problems_of(files.problems, tried.problems))
    serial = take_serials(definition, kept, desk.hand)
    number = Numbering(pattern=definition.number).number(serial, desk.on)
    made = create(definition, raw, act, reader, number=number, unit=str(keeper.pk))
    assert made.entry is not None
    readings = clock_readings(definition, made.entry, desk.on, desk.calendar)
    row = keep_new(definition, made.entry, serial, kept, desk.hand, readings)
    _keep_files(desk, row, files)
    carry_out(desk, row, definition, made.effects, act)
    return Written(entry=row.pk, number=number, problems=made.problems)


@transaction.atomic
def edit_entry(desk: LedgerDesk, *, entry: int, given: Given) -> Written:
    """An entry with other values; nothing is changed if somebody else was faster."""
    opened = opened_for(desk, entry)
    if others := meanwhile(opened.row, given.revision):
        return Written(meanwhile=others)
    files = checked_files(desk, opened.ledger, given)
    opened = opened.bringing(desk, files)
    raw = files.laid_over(given.over(opened.entry.values, opened.ledger), opened.ledger)
    found = edit(opened.ledger, opened.entry, raw, opened.act, opened.reader)
    if found.entry is None or files.problems:
        return Written(problems=problems_of(files.problems, found.problems))
    row = keep_opened(desk, opened, EDITED, found.entry, given.reason.strip())
    _keep_files(desk, row, files)
    record(
        "ledger.edited",
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=subject_of(row, opened.ledger),
        title=row.title,
    )
    return Written(entry=row.pk, number=row.number, problems=found.problems)


@transaction.atomic
def move_entry(desk: LedgerDesk, *, entry: int, event: str, given: Given) -> Written:
    """An entry after a transition of its table; StateError where the table or a rule forbids it."""
    opened = opened_for(desk, entry)
    if others := meanwhile(opened.row, given.revision):
        return Written(meanwhile=others)
    files = checked_files(desk, opened.ledger, given)
    opened = opened.bringing(desk, files)
    act = replace(opened.act, rulings=rulings_for(desk, opened, event))
    raw = files.laid_over(given.over(opened.entry.values, opened.ledger), opened.ledger)
    found = move(opened.ledger, opened.entry, event, raw, act, opened.reader)
    if found.entry is None or files.problems:
        return Written(problems=problems_of(files.problems, found.problems))
    row = keep_opened(desk, opened, event, found.entry, given.reason.strip(), found.rulings)
    _keep_files(desk, row, files)
    transition, state = opened.ledger.transition_by_event[event], opened.ledger.state_by_id
    record(
        "ledger.moved",
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=subject_of(row, opened.ledger),
        event=transition.zh,
        state=state[row.state].zh,
    )
    carry_out(desk, row, opened.ledger, found.effects, act)
    return Written(entry=row.pk, number=row.number, problems=found.problems)


def attach_files(desk: LedgerDesk, *, entry: int, field: str, given: Given) -> Written:
    """More files in a file field, beside those that it holds."""
    return edit_entry(desk, entry=entry, given=replace(given, raw={}, added={field: ()}))


def link_entries(desk: LedgerDesk, *, entry: int, field: str, text: str, revision: int) -> Written:
    """One more thing named in a field: an entry by its number, a case, an indicator, a person."""
    given = Given(added={field: (text,)}, revision=revision)
    return edit_entry(desk, entry=entry, given=given)


def meanwhile(row: models.Entry, revision: int) -> tuple[Meanwhile, ...]:
    """What others did since a form was shown: every step counts the revision up by one."""
    if row.revision == revision:
        return ()
    events = row.events.filter(position__gte=revision).select_related("by").order_by("position")
    return tuple(
        Meanwhile(
            by=one.by.name if one.by else one.account,
            event=one.event,
            changes={name: (before, after) for name, (before, after) in one.changes.items()},
        )
        for one in events
    )


def _unit_for_new(ledger: Ledger, unit: int) -> Unit:
    """The unit, if the ledger is kept by such units; RequestError otherwise."""
    found = Unit.objects.select_related("parent").filter(pk=unit, ends_on=None).first()
    if found is None or found.kind != ledger.kept_by.value:
        raise RequestError(
            "ledger_store.no_unit", ledger=ledger.names.zh, ledger_en=ledger.names.en
        )
    return found


def _keep_files(desk: LedgerDesk, row: models.Entry, files: CheckedFiles) -> None:
    for field, brought in files.by_field.items():
        keep_files(row, field, brought, desk.hand, desk.store)
