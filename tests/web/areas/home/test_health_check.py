"""The first page: one row an indicator in official order, with what stands behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.desk_cast import CIVIL_1, COURT, ClientOf, Desk
from tuobo.operations.workspace import Workspace

FRAME = 12
"""Statements that a page may cost before it asks for anything of its own."""
NAME = re.compile(r'<a href="/indicators/([a-z0-9_]+)/[^"]*">')


def text_of(browser: Client, address: str = "/", status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def names_on(page: str) -> list[str]:
    return NAME.findall(page)


def test_goals_alone_are_shown_at_first_in_the_order_of_their_definitions(
    client_of: ClientOf, desk: Desk
) -> None:
    shown = names_on(text_of(client_of("president")))
    pack = desk.store.workspace.indicators
    goals = [name for name in pack.ids if pack.find(name).definition.status == "goal"]
    groups = ["overall", "quality", "efficiency", "effect", "service", "context"]
    in_order = sorted(goals, key=lambda name: groups.index(pack.find(name).definition.group))
    assert shown == [name for name in in_order if name in shown]
    assert "closed_within_limit_rate" in shown
    assert "closing_rate" not in shown


def test_each_value_stands_with_its_fraction_and_data_version(
    client_of: ClientOf, desk: Desk
) -> None:
    page = text_of(client_of("president"))
    assert re.search(r"closed_within_limit_rate.*?\d+\.\d\d%.*?\d+/\d+", page, re.DOTALL)
    assert desk.store.version.id in page


def test_no_interval_is_ever_ours(client_of: ClientOf) -> None:
    """The sample court has entered none, so every line says so."""
    page = text_of(client_of("president"))
    assert page.count("未登记") >= len(names_on(page))


def test_forbidden_ones_are_shown_when_asked_for_with_their_note(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/?status=reconciliation")
    assert "closing_rate" in names_on(page)
    assert "不得作考核" in page


def test_only_lines_with_a_signal_stay_when_that_is_asked(client_of: ClientOf) -> None:
    everything = names_on(text_of(client_of("president"), "/?status=all"))
    signals = text_of(client_of("president"), "/?status=all&special_cause=on")
    assert 0 < len(names_on(signals)) < len(everything)
    assert "正常波动" not in signals.split("<tbody>", 1)[1]


def test_a_filter_without_result_says_what_to_do(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/?outside_interval=on")
    assert "没有符合条件的指标" in page


def test_criteria_are_kept_by_tabs_and_files(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/?status=diagnostic&special_cause=on&period=2025H1")
    for view in ("matrix", "export", "word"):
        address = re.search(rf'href="(/{view}/[^"]*)"', page)
        assert address
        for part in ("status=diagnostic", "special_cause=on", "period=2025H1"):
            assert part in address[1]


def test_a_period_that_cannot_be_read_is_told_and_the_page_still_stands(
    client_of: ClientOf,
) -> None:
    page = text_of(client_of("president"), "/?period=无此期间")
    assert "period." in page
    assert "closed_within_limit_rate" in names_on(page)


def test_periods_are_read_as_people_write_them(client_of: ClientOf) -> None:
    assert "2025-01..2025-06" in text_of(client_of("president"), "/?period=2025年１－６月")


@pytest.mark.parametrize("name", ["judge", "division_head", "party_office", "observer"])
def test_everyone_sees_their_own_place(client_of: ClientOf, name: str) -> None:
    page = text_of(client_of(name))
    places = {"judge": "法官丙02", "division_head": CIVIL_1}
    assert places.get(name, "恒安区人民法院") in page


def test_a_colleagues_figures_are_not_there(client_of: ClientOf) -> None:
    assert client_of("judge").get(f"/?org={COURT}//法官丙03").status_code == 404
    assert client_of("judge").get(f"/?org={COURT}").status_code == 404
    assert client_of("party_office").get(f"/?org={COURT}//法官丙03").status_code == 404
    assert client_of("president").get(f"/?org={COURT}//法官丙03").status_code == 200


def test_lanes_are_shown_to_those_who_may_see_them(client_of: ClientOf) -> None:
    assert "已超审限" in text_of(client_of("president"))
    assert "已超审限" not in text_of(client_of("party_office"))


def test_the_matrix_names_what_fits_in_no_box(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/matrix/")
    assert "会商议题" in page
    assert "不在九格之内" in page
    assert "closed_within_limit_rate" in names_on(page)


def test_the_account_of_the_import_adds_up(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/quality/")
    foot = page.split("<tfoot>")[1].split("</tfoot>")[0]
    read, kept, rejected = (int(n.replace(",", "")) for n in re.findall(r">([\d,]+)<", foot))
    assert read == kept + rejected


def test_examples_of_rejected_rows_are_for_those_who_may_see_imports(client_of: ClientOf) -> None:
    assert "举例" in text_of(client_of("president"), "/quality/")
    assert "举例" not in text_of(client_of("party_office"), "/quality/")


def test_an_empty_store_says_the_next_step(
    client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.TUOBO_STORE = tmp_path / "empty"
    page = text_of(client_of("president"))
    assert "还没有可以体检的数据" in page
    assert Workspace.open(tmp_path / "empty").snapshots.latest().number == 0


def test_the_page_is_complete_in_english(client_of: ClientOf) -> None:
    browser = client_of("president")
    browser.post("/account/language/")
    page = text_of(browser)
    assert "Rate of cases concluded within the time limit" in page
    assert "none entered" in page


def test_a_page_costs_what_its_frame_costs_and_the_tasks_beside_it(client_of: ClientOf) -> None:
    """Figures come from the served build; the records give the tasks and the ledger's overlay."""
    browser = client_of("president")
    counts = {}
    for address in ("/matrix/", "/quality/", "/", "/?status=all"):
        browser.get(address)
        with CaptureQueriesContext(connection) as found:
            browser.get(address)
        counts[address] = len(found)
    assert counts["/quality/"] == counts["/matrix/"] <= FRAME
    assert counts["/"] == counts["/?status=all"] == counts["/matrix/"] + 2
