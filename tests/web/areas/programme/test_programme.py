"""The pages of the programme in the small court: a problem, its task, and what outsiders find."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, COURT, ClientOf
from tests.programme_cast import Keeper

pytestmark = pytest.mark.django_db


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_empty_programme_says_what_to_do_first(client_of: ClientOf) -> None:
    assert "/ledgers/designation/new/" in text_of(client_of("president"), "/programme/")


def test_home_counts_entries_by_state_and_names_the_gaps(
    client_of: ClientOf, keeper: Keeper
) -> None:
    keeper.problem()

    page = text_of(client_of("president"), "/programme/")

    assert "问题清单" in page
    assert "审理用时偏长" in page  # a problem without a measure
    assert CIVIL_1 in page  # a division without a task


def test_the_first_page_stands_in_its_own_breadcrumb(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/programme/")

    crumbs = page.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert '<span aria-current="page">脱薄攻坚</span>' in crumbs


def test_a_task_for_the_problem_closes_the_gap(client_of: ClientOf, keeper: Keeper) -> None:
    number = keeper.problem()
    keeper.enter("task", title="每周核对排期", problems=number, lead_unit=CIVIL_1)

    page = text_of(client_of("president"), "/programme/plan/")

    assert page.index("审理用时偏长") < page.index("每周核对排期")
    assert "f.task=" in page  # the open cell of this month leads to the form, filled in


def test_a_task_says_what_is_done_by_whom_and_what_it_waits_for(
    client_of: ClientOf, keeper: Keeper
) -> None:
    number = keeper.problem(indicators="closed_within_limit_rate")
    first = keeper.enter("task", title="建立排期台账", lead_unit=CIVIL_1)
    keeper.enter(
        "task", title="每周核对排期", problems=number, lead_unit=CIVIL_1, detail="立案庭排期",
        leader="院长01", person="法官丙01", depends_on=first,
    )  # fmt: skip

    page = text_of(client_of("president"), "/programme/plan/")

    row = page[page.index("每周核对排期") : page.index("逐月跟踪")]
    assert "立案庭排期" in row
    assert "责任人：法官丙01" in row
    assert row.index("等待前置任务：") < row.index("建立排期台账") < row.index(first)
    assert "/indicators/closed_within_limit_rate/" in page


@pytest.mark.parametrize("name", ["division_head", "observer"])
def test_whoever_may_not_enter_is_offered_no_form_that_is_not_there(
    client_of: ClientOf, keeper: Keeper, name: str
) -> None:
    """A division head keeps the entries of the division, not those of the court."""
    number = keeper.problem(responsible_unit=CIVIL_1)
    keeper.enter("task", title="每周核对排期", problems=number, lead_unit=CIVIL_1)
    client = client_of(name)
    org = f"{COURT}/{CIVIL_1}" if name == "division_head" else COURT
    pages = ("", "plan/", "diagnosis/", "goals/", "look-back/", "inspections/")
    for path in (*(f"/programme/{one}" for one in pages), "/evaluation/"):
        page = text_of(client, f"{path}?org={org}")
        assert "/new/" not in page, path
    assert "/new/" in text_of(client_of("trial_management"), "/programme/plan/")


def test_dimensions_stand_in_their_official_order(client_of: ClientOf, keeper: Keeper) -> None:
    """The quality problem was entered first; political work stands first all the same."""
    keeper.problem()
    keeper.problem(statement="结合不紧", dimension="political")

    page = text_of(client_of("president"), "/programme/plan/")

    assert page.index("结合不紧") < page.index("审理用时偏长")


def test_a_day_that_cannot_be_read_is_told_beside_its_field(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/programme/plan/?since=soon")

    assert 'value="soon"' in page
    assert 'aria-invalid="true"' in page


def test_the_bench_decomposes_a_change_and_leads_to_a_problem(client_of: ClientOf) -> None:
    page = text_of(
        client_of("trial_management"),
        f"/programme/diagnosis/closed_within_limit_rate/?org={COURT}&period=2025&base=year",
    )

    assert CIVIL_1 in page
    assert "f.indicators=closed_within_limit_rate" in page
    assert "Kitagawa" in page


def test_a_part_is_named_as_the_cause_of_a_problem_with_its_evidence(
    client_of: ClientOf, keeper: Keeper
) -> None:
    """From the row of a division to a form that says what was seen there; then to its task."""
    number = keeper.problem(
        indicators="closed_within_limit_rate", main_layer="indicator", main_cause="提醒没有到人"
    )
    keeper.enter("task", title="逐案提醒", problems=number, lead_unit=CIVIL_1)
    path = f"/programme/diagnosis/closed_within_limit_rate/?org={COURT}&period=2025&base=year"
    office = client_of("trial_management")

    page = text_of(office, path)

    causes = page[page.index('id="causes"') :]
    assert "业务指标 · 主要原因：提醒没有到人" in causes
    assert causes.index(number) < causes.index("逐案提醒")
    assert f"f.problems={quote(number)}" in causes
    table = page[page.index("<tbody>") :]
    row = table[table.index(f">{CIVIL_1}<") :]
    form = unescape(row[row.index('class="small" href="') + 20 :].partition('"')[0])
    asked = parse_qs(urlsplit(form).query)
    assert asked["f.responsible_unit"] == [CIVIL_1]
    assert asked["f.main_cause"][0].startswith(f"{CIVIL_1}：2024年")
    assert CIVIL_1 in text_of(office, form)


def test_the_causes_are_for_those_who_see_the_programme(client_of: ClientOf) -> None:
    page = text_of(client_of("observer"), f"/programme/diagnosis/?org={COURT}&period=2025")

    assert 'id="causes"' in page
    assert ">列为原因<" not in page


def test_divisions_stand_on_the_bench_in_the_order_of_their_court(client_of: ClientOf) -> None:
    """By their names the criminal division would stand before the filing division."""
    page = text_of(
        client_of("trial_management"),
        f"/programme/diagnosis/closed_within_limit_rate/?org={COURT}&period=2025&base=year",
    )
    table = page[page.index("<tbody>") :]

    assert table.index("立案庭") < table.index("刑事审判庭") < table.index("第二人民法庭")


def test_what_is_no_rate_is_not_decomposed(client_of: ClientOf) -> None:
    page = text_of(client_of("president"), "/programme/diagnosis/incoming_cases/?period=2025")

    assert "只有比率可以分解" in page


def test_judges_are_no_dimension(client_of: ClientOf) -> None:
    assert client_of("president").get("/programme/diagnosis/?by=judge").status_code == 400


@pytest.mark.parametrize("name", ["system_administrator", "audit_administrator", "nobody"])
@pytest.mark.parametrize("path", ["/programme/", "/programme/plan/", "/programme/diagnosis/"])
def test_whoever_has_no_right_finds_nothing(client_of: ClientOf, name: str, path: str) -> None:
    assert client_of(name).get(path).status_code == 404


def test_a_form_is_filled_in_from_the_address(client_of: ClientOf) -> None:
    page = text_of(client_of("trial_management"), "/ledgers/problem/new/?f.statement=用时偏长")

    assert 'value="用时偏长"' in page


def test_the_bench_shows_no_judges_figures_to_whoever_may_not_see_them(
    client_of: ClientOf,
) -> None:
    path = f"/programme/diagnosis/?org={COURT}//法官丙02"

    assert client_of("party_office").get(path).status_code == 404
    assert client_of("president").get(path).status_code == 200
