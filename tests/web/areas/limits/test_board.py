"""The board: lanes, counts, cards and table, the meeting list and its workbook."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import docx
import openpyxl
import pytest

from tests.desk_cast import CIVIL_1, ClientOf
from tests.web.areas.limits.running import running
from tuobo.records.audit.models import AuditEvent

BOARD = "/limits/"


def page_of(client: Any, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.context["page"]


def test_lanes_count_every_running_case_once(client_of: ClientOf) -> None:
    page = page_of(client_of("president"), BOARD)

    expected = Counter(case.lane for case in running())
    assert {one.lane.code: one.lane.count for one in page.lanes if one.lane.count} == expected
    assert page.total == len(running())


def test_filters_narrow_the_counts_and_survive_a_change_of_lane(client_of: ClientOf) -> None:
    client = client_of("president")
    page = page_of(client, f"{BOARD}?division={CIVIL_1}&division=执行局")

    mine = [case for case in running() if case.division in {CIVIL_1, "执行局"}]
    assert page.total == len(mine)
    for lane in page.lanes:
        table = page_of(client, lane.address)
        shown = {view.row.case_number for view in table.rows}
        expected = {case.case_number for case in mine if case.lane == lane.lane.code}
        assert shown <= expected
        assert table.pager.total == len(expected)
        assert table.total == len(mine)


def test_cards_show_only_lanes_that_ask_for_something(client_of: ClientOf) -> None:
    page = page_of(client_of("president"), BOARD)

    shown = {one.lane.code for one in page.lanes if one.rows}
    assert page.is_cards
    assert "running" not in shown
    for one in page.lanes:
        assert len(one.rows) + one.more == one.lane.count or not one.rows


def test_paused_cases_come_by_the_days_since_anything_happened(client_of: ClientOf) -> None:
    page = page_of(client_of("president"), f"{BOARD}?lane=paused&size=100")

    idle = [view.row.idle_days for view in page.rows]
    assert len(idle) > 2
    assert idle == sorted(idle, reverse=True)


def test_the_others_come_by_the_days_that_are_left(client_of: ClientOf) -> None:
    page = page_of(client_of("president"), f"{BOARD}?lane=overdue&size=100")

    left = [view.row.days_left for view in page.rows]
    assert left == sorted(left)
    assert all(days < 0 for days in left)


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("division_head", lambda case: case.division == CIVIL_1),
        ("clerk", lambda case: case.division == CIVIL_1),
        ("judge", lambda case: case.judge == "法官丙02"),
        ("observer", lambda case: True),
    ],
)
def test_the_board_is_cut_to_the_reach(client_of: ClientOf, login: str, expected: Any) -> None:
    page = page_of(client_of(login), BOARD)

    assert page.total == sum(map(expected, running()))


def test_only_who_may_remind_can_pick(client_of: ClientOf) -> None:
    for login, may in (("president", True), ("judge", False), ("clerk", False)):
        answer = client_of(login).get(f"{BOARD}?view=table")
        assert answer.context["page"].may_remind is may
        assert ('name="pick"' in answer.content.decode()) is may


def test_the_observer_sees_no_judge_on_the_board(client_of: ClientOf) -> None:
    client = client_of("observer")
    for address in (BOARD, f"{BOARD}?lane=overdue", "/limits/meeting/?lane=overdue"):
        assert "法官" not in client.get(address).content.decode().partition("<main")[2]


def test_the_meeting_list_has_all_rows_of_a_lane_and_a_place_to_sign(
    client_of: ClientOf,
) -> None:
    answer = client_of("president").get("/limits/meeting/?lane=paused")

    page = answer.context["page"]
    expected = {case.case_number for case in running() if case.lane == "paused"}
    assert {view.row.case_number for view in page.rows} == expected
    assert answer.content.decode().count('<td class="signature">') == len(expected)
    assert all(view.row.account for view in page.rows)


def numbers_of(lane: str, division: str) -> list[str]:
    found = [one for one in running() if (one.lane, one.division) == (lane, division)]
    return sorted(one.case_number for one in found)


def test_the_workbook_holds_the_same_rows_and_is_told_to_the_log(client_of: ClientOf) -> None:
    answer = client_of("division_head").get("/limits/export/?lane=overdue")

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(rows) if row[1] == "案号")
    expected = numbers_of("overdue", CIVIL_1)
    assert expected
    assert sorted(row[1] for row in rows[at + 1 :]) == expected
    event = AuditEvent.objects.get(kind="list.exported")
    assert event.fields["rows"] == len(expected)


def test_the_word_file_holds_the_same_rows(client_of: ClientOf) -> None:
    answer = client_of("division_head").get("/limits/export/?lane=overdue&form=docx")

    [table] = docx.Document(io.BytesIO(b"".join(answer.streaming_content))).tables
    found = sorted(row.cells[1].text for row in table.rows[1:])
    assert found == numbers_of("overdue", CIVIL_1)


def test_a_lane_that_there_is_not_shows_all(client_of: ClientOf) -> None:
    page = page_of(client_of("president"), f"{BOARD}?lane=nonsense")

    assert page.lane_name == ""
    assert page.pager.total == len(running())


def test_a_fragment_is_the_board_alone(client_of: ClientOf) -> None:
    body = client_of("president").get(BOARD, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in body
    assert "lanes" in body


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_board_speaks_both_languages(client_of: ClientOf, lang: str) -> None:
    client = client_of("president")
    client.cookies["tuobo_lang"] = lang

    body = client.get(f"{BOARD}?lane=overdue").content.decode()

    assert ("审限监督台" in body) == (lang == "zh")
    assert ("Meeting list" in body) == (lang == "en")


def test_cards_take_a_fixed_number_of_statements(
    client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    client = client_of("president")
    client.get(BOARD)

    with django_assert_max_num_queries(8):
        client.get(BOARD)
