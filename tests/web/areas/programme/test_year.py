"""A year of inspections and of assessments: what was held and found, whom none has reached."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, CIVIL_2, COURT, DIVISIONS, ClientOf, Desk
from tests.programme_cast import Keeper
from tuobo.core.texts import Texts
from tuobo.operations.programme.assessment_year import assessment_year
from tuobo.operations.programme.holding import Holding
from tuobo.operations.programme.inspection_year import Findings, inspection_year
from tuobo.records.organisation.models import Unit

pytestmark = pytest.mark.django_db
LATE = date(2026, 3, 2)


def holding(keeper: Keeper, by: str = "trial_management") -> Holding:
    ledgers = keeper.ledgers(by, LATE)
    return Holding(ledgers, COURT, Texts(ledgers.content))


def inspection(keeper: Keeper) -> str:
    """Held in the first quarter at one division, with two findings, of which one is confirmed."""
    number = keeper.enter(
        "inspection", title="一季度督查", period="2026Q1", plan="看卷", inspectors="院长01",
        units=CIVIL_1,
    )  # fmt: skip
    keeper.move(number, "hold", on=LATE, sample="每庭抽十件", held_on="2026-03-01", result="见发现")
    common = {"inspected_unit": CIVIL_1, "due_on": "2026-04-01", "person": "法官丙01"}
    for statement in ("卷宗归档迟延", "会议没有记录"):
        found = keeper.enter("finding", inspection=number, statement=statement, **common)  # type: ignore[arg-type]
    keeper.move(found, "confirm", on=LATE)
    return number


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_inspections_stand_by_quarter_and_unit(keeper: Keeper) -> None:
    number = inspection(keeper)
    keeper.enter(
        "inspection", title="二季度督查", period="2026Q2", plan="看卷", inspectors="院长01",
        units=CIVIL_2,
    )  # fmt: skip

    found = inspection_year(holding(keeper), 2026)

    first, _ = found.inspections
    assert (first.held.number, first.quarter, first.was_held) == (number, 1, True)
    assert found.inspections[0].findings == Findings(found=2, open=2, mended=0, closed=0)
    assert [one.name for one in found.units] == list(DIVISIONS)  # the official order
    by_name = {one.name: one for one in found.units}
    assert [len(one) for one in by_name[CIVIL_1].quarters] == [1, 0, 0, 0]
    assert by_name[CIVIL_1].findings.found == 2
    assert by_name[CIVIL_2].is_unseen  # the second inspection is only planned


def test_divisions_stand_before_branches(keeper: Keeper, desk: Desk) -> None:
    Unit.objects.create(kind="branch", code="b1", name="第一党支部", parent=desk.court)

    found = inspection_year(holding(keeper), 2026)

    assert [one.name for one in found.units] == [*DIVISIONS, "第一党支部"]


def test_another_year_has_none(keeper: Keeper) -> None:
    inspection(keeper)

    assert inspection_year(holding(keeper), 2025).inspections == ()


def test_the_page_shows_four_quarters_and_who_was_not_reached(
    client_of: ClientOf, keeper: Keeper
) -> None:
    inspection(keeper)

    page = text_of(client_of("president"), "/programme/inspections/?year=2026")

    assert all(f"2026Q{quarter}" in page for quarter in range(1, 5))
    assert "一季度督查" in page
    assert f"、{CIVIL_2}" in page  # not reached, in official order behind others
    assert "f.inspection=" in page


def test_an_unreadable_year_is_this_year(client_of: ClientOf) -> None:
    assert text_of(client_of("president"), "/programme/inspections/?year=soon")


def test_results_are_words_and_objections_show_their_outcome(
    client_of: ClientOf, keeper: Keeper
) -> None:
    number = keeper.enter("assessment", by="party_office", title="年度考核", edition="2026",
                          assessed_unit=CIVIL_1, result="总体较好，归档须改进")  # fmt: skip
    keeper.enter("objection", by="party_office", assessment=number, title="对归档结论有异议",
                 grounds="迟延因系统故障")  # fmt: skip

    found = assessment_year(holding(keeper, "party_office"), 2026)
    page = text_of(client_of("party_office"), "/programme/assessments/?year=2026")

    by_name = {one.name: one for one in found.units}
    (one,) = by_name[CIVIL_1].assessments
    assert one.result == "总体较好，归档须改进"
    assert [each.held.title for each in found.open_objections] == ["对归档结论有异议"]
    assert by_name[CIVIL_2].assessments == ()
    assert "总体较好，归档须改进" in page
    assert page.count("没有考核") >= len(DIVISIONS) - 1


@pytest.mark.parametrize("name", ["division_head", "observer", "trial_management"])
def test_assessments_are_for_whoever_sees_party_ledgers(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get("/programme/assessments/").status_code == 404


def test_more_units_ask_no_more_of_the_database(
    client_of: ClientOf,
    keeper: Keeper,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    inspection(keeper)
    client = client_of("president")
    text_of(client, "/programme/inspections/")

    with django_assert_num_queries(17):
        text_of(client, "/programme/inspections/")
    with django_assert_num_queries(9):
        text_of(client, "/programme/assessments/")
