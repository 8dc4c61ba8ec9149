"""A list is counted once until a step is made, and never wrongly."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk_cast import Desk
from tests.ledger_desk import Ledgers, made, moved
from tuobo.records.ledgers.counting import count_of
from tuobo.records.ledgers.queries import Asked, entries


def _counted(ledgers: Ledgers, who: str, asked: Asked) -> tuple[int, bool]:
    """The count, and whether the database was asked for it."""
    desk = ledgers(who)
    scope = desk.scope(desk.ledger("errand"))
    with CaptureQueriesContext(connection) as seen:
        count = count_of(entries(scope, asked), scope)
    return count, any("COUNT(" in one["sql"] for one in seen.captured_queries)


def test_a_list_is_counted_once_until_somebody_makes_a_step(desk: Desk, ledgers: Ledgers) -> None:
    open_ones, office = Asked(states=("open",)), ledgers("trial_management")
    made(desk, office)
    second = made(desk, office)
    assert _counted(ledgers, "trial_management", open_ones) == (2, True)
    assert _counted(ledgers, "trial_management", open_ones) == (2, False)

    moved(office, second, "pause")
    assert _counted(ledgers, "trial_management", open_ones) == (1, True)

    made(desk, office)
    assert _counted(ledgers, "trial_management", open_ones) == (2, True)
    assert _counted(ledgers, "trial_management", Asked(states=("waiting",))) == (1, True)


def test_what_a_division_sees_is_counted_each_time(desk: Desk, ledgers: Ledgers) -> None:
    made(desk, ledgers("division_head"))
    for _ in range(2):
        assert _counted(ledgers, "division_head", Asked()) == (1, True)


@pytest.mark.parametrize("text", ["\\", "%", "'; --"])
def test_a_text_that_nothing_holds_is_counted_as_none(
    desk: Desk, ledgers: Ledgers, text: str
) -> None:
    made(desk, ledgers("trial_management"))
    assert _counted(ledgers, "trial_management", Asked(text=text)) == (0, True)
