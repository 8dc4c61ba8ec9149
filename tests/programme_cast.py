"""The programme of the small court, kept by its cast: entries made and moved on given days.

`keeper.enter("problem", statement="…")` makes an entry, `keeper.move(number, "list")` moves it;
`by` is one of the cast, `on` the day. Both fail the test with what was refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tests.desk_cast import COURT, Desk
from tuobo.core.content import Content
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.given import Given, Written
from tuobo.operations.ledgers.writing import create_entry, edit_entry, move_entry
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers.models import Entry
from tuobo.records.organisation.models import Unit

DAY = date(2026, 1, 6)


BRANCH = "第一党支部"


def branch_of(desk: Desk) -> str:
    """A branch of the court, which the cast has none of, by its name."""
    Unit.objects.get_or_create(
        kind=Unit.Kind.BRANCH, parent=desk.court, name=BRANCH, defaults={"code": "b1"}
    )
    return BRANCH


@dataclass(frozen=True)
class Keeper:
    """Keeps ledgers as one of the cast, by default as the trial-management office."""

    desk: Desk

    def ledgers(self, by: str = "trial_management", on: date = DAY) -> LedgerDesk:
        account = self.desk.accounts[by]
        visitor = Visitor(
            viewer=viewer_of(account, on),
            actor=Actor.of(account),
            person=account.person_id,
            court=COURT,
        )
        at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
        return open_ledgers(Content(), self.desk.store.folder / "store", visitor, at=at)

    def enter(
        self, ledger: str, *, by: str = "trial_management", on: date = DAY, **values: str
    ) -> str:
        """The number of a new entry of the court."""
        unit = self.desk.court.pk
        written = create_entry(
            self.ledgers(by, on), ledger=ledger, unit=unit, given=Given(raw=values)
        )
        return self._number(written)

    def move(
        self,
        number: str,
        event: str,
        *,
        by: str = "trial_management",
        on: date = DAY,
        **values: str,
    ) -> str:
        row = Entry.objects.get(number=number)
        given = Given(raw=values, revision=row.revision)
        return self._number(
            move_entry(self.ledgers(by, on), entry=row.pk, event=event, given=given)
        )

    def assign(self, task: str) -> str:
        """A task that is handed out: it belongs to a strand and to a branch."""
        branch_of(self.desk)
        return self.move(task, "assign", strand="抓审判", branch=BRANCH)

    def edit(
        self, number: str, *, by: str = "trial_management", on: date = DAY, **values: str
    ) -> str:
        row = Entry.objects.get(number=number)
        given = Given(raw=values, revision=row.revision)
        return self._number(edit_entry(self.ledgers(by, on), entry=row.pk, given=given))

    def id_of(self, number: str) -> int:
        return Entry.objects.get(number=number).pk

    def problem(self, **more: str) -> str:
        """A problem of the quality of trials, found the day before."""
        more.setdefault("statement", "审理用时偏长")
        more.setdefault("dimension", "quality")
        more.setdefault("found_on", "2026-01-05")
        more.setdefault("found_through", "signal")
        written = create_entry(
            self.ledgers(), ledger="problem", unit=self.desk.court.pk, given=Given(raw=more)
        )
        return self._number(written)

    @staticmethod
    def _number(written: Written) -> str:
        assert written.is_kept, written.problems or written.meanwhile
        return written.number


@pytest.fixture
def keeper(desk: Desk) -> Keeper:
    return Keeper(desk)
