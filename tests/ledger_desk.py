"""Two invented ledgers in the small court, and desks of its cast to work in them.

`ledgers("judge")` is a `LedgerDesk` of one of the cast on 2026-03-02, a Monday; `ON` is that day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

import pytest
from pytest_django import Settings

from tests.desk_cast import CIVIL_1, Desk
from tuobo.core.content import Content
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.given import Given, Written
from tuobo.operations.ledgers.writing import create_entry, move_entry
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers.models import Entry

OVERLAY = Path(__file__).parent / "operations" / "ledgers" / "overlay"
CONTENT = Content().with_overlay(OVERLAY)
ON = date(2026, 3, 2)
Ledgers: TypeAlias = Callable[..., LedgerDesk]


@pytest.fixture
def ledgers(desk: Desk, settings: Settings, tmp_path: Path) -> Ledgers:
    """Desks of the cast; attachments go to a folder of the test, not to the store of all tests."""
    settings.TUOBO_CONTENT = CONTENT
    settings.TUOBO_STORE = tmp_path

    def opened(name: str, on: date = ON) -> LedgerDesk:
        account = desk.accounts[name]
        visitor = Visitor(
            viewer=viewer_of(account, on),
            actor=Actor.of(account),
            person=account.person_id,
            court=account.person.court.code,
        )
        at = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
        return open_ledgers(CONTENT, tmp_path, visitor, at=at)

    return opened


def made(desk: Desk, by: LedgerDesk, *, unit: str = CIVIL_1, **raw: object) -> Entry:
    """An errand of a division."""
    raw.setdefault("what", "整理卷宗")
    given = Given(raw=raw)  # type: ignore[arg-type]
    written = create_entry(by, ledger="errand", unit=desk.divisions[unit].pk, given=given)
    assert written.is_kept, written.problems
    return Entry.objects.get(pk=written.entry)


def moved(by: LedgerDesk, entry: Entry, event: str, **raw: object) -> Written:
    """The entry after an event, from the revision that is kept."""
    entry.refresh_from_db()
    given = Given(raw=raw, revision=entry.revision)  # type: ignore[arg-type]
    written = move_entry(by, entry=entry.pk, event=event, given=given)
    entry.refresh_from_db()
    return written
