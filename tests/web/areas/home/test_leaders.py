"""The page of leaders' own cases: their numbers with the norm beside, no rank, no verdict."""

from __future__ import annotations

from tests.desk_cast import ClientOf


def test_leaders_stand_beside_the_average_and_what_the_opinion_says(client_of: ClientOf) -> None:
    answer = client_of("president").get("/leaders/?period=2025")
    assert answer.status_code == 200
    shown = answer.content.decode().partition("<footer")[0]
    assert "50%—70%" in shown
    assert "为平均数的" in shown
    for word in ("排名", "名次", "达标", "未达"):
        assert word not in shown


def test_who_may_not_see_leaders_finds_no_such_page(client_of: ClientOf) -> None:
    assert client_of("judge").get("/leaders/").status_code == 404
