"""A condition means the same to the database as to the engine, for every entry."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.desk_cast import CIVIL_1, CIVIL_2, Desk
from tests.ledger_desk import ON, Ledgers, made, moved
from tuobo.core.reach import Place, Reach
from tuobo.engines.ledgers import Condition, clock_readings, holds
from tuobo.records.ledgers.models import Entry
from tuobo.records.ledgers.queries import engine_entry
from tuobo.records.ledgers.selecting import condition_q, within

CONDITIONS: list[dict[str, Any]] = [
    {"field": "kind", "is": "big"},
    {"field": "kind", "is": ["big", "small"]},
    {"field": "tags", "is": "party"},
    {"field": "tags", "filled": False},
    {"field": "urgent", "is": True},
    {"field": "urgent", "is": False},
    {"field": "leader", "filled": True},
    {"field": "budget", "at_least": 100_000},
    {"field": "budget", "at_least": 1, "at_most": 400_000},
    {"field": "hours", "at_least": 9},
    {"field": "deadline", "filled": True},
    {"state": ["open", "asked"]},
    {"kind": "closed"},
    {"kind": ["open", "waiting"]},
    {"clock": "limit", "is": "overdue"},
    {"clock": "limit", "is": ["running", "not_started"]},
    {"clock": "limit", "is": "not_started"},
    {"clock": "handling", "is": "paused"},
    {"all": [{"field": "urgent", "is": True}, {"kind": "open"}]},
    {"any": [{"field": "kind", "is": "big"}, {"clock": "limit", "is": "overdue"}]},
    {"none": [{"field": "kind", "is": "big"}, {"state": "waiting"}]},
    {"none": [{"field": "result", "is": "已完成"}]},
    {"none": [{"field": "hours", "at_least": 9}]},
    {"none": [{"field": "urgent", "is": True}]},
    {"none": [{"clock": "limit", "is": "overdue"}]},
]


@pytest.fixture
def entries(desk: Desk, ledgers: Ledgers) -> list[Entry]:
    head, office = ledgers("division_head"), ledgers("trial_management")
    found = [
        made(desk, head),
        made(desk, head, kind="大", urgent="是", deadline="2026-03-01", hours="10.5"),
        made(desk, head, tags=["party", "trial"], deadline="2026-04-01", budget="3000", hours="9"),
        made(desk, office, unit=CIVIL_2, leader="法官丙02", budget="0.5万", hours="2", urgent="否"),
        made(desk, head, kind="大", tags="审判", deadline="2026-03-02"),
    ]
    moved(head, found[2], "pause")
    moved(head, found[4], "ask", result="已完成")
    moved(office, found[4], "verify")
    for one in found:
        one.refresh_from_db()
    return found


@pytest.mark.parametrize("raw", CONDITIONS, ids=str)
def test_the_database_and_the_engine_select_the_same(
    entries: list[Entry], ledgers: Ledgers, raw: dict[str, Any]
) -> None:
    by = ledgers("trial_management", on=date(2026, 3, 5))
    ledger = by.ledger("errand")
    condition = Condition.model_validate(raw)

    selected = set(Entry.objects.filter(condition_q(condition, ledger, by.on), ledger="errand"))

    expected = set()
    for row in entries:
        entry = engine_entry(row, ledger)
        clocks = {
            one.clock.id: one.status for one in clock_readings(ledger, entry, by.on, by.calendar)
        }
        if holds(condition, entry.values, ledger=ledger, state=entry.state, clocks=clocks):
            expected.add(row)
    assert selected == expected


def test_a_reach_takes_in_what_a_unit_keeps_and_what_names_it(desk: Desk, ledgers: Ledgers) -> None:
    head, office = ledgers("division_head"), ledgers("trial_management")
    own = made(desk, head)
    named = made(desk, office, unit=CIVIL_2, joint=[str(desk.divisions[CIVIL_1].pk)])
    made(desk, office, unit=CIVIL_2)

    reach = Reach((Place(court="辽9901", division=CIVIL_1),))

    assert set(Entry.objects.filter(within(reach))) == {own, named}
    assert not Entry.objects.filter(within(Reach.NOTHING)).exists()
    assert Entry.objects.filter(within(Reach.EVERYTHING)).count() == 3
    assert not Entry.objects.filter(within(Reach((Place(court="辽9902"),)))).exists()
    assert date(2026, 3, 2) == ON
