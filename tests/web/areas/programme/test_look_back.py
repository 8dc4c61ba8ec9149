"""Looking back at closed problems: which wait for it, what held, what relapsed, before and now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, COURT, ClientOf
from tests.programme_cast import Keeper
from tuobo.core.texts import Texts
from tuobo.operations.programme.evaluation import evaluation_of
from tuobo.operations.programme.holding import Holding
from tuobo.operations.programme.look_backs import LookBacks, look_backs

pytestmark = pytest.mark.django_db
CLOSED, LOOKED, AGAIN = date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 1)


def closed(keeper: Keeper, statement: str = "送达慢") -> str:
    """A problem without an indicator, from its listing to its closing on 2 February."""
    number = keeper.problem(
        statement=statement, main_layer="indicator", main_cause="衔接不紧", solver="own",
        responsible_unit=CIVIL_1, leader="院长01", person="法官丙01", due_on="2026-06-30",
    )  # fmt: skip
    keeper.move(number, "list")
    task = keeper.enter(
        "task", title=f"{statement}整改", problems=number, deliverable="台账", lead_unit=CIVIL_1,
        leader="院长01", person="法官丙01", due_on="2026-03-31",
    )  # fmt: skip
    keeper.move(number, "start")
    keeper.assign(task)
    keeper.move(task, "accept")
    keeper.move(task, "submit", by="division_head", result="完成", result_figures="a1b2c3d4")
    keeper.move(task, "confirm")
    return close(keeper, number, CLOSED)


def close(keeper: Keeper, number: str, on: date) -> str:
    keeper.move(number, "apply", by="party_office", on=on, closing_note="已解决",
                closing_figures="a1b2c3d4")  # fmt: skip
    keeper.move(number, "check", on=on, check_note="属实")
    return keeper.move(number, "approve", by="president", on=on)


def found(keeper: Keeper) -> LookBacks:
    ledgers = keeper.ledgers(on=AGAIN)
    return look_backs(Holding(ledgers, COURT, Texts(ledgers.content)), None)


def look(keeper: Keeper, problem: str, event: str, **more: str) -> str:
    number = keeper.enter("look_back", title="抽查", part="effect", problem=problem, on=LOOKED)
    return keeper.move(number, event, on=LOOKED, held_on="2026-03-02", finding="抽查卷宗", **more)


def text_of(client: Client) -> str:
    answer = client.get("/programme/look-back/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_closed_problem_waits_until_it_is_looked_back_at(keeper: Keeper) -> None:
    first, second = closed(keeper), closed(keeper, "排期慢")
    look(keeper, first, "find_held")

    one, other = found(keeper).closed

    assert (one.held.number, one.closed_on, one.is_waiting) == (first, CLOSED, False)
    assert (other.held.number, other.closed_on, other.is_waiting) == (second, CLOSED, True)


def test_a_relapse_opens_the_problem_again_and_its_history_is_shown(keeper: Keeper) -> None:
    """Closed on 2 February, relapsed on 2 March, closed again on 1 April: it waits again."""
    number = closed(keeper)
    look(keeper, number, "find_relapsed", remedy="重新排查")
    assert found(keeper).closed == ()

    close(keeper, number, AGAIN)

    (relapsed,) = found(keeper).relapsed
    assert [(one.on, one.is_relapse) for one in relapsed.turns] == [
        (CLOSED, False), (LOOKED, True), (AGAIN, False),
    ]  # fmt: skip
    (again,) = found(keeper).closed
    assert again.is_waiting  # the look of March was at the first closing


def test_a_problem_that_was_found_held_stays_among_the_closed_ones(keeper: Keeper) -> None:
    """Of two closed problems one is consolidated: the evaluation counts two of two as closed."""
    look(keeper, closed(keeper), "find_held")
    closed(keeper, "排期慢")
    designation = keeper.enter(
        "designation", title="认定", level="provincial", batch="第一批",
        designated_on="2025-06-01", leader="院长01",
    )  # fmt: skip
    number = keeper.enter("evaluation", title="评估", designation=designation, edition="2026")
    ledgers = keeper.ledgers(on=AGAIN)
    holding = Holding(ledgers, COURT, Texts(ledgers.content))

    told = evaluation_of(holding, keeper.id_of(number))

    assert told is not None
    facts = {one.code: (one.count, one.of) for one in told.facts}
    assert facts["problem.closed"] == (2, 2)
    assert facts["problem.consolidated"] == (1, 2)
    assert facts["problem.open"] == (0, 2)


def test_the_three_parts_say_what_was_found(client_of: ClientOf, keeper: Keeper) -> None:
    number = keeper.enter("look_back", title="原因分析", part="causes")
    keeper.move(number, "note", on=LOOKED, held_on="2026-03-02", finding="班子缺配")
    closed(keeper)

    page = text_of(client_of("trial_management"))

    assert page.index("<h2>致薄原因") < page.index("班子缺配") < page.index("<h2>脱薄经验")
    assert "f.part=effect" in page
    assert "尚未回头看 1 项" in page
    assert "还没有冻结基线" in page


def test_more_problems_ask_no_more_of_the_database(
    client_of: ClientOf,
    keeper: Keeper,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    closed(keeper)
    closed(keeper, "排期慢")
    client = client_of("president")
    text_of(client)

    with django_assert_num_queries(12):
        text_of(client)
