"""What falls due: a list for a person, the same for their calendar feed, reminders of every day.

`send_reminders` is run once a day by whoever works in the background. What was told is kept, so
that a day that was missed is made up for and nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Alert, ClockReading, Ledger, Values, clock_readings, migrated
from tuobo.engines.rights import Viewer
from tuobo.operations.ledgers.acting import places_of
from tuobo.operations.ledgers.addresses import entry_address
from tuobo.operations.ledgers.books import book_in_use
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.telling import concerned, holders, tell_accounts
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import DayRange, due_between, engine_entry

_NOBODY = Viewer(account="")
_FEED_BACK, _FEED_AHEAD = 30, 180
_UP_TO_NOW = 30
"""Days: a desk that stood still for longer tells of the last thirty days only."""


@dataclass(frozen=True, kw_only=True)
class DueEntry:
    """An entry that falls due, in words."""

    entry: int
    ledger: str
    ledger_name: str
    number: str
    title: str
    due_on: date
    unit: str
    address: str


def due_entries(desk: LedgerDesk, until: date, texts: Texts) -> tuple[DueEntry, ...]:
    """All open entries within reach that are overdue or fall due until a day."""
    return tuple(_due(desk, DayRange(last=until), texts))


def due_for_feed(
    content: Content, visitor: Visitor, at: datetime, texts: Texts
) -> tuple[DueEntry, ...]:
    """For a calendar feed: what concerns the person, from a month ago until half a year ahead."""
    desk = open_ledgers(content, Path(), visitor, at=at)
    first = desk.on - timedelta(days=_FEED_BACK)
    last = desk.on + timedelta(days=_FEED_AHEAD)
    return tuple(_due(desk, DayRange(first=first, last=last), texts, visitor.person))


def _due(
    desk: LedgerDesk, days: DayRange, texts: Texts, concerning: int | None = None
) -> Iterator[DueEntry]:
    by_right: dict[str, list[str]] = {}
    names = {}
    for ledger in desk.ledgers():
        by_right.setdefault(ledger.rights.see, []).append(ledger.id)
        names[ledger.id] = texts.pick(ledger.names)
    found = [
        line
        for right, ledgers in by_right.items()
        for line in due_between(desk.reach(right), ledgers, days, concerning)
    ]
    for line in sorted(found, key=lambda one: (one.due_on, one.ledger, one.entry)):
        yield DueEntry(
            entry=line.entry,
            ledger=line.ledger,
            ledger_name=names[line.ledger],
            number=line.number,
            title=line.title,
            due_on=line.due_on,
            unit=line.unit,
            address=entry_address(line.ledger, line.entry),
        )


def send_reminders(content: Content, store: Path, at: datetime) -> int:
    """Tell of clocks whose reminders and escalations fell due since the last time; how many."""
    on = at.astimezone(COURT_TIME).date()
    visitor = Visitor(viewer=_NOBODY, actor=Actor.SYSTEM, person=None, court="")
    desk = open_ledgers(content, store, visitor, at=at)
    book = book_in_use(content)
    told = 0
    for ledger in book:
        if not any(one.remind or one.escalate for one in ledger.clocks):
            continue
        rows = models.Entry.objects.filter(ledger=ledger.id, rehearsal=None, closed_on=None)
        for row in rows.select_related("unit__parent", "court", "created_by").iterator(500):
            told += _remind(desk, row, on)
    return told


@transaction.atomic
def _remind(desk: LedgerDesk, row: models.Entry, on: date) -> int:
    """One entry: what fell due since it was last looked at."""
    since = row.reminded_on or max(row.opened_on, on - timedelta(days=_UP_TO_NOW))
    if since >= on:
        return 0
    entry = migrated(engine_entry(row, desk.book.version(row.ledger, row.version)), desk.book)
    ledger = desk.book.version(row.ledger, entry.version)
    told = 0
    for reading in clock_readings(ledger, entry, on, desk.calendar):
        for alert in reading.alerts_due(since):
            told += _tell(desk, row, ledger, reading, alert)
    models.Entry.objects.filter(pk=row.pk).update(reminded_on=on)
    return told


def _tell(
    desk: LedgerDesk, row: models.Entry, ledger: Ledger, reading: ClockReading, alert: Alert
) -> int:
    row.due_on = reading.due_on
    if not alert.right:
        return tell_accounts(desk, "ledger.reminder", concerned(desk, row, ledger), row, ledger)
    places = places_of(row, ledger, Values.of_document(ledger, row.values))
    accounts = holders(desk, alert.right, places)
    return tell_accounts(desk, "ledger.escalated", accounts, row, ledger)
