"""A comment from above on a problem: made by the observer, told to the court, answered, closed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, ClientOf, Desk
from tests.programme_cast import Keeper
from tuobo.records.ledgers.models import Entry
from tuobo.records.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(keeper: Keeper) -> str:
    return keeper.problem(responsible_unit=CIVIL_1)


def comment(client: Client, keeper: Keeper, problem: str) -> Entry:
    """As the observer's browser does it: from the entry to the filled form, and sent."""
    form = client.get(f"/programme/observe/{keeper.id_of(problem)}/")
    assert form.status_code == 302
    unit = form.headers["Location"].rpartition("unit=")[2]
    shown = client.get(form.headers["Location"])
    assert shown.status_code == 200
    assert problem in shown.content.decode()
    sent = {
        "unit": unit,
        "f.about": problem,
        "f.title": "措施不够具体",
        "f.content": "请写明每周核对什么。",
        "f.responsible_unit": str(Entry.objects.get(number=problem).values["responsible_unit"]),
        "f.raised_on": "2026-03-02",
    }
    assert client.post("/ledgers/observation/new/", sent).status_code == 302
    return Entry.objects.get(ledger="observation")


def test_the_observer_comments_and_the_responsible_unit_is_told(
    client_of: ClientOf, desk: Desk, keeper: Keeper, problem: str
) -> None:
    client = client_of("observer")
    page = client.get(f"/ledgers/problem/{keeper.id_of(problem)}/").content.decode()
    assert f"/programme/observe/{keeper.id_of(problem)}/" in page

    made = comment(client, keeper, problem)

    assert made.court_id == desk.court.pk  # kept by the court below, not by the observer's own
    told = set(Notice.objects.values_list("account__login", flat=True))
    assert {"division_head", "trial_management"} <= told
    assert "observer" not in told
    after = client.get(f"/ledgers/problem/{keeper.id_of(problem)}/").content.decode()
    assert "措施不够具体" in after  # it stands among what names the problem


def test_the_court_answers_and_the_observer_accepts(
    client_of: ClientOf, keeper: Keeper, problem: str
) -> None:
    made = comment(client_of("observer"), keeper, problem)
    keeper.move(made.number, "reply", by="division_head", answer="已补充核对内容")

    accepted = client_of("observer").post(
        f"/ledgers/observation/{made.pk}/move/accept/", {"revision": "2"}
    )

    assert accepted.status_code == 302
    assert Entry.objects.get(pk=made.pk).state == "settled"


@pytest.mark.parametrize("name", ["president", "division_head", "judge"])
def test_nobody_of_the_court_comments_on_itself(
    client_of: ClientOf, keeper: Keeper, problem: str, name: str
) -> None:
    path = f"/programme/observe/{keeper.id_of(problem)}/"

    assert client_of(name).get(path).status_code == 404
    entry = client_of(name).get(f"/ledgers/problem/{keeper.id_of(problem)}/")
    assert "/programme/observe/" not in entry.content.decode()


def test_what_is_no_problem_task_or_evaluation_is_not_commented_on(
    client_of: ClientOf, keeper: Keeper
) -> None:
    meeting = keeper.enter("meeting", title="会商", kinds="conference")

    path = f"/programme/observe/{keeper.id_of(meeting)}/"
    assert client_of("observer").get(path).status_code == 404
