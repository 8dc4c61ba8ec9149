"""Ledgers by the API: the same entries as on their pages, to the same people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.desk_cast import ClientOf, Desk
from tests.ledger_desk import Ledgers, ledgers, made, moved

__all__ = ["ledgers"]
pytestmark = pytest.mark.usefixtures("ledgers")


def got(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/ledgers{path}")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_a_ledger_tells_what_it_is_and_why_it_is_kept(client_of: ClientOf) -> None:
    errand = next(one for one in got(client_of("judge"), "") if one["id"] == "errand")
    assert (errand["name"], errand["definition"], errand["why"]) == (
        "事项台账", "errand@1", ["测试需要"],
    )  # fmt: skip
    what = errand["fields"][0]
    assert (what["id"], what["type"], what["required"]) == ("what", "text", True)
    assert [one["kind"] for one in errand["states"]] == ["open", "waiting", "open", "closed"]


def test_entries_are_those_of_ones_own_reach(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    office = ledgers("trial_management")
    made(desk, office, what="甲", secret="暂缓")
    other = made(desk, office, what="乙", unit="民事审判第二庭", deadline="2026-03-20")

    everything = got(client_of("trial_management"), "/errand?size=1&page=2")
    beyond = got(client_of("trial_management"), "/errand?size=1&page=9")
    assert beyond == everything  # the last page there is
    assert (everything["total"], everything["pages"], len(everything["entries"])) == (2, 2, 1)
    own = got(client_of("division_head"), "/errand")
    assert [one["title"] for one in own["entries"]] == ["甲"]
    assert "暂缓" not in str(own)
    assert got(client_of("trial_management"), "/errand?text=乙")["entries"][0]["due_on"] == (
        "2026-03-20"
    )
    got(client_of("division_head"), f"/errand/{other.pk}", 404)
    got(client_of("clerk"), "/errand", 404)
    got(client_of("judge"), "/nothing", 404)


def test_an_entry_comes_with_its_life(client_of: ClientOf, desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"), leader="法官丙02")
    moved(ledgers("judge"), entry, "ask", result="已完成")

    found = got(client_of("division_head"), f"/errand/{entry.pk}")

    assert (found["state"], found["revision"]) == ("asked", 2)
    assert (found["values"]["leader"], found["values"]["result"]) == ("法官丙02", "已完成")
    assert [(one["what"], one["who"]) for one in found["steps"]] == [
        ("申请办结", "法官丙02"),
        ("登记", "法官丙01"),
    ]
