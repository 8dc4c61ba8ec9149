"""The tree of goals: what hangs together, what lacks a link, and the reading beside a goal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, CIVIL_2, COURT, ClientOf
from tests.programme_cast import Keeper
from tuobo.core.texts import Texts
from tuobo.operations.programme.goal_tree import goal_tree
from tuobo.operations.programme.holding import Holding

pytestmark = pytest.mark.django_db


def goal(keeper: Keeper, title: str = "用时缩短", **more: str) -> str:
    values = {"title": title, "family": "quality", "target": "低于上年同期", **more}
    return keeper.enter("goal", **values)  # type: ignore[arg-type]


def text_of(client: Client) -> str:
    answer = client.get("/programme/goals/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_problems_and_tasks_stand_under_their_goal(keeper: Keeper) -> None:
    """One goal: a problem with a task, a problem without one, a task of its own."""
    number = goal(keeper)
    answered = keeper.problem(goal=number)
    keeper.problem(statement="送达慢", goal=number)
    keeper.enter("task", title="每周核对排期", problems=answered, goal=number, lead_unit=CIVIL_1)
    keeper.enter("task", title="培训", goal=number)
    ledgers = keeper.ledgers()

    tree = goal_tree(Holding(ledgers, COURT, Texts(ledgers.content)), {})

    assert [one.code for one in tree.families] == ["staff", "quality", "trust"]
    (found,) = tree.families[1].goals
    assert [[task.title for task in one.tasks] for one in found.problems] == [["每周核对排期"], []]
    assert [one.title for one in found.tasks] == ["培训"]  # the other stands under its problem
    assert [one.title for one in found.all_tasks] == ["每周核对排期", "培训"]
    assert [one.number for one in tree.without_indicator] == [number]
    assert tree.coverage.loose_tasks == ()


def test_what_lacks_a_link_is_named(keeper: Keeper) -> None:
    keeper.problem(statement="没有目标的问题")
    keeper.enter("task", title="没有来源的任务", lead_unit=CIVIL_1)
    ledgers = keeper.ledgers()

    tree = goal_tree(Holding(ledgers, COURT, Texts(ledgers.content)), {})

    assert [one.title for one in tree.problems_without_goal] == ["没有目标的问题"]
    assert [one.title for one in tree.coverage.loose_tasks] == ["没有来源的任务"]
    idle = [one.name for one in tree.coverage.units.units]
    assert CIVIL_1 not in idle
    assert CIVIL_2 in idle


def test_goals_stand_under_higher_goals_and_a_circle_loses_none(keeper: Keeper) -> None:
    higher = goal(keeper, "质效提升")
    lower = goal(keeper, "用时缩短", parent=higher)
    keeper.edit(higher, parent=lower)
    ledgers = keeper.ledgers()

    tree = goal_tree(Holding(ledgers, COURT, Texts(ledgers.content)), {})

    (top,) = tree.families[1].goals
    assert [top.held.number, *(one.held.number for one in top.below)] == [higher, lower]


def test_the_reading_of_the_indicator_stands_beside_its_goal(
    client_of: ClientOf, keeper: Keeper
) -> None:
    goal(keeper, indicator="closed_within_limit_rate")

    page = text_of(client_of("president"))

    assert "/indicators/closed_within_limit_rate/" in page
    assert 'class="fraction"' in page
    assert "数据版本" in page


def test_the_tree_of_an_empty_programme_offers_a_goal_to_whoever_may_enter_one(
    client_of: ClientOf,
) -> None:
    assert "/ledgers/goal/new/?f.family=staff" in text_of(client_of("trial_management"))


def test_more_goals_ask_no_more_of_the_database(
    client_of: ClientOf,
    keeper: Keeper,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for title in ("用时缩短", "审限内结案", "上诉改判减少"):
        keeper.problem(goal=goal(keeper, title))
    client = client_of("president")
    text_of(client)

    with django_assert_num_queries(15):
        text_of(client)


def test_the_tree_never_reads_the_figures_of_a_judge_who_is_asked_for(
    client_of: ClientOf, keeper: Keeper
) -> None:
    """The readings are those of the court, whatever place stands in the address."""
    goal(keeper, indicator="closed_within_limit_rate")

    answer = client_of("party_office").get(f"/programme/goals/?org={COURT}//法官丙02")

    assert "法官丙02" not in answer.content.decode().partition("指标读数：")[2].partition("。")[0]


def test_a_court_without_data_has_a_tree_without_readings(client_of: ClientOf) -> None:
    """The observer's own court has no cases here."""
    page = text_of(client_of("observer"))

    assert "指标读数" not in page
