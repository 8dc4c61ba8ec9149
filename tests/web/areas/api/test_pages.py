"""Long answers come in pages that together hold everything once, and say where the next one is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, COURT, ClientOf

API = "/api/v1"
pytestmark = pytest.mark.django_db


def got(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(path if path.startswith(API) else f"{API}{path}")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def everything(client: Client, path: str, name: str) -> tuple[list[Any], int]:
    """All rows, page by page, as `next` leads, and the total that the first page tells."""
    page = got(client, path)
    rows, total = list(page[name]), page["total"]
    while page["next"]:
        page = got(client, page["next"])
        rows += page[name]
    assert page["page"] == page["pages"]
    return rows, total


@pytest.mark.parametrize(
    ("path", "name", "key"),
    [
        ("/limits?size=100", "limits", "case_number"),
        ("/definitions?kind=limit&size=7", "definitions", "key"),
        ("/imports?size=1", "batches", "name"),
    ],
)
def test_pages_part_the_same_rows(client_of: ClientOf, path: str, name: str, key: str) -> None:
    rows, total = everything(client_of("president"), path, name)

    assert len(rows) == len({one[key] for one in rows}) == total > 0


def test_a_page_beyond_the_last_is_the_last(client_of: ClientOf) -> None:
    page = got(client_of("president"), "/definitions?kind=limit&size=7&page=900")

    assert page["page"] == page["pages"] > 1
    assert page["next"] == ""


def test_the_lanes_of_the_board_add_up_to_its_cases(client_of: ClientOf) -> None:
    president = client_of("president")
    board = got(president, "/limits")

    assert board["total"] == sum(one["count"] for one in board["lanes"])
    lane = next(one for one in board["lanes"] if one["count"])
    chosen = got(president, f"/limits?lane={lane['code']}")
    assert chosen["total"] == lane["count"]
    assert {one["lane"] for one in chosen["limits"]} == {lane["code"]}
    got(president, "/limits?lane=no_such_lane", 404)


def test_a_judge_sees_their_own_limits_and_desk(client_of: ClientOf) -> None:
    judge = client_of("judge")
    board, desk = got(judge, "/limits?size=100"), got(judge, "/me/desk")

    assert {one["judge"] for one in board["limits"]} == {"法官丙02"}
    assert desk["cases"]["judge"] == "法官丙02"
    assert desk["cases"]["deadlines"]["total"] == board["total"]
    assert got(client_of("party_office"), "/me/desk")["cases"] is None


def test_a_place_outside_ones_reach_is_not_there(client_of: ClientOf) -> None:
    head = client_of("division_head")

    assert got(head, f"/limits?org={COURT}/{CIVIL_1}")["total"] > 0
    for path in ("/limits", "/cases", "/programme", "/health-check"):
        got(head, f"{path}?org=京01", 404)


def test_an_observer_learns_no_judge(client_of: ClientOf) -> None:
    observer = client_of("observer")

    assert {one["judge"] for one in got(observer, "/limits?size=100")["limits"]} == {""}
    assert "judge" not in got(observer, "/cases")["columns"]


def test_a_batch_says_what_became_of_its_rows(client_of: ClientOf) -> None:
    office = client_of("trial_management")
    name = got(office, "/imports?size=100")["batches"][-1]["name"]

    batch = got(office, f"/imports/{name}")

    assert batch["read"] == batch["kept"] + batch["rejected"] > 0
    issues, total = everything(office, f"/imports/{name}/issues?size=100", "issues")
    assert len(issues) == total == batch["issues"]
    got(office, "/imports/2026-0101-99", 404)
    got(office, "/imports/2026-0101-99/issues", 404)


def test_notices_and_reminders_of_somebody_without_any(client_of: ClientOf) -> None:
    judge = client_of("judge")

    assert (got(judge, "/me/notices")["total"], got(judge, "/reminders")["total"]) == (0, 0)
    got(judge, "/reminders/1", 404)


def test_a_definition_is_found_by_id_with_all_its_versions(client_of: ClientOf) -> None:
    judge = client_of("judge")

    found = got(judge, "/definitions/indicator/closed_within_limit_rate")

    assert found["definition"]["key"] == found["versions"][-1]
    assert found["definition"]["mark"]
    assert {one["path"] for one in found["lines"]} >= {"names"}
    got(judge, "/definitions/indicator/nothing", 404)
    got(judge, "/definitions/nothing/closed_within_limit_rate", 404)


@pytest.mark.parametrize(
    "path",
    [
        "/definitions?page=0",
        "/definitions?size=101",
        "/limits?page=x&org=",
        "/programme/plan?since=2026",
    ],
)
def test_what_cannot_be_read_names_its_parameter(client_of: ClientOf, path: str) -> None:
    if "page=x" in path:
        told = got(client_of("president"), path)
        assert told["unread"] == [{"name": "page", "found": "x"}]
        return
    told = got(client_of("president"), path, 400)
    assert told["code"] == "api.unreadable"
    assert path.partition("?")[2].partition("=")[0] in told["sentence"]
