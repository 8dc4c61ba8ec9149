"""Tasks beside figures: those that name the indicator, seen as far as their ledger is."""

from __future__ import annotations

from datetime import date

from tests import desk_cast
from tests.desk_cast import CIVIL_1, COURT, Desk
from tuobo.core.clock import now
from tuobo.core.content import Content
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.tasks_beside import tasks_beside
from tuobo.records.accounts.queries import identity_of, viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers.models import Entry

CONTENT = Content()
desk = desk_cast.desk


def ledgers_of(desk: Desk, name: str) -> LedgerDesk:
    account = desk.accounts[name]
    visitor = Visitor(
        viewer=viewer_of(account, date(2026, 1, 5)),
        actor=Actor.of(account, ""),
        person=account.person_id,
        court=identity_of(account).court,
    )
    return open_ledgers(CONTENT, desk.store.folder / "store", visitor, at=now())


def task(desk: Desk, serial: int, state: str, indicators: list[str], **values: str) -> Entry:
    return Entry.objects.create(
        ledger="task",
        version=1,
        number=f"任务〔2025〕{serial:03}",
        scope="2025",
        serial=serial,
        court=desk.court,
        unit=desk.divisions[CIVIL_1],
        state=state,
        title=f"任务{serial}",
        opened_on=date(2025, 3, 1),
        due_on=date(2025, 9, 30),
        closed_on=date(2025, 8, 1) if state in {"done", "cancelled"} else None,
        values={"indicators": indicators, **values},
        created_at=now(),
        changed_at=now(),
    )


def test_a_task_stands_beside_each_indicator_that_it_names(desk: Desk) -> None:
    task(desk, 1, "doing", ["appeal_rate", "closed_within_limit_rate"], start_on="2025-04-15")
    task(desk, 2, "doing", [])
    found = tasks_beside(ledgers_of(desk, "president"), COURT)
    assert set(found) == {"appeal_rate", "closed_within_limit_rate"}
    (one,) = found["appeal_rate"]
    assert (one.number, one.is_open) == ("任务〔2025〕001", True)
    assert (one.starts_on, one.ends_on) == (date(2025, 4, 15), date(2025, 9, 30))


def test_a_done_task_ends_on_the_day_it_was_closed_and_a_dropped_one_is_left_out(
    desk: Desk,
) -> None:
    task(desk, 1, "done", ["appeal_rate"])
    task(desk, 2, "cancelled", ["appeal_rate"])
    (one,) = tasks_beside(ledgers_of(desk, "president"), COURT)["appeal_rate"]
    assert (one.is_open, one.starts_on, one.ends_on) == (False, date(2025, 3, 1), date(2025, 8, 1))


def test_tasks_of_another_court_and_for_who_may_not_see_them_are_not_there(desk: Desk) -> None:
    task(desk, 1, "doing", ["appeal_rate"])
    assert tasks_beside(ledgers_of(desk, "president"), "辽9902") == {}
    assert tasks_beside(ledgers_of(desk, "clerk"), COURT) == {}
