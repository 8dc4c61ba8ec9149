"""A task waits for what it depends on, and an exit for an evaluation that confirmed it."""

from __future__ import annotations

import pytest

from tests.desk_cast import CIVIL_1
from tests.programme_cast import Keeper, keeper
from tuobo.core.errors import StateError

__all__ = ["keeper"]


def _in_hand(keeper: Keeper, depends_on: str = "") -> str:
    number = keeper.enter(
        "task", title="整改", deliverable="记录", lead_unit=CIVIL_1, leader="院长01",
        person="法官丙01", due_on="2026-03-31", depends_on=depends_on,
    )  # fmt: skip
    keeper.assign(number)
    return keeper.move(number, "accept")


def _reported(keeper: Keeper, number: str) -> str:
    return keeper.move(
        number, "submit", by="division_head", result="完成", result_figures="a1b2c3d4"
    )


def test_a_task_waits_for_the_task_that_it_depends_on(keeper: Keeper) -> None:
    first = _in_hand(keeper)
    second = _in_hand(keeper, depends_on=first)

    with pytest.raises(StateError) as refused:
        _reported(keeper, second)
    assert refused.value.code == "ledger.named_open"
    assert refused.value.fields["numbers"] == first

    keeper.move(_reported(keeper, first), "confirm")
    assert _reported(keeper, second) == second
