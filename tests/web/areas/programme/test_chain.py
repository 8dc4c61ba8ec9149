"""The page of the chain of responsibility: levels, a head who signs, a branch without a duty."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from tests.desk_cast import COURT, SINCE, ClientOf, Desk
from tests.programme_cast import Keeper
from tuobo.core.texts import Texts
from tuobo.operations.programme.duty_chain import duty_chain
from tuobo.operations.programme.holding import Holding
from tuobo.records.organisation.models import Unit

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2026, 1, 6), date(2026, 3, 2)


@pytest.fixture
def branches(desk: Desk) -> tuple[Unit, Unit]:
    """Two branches; their official order is not that of their names."""
    return (
        Unit.objects.create(kind="branch", code="b2", name="第二党支部", parent=desk.court,
                            position=1, starts_on=SINCE),
        Unit.objects.create(kind="branch", code="b1", name="第一党支部", parent=desk.court,
                            position=2, starts_on=SINCE),
    )  # fmt: skip


def duty(keeper: Keeper, title: str, level: str, holder: str, **more: str) -> str:
    values = {"title": title, "level": level, "holder": holder, "person": "院长01",
              "edition": "2026", "content": "按期开展", **more}  # fmt: skip
    return keeper.enter("responsibility", by="party_office", on=EARLY, **values)


def text_of(client: Client, path: str = "/programme/chain/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_without_duties_the_page_says_what_to_do_first(client_of: ClientOf) -> None:
    page = text_of(client_of("party_office"))

    assert "/ledgers/responsibility/new/" in page
    assert "/ledgers/responsibility/new/" not in text_of(client_of("president"))


def test_duties_stand_by_link_level_and_unit(
    keeper: Keeper, desk: Desk, branches: tuple[Unit, Unit]
) -> None:
    """Party group: one acknowledged, one issued; second branch: one drafted; first branch: none."""
    top = duty(keeper, "党组专题研究党建", "party_group", desk.court.name)
    other = duty(keeper, "党组书记讲党课", "party_group", desk.court.name)
    low = duty(keeper, "支部按月开展主题党日", "branch", "第二党支部", derived_from=top)
    for one in (top, other):
        keeper.move(one, "issue", by="party_office", on=EARLY)
    keeper.move(top, "acknowledge", by="president", on=LATE)
    ledgers = keeper.ledgers("party_office", LATE)

    chain = duty_chain(Holding(ledgers, COURT, Texts(ledgers.content)))

    group, committee, branch = chain.levels
    assert [(one.links, one.settled) for one in group.units] == [((1, 1, 0, 0), 0)]
    assert committee.units == ()
    assert [(one.name, one.links) for one in branch.units] == [
        ("第二党支部", (1, 0, 0, 0)),  # by position, not by name
        ("第一党支部", (0, 0, 0, 0)),
    ]
    assert [one.name for one in branch.without.units] == ["第一党支部"]
    # 6 January to 2 March: 25 + 28 + 2 = 55 days; the acknowledged one has waited since today.
    assert [(one.held.number, one.days) for one in chain.stuck] == [(other, 55), (low, 55)]
    assert [one.held.number for one in chain.unacknowledged] == [other]
    assert [step.takers for step in chain.unacknowledged[0].steps] == [("院长01",)]
    tree = {one.held.number: [each.held.title for each in one.derived] for one in chain.cascade}
    assert tree == {top: ["支部按月开展主题党日"], other: []}


def test_the_page_names_who_may_take_the_next_step(
    client_of: ClientOf, keeper: Keeper, desk: Desk, branches: tuple[Unit, Unit]
) -> None:
    number = duty(keeper, "党组专题研究党建", "party_group", desk.court.name)
    keeper.move(number, "issue", by="party_office", on=EARLY)

    page = text_of(client_of("president"))

    assert "签收：院长01" in page
    assert "第一党支部" in page  # a unit without a duty
    assert "下级尚未承接" in page
    assert (
        f"f.holder={desk.court.pk}&amp;f.level=party_group&amp;f.edition=2026-01..2026-12" in page
    )


def test_a_number_leads_to_exactly_its_entries(
    client_of: ClientOf, keeper: Keeper, desk: Desk
) -> None:
    """The duty of 2025 stands in another list."""
    duty(keeper, "党组专题研究党建", "party_group", desk.court.name)
    duty(keeper, "上年事项", "party_group", desk.court.name, edition="2025")
    asked = f"f.holder={desk.court.pk}&f.level=party_group&f.edition=2026-01..2026-12&state=drafted"

    page = text_of(client_of("president"), f"/ledgers/responsibility/?{asked}")

    assert "党组专题研究党建" in page
    assert "上年事项" not in page
    older = text_of(client_of("president"), "/programme/chain/?edition=2025")
    assert "上年事项" in older


def test_a_year_that_cannot_be_read_is_told(
    client_of: ClientOf, keeper: Keeper, desk: Desk
) -> None:
    duty(keeper, "党组专题研究党建", "party_group", desk.court.name)

    assert "党组专题研究党建" in text_of(client_of("president"), "/programme/chain/?edition=soon")


@pytest.mark.parametrize("name", ["division_head", "judge", "observer", "system_administrator"])
def test_whoever_does_not_see_party_ledgers_finds_nothing(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get("/programme/chain/").status_code == 404


def test_more_duties_ask_no_more_of_the_database(
    client_of: ClientOf,
    keeper: Keeper,
    desk: Desk,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for title in ("党组专题研究党建", "党组书记讲党课", "党组听取支部汇报"):
        duty(keeper, title, "party_group", desk.court.name)
    client = client_of("president")
    text_of(client)

    with django_assert_num_queries(13):
        text_of(client)
