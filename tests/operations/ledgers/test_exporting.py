"""An export holds every entry in words, whichever batch it was read in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.desk_cast import CIVIL_1, CIVIL_2, Desk
from tests.ledger_desk import Ledgers, made
from tuobo.core.texts import Texts
from tuobo.operations.ledgers import exporting
from tuobo.operations.ledgers.exporting import export_of
from tuobo.operations.ledgers.listing import Slice
from tuobo.records.ledgers.queries import Asked


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_names_of_people_units_and_entries_stand_in_every_batch(
    desk: Desk, ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """The second names the first, the third names whom the first named."""
    monkeypatch.setattr(exporting, "_BATCH", batch)
    office = ledgers("trial_management")
    unit = [str(desk.divisions[CIVIL_2].pk)]
    first = made(desk, office, leader="法官丙02", joint=unit, deadline="2026-04-01", budget="3000")
    made(desk, office, before=[first.number], urgent="是", hours="9.5")
    made(desk, office, leader="法官丙02", unit=CIVIL_1)

    texts = Texts(office.content)
    ledger = office.ledger("errand")
    export = export_of(office, ledger, Asked(), Slice(sort=("number",)), (), texts)
    rows = [dict(zip(export.titles, row, strict=True)) for row in export.rows]

    assert [row["责任人"] for row in rows] == ["法官丙02", "", "法官丙02"]
    assert [row["协办部门"] for row in rows] == [CIVIL_2, "", ""]
    assert rows[0]["期限"] == date(2026, 4, 1)
    assert rows[0]["经费"] == Decimal(3000)
    assert (rows[1]["加急"], rows[1]["工时"]) == ("是", Decimal("9.5"))
    assert str(rows[1]["前置事项"]).startswith(first.number)
    assert rows[0]["前置事项"] == rows[2]["前置事项"] == ""
