"""The API answers what pages show, to whom pages show it; failures are code and sentence."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, COURT, ClientOf
from tuobo.web.areas.api.urls import ENDPOINTS, urlpatterns
from tuobo.web.ui.guard import MEMBERS, right_of

API = "/api/v1"
pytestmark = pytest.mark.django_db


def got(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_whoever_is_not_logged_in_is_told_so(client: Client) -> None:
    assert got(client, "/me", 401)["code"] == "api.not_logged_in"


def test_every_address_asks_for_the_right_of_its_view() -> None:
    by_name = {one.name: right_of(one.callback) for one in urlpatterns}

    for _, view, _, _ in ENDPOINTS:
        assert by_name[view.__name__] == right_of(view) != ""
    assert by_name["openapi-json"] == MEMBERS


def test_a_figure_comes_with_its_counts_and_its_evidence(client_of: ClientOf) -> None:
    health = got(client_of("president"), f"/health-check?org={COURT}&period=2025")

    line = next(one for one in health["lines"] if one["indicator"] == "closed_within_limit_rate")
    figure = line["figure"]
    assert figure["fraction"] == f"{figure['numerator']:,}/{figure['denominator']:,}"
    assert line["evidence"]["data_version"] == health["data_version"]
    assert line["evidence"]["begins"] == "2025-01-01"
    assert line["evidence"]["scope"] == {"court": [COURT]}


def test_a_program_is_answered_in_the_language_that_it_asks_for(client_of: ClientOf) -> None:
    """Else in that of its holder, which here is Chinese; the counts are the same."""
    path = f"/indicators/mean_appeal_transfer_days?org={COURT}&period=2025"
    client = client_of("president")
    asked = {
        header: client.get(f"{API}{path}", headers={"Accept-Language": header}).json()["line"]
        for header in ("", "en-GB,en;q=0.9", "fr, zh;q=0.5")
    }

    own, english, other = asked.values()
    assert own["figure"]["text"] == other["figure"]["text"]
    assert own["figure"]["text"].endswith("天")
    assert english["figure"]["text"] == own["figure"]["text"].replace("天", " days")
    assert english["figure"]["denominator"] == own["figure"]["denominator"]
    assert english["variation"]["sentence"] != own["variation"]["sentence"]


def test_one_indicator_is_its_line_of_the_health_check(client_of: ClientOf) -> None:
    head = client_of("division_head")
    where = f"?org={COURT}/{CIVIL_1}&period=2025"
    lines = {one["indicator"]: one for one in got(head, f"/health-check{where}")["lines"]}

    one = got(head, f"/indicators/closed_within_limit_rate{where}")

    assert one["line"] == lines["closed_within_limit_rate"]
    assert len(one["months"]) > 12


def test_a_judge_gets_only_cases_of_their_own(client_of: ClientOf) -> None:
    cases = got(client_of("judge"), "/cases?size=100")

    judge = cases["columns"].index("judge")
    assert {row[judge] for row in cases["rows"]} == {"法官丙02"}
    assert cases["total"] > 0


def test_filters_and_pages_part_the_same_cases(client_of: ClientOf) -> None:
    head = client_of("division_head")
    first = got(head, "/cases?state=open&size=10")
    number = first["columns"].index("case_number")
    seen = [
        row[number]
        for page in range(1, first["pages"] + 1)
        for row in got(head, f"/cases?state=open&size=10&page={page}")["rows"]
    ]

    assert len(seen) == len(set(seen)) == first["total"]


def test_what_cannot_be_read_is_left_out_and_told(client_of: ClientOf) -> None:
    cases = got(client_of("judge"), "/cases?filed_from=soon")

    assert cases["unread"] == [{"name": "filed_from", "found": "soon"}]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/health-check?period=next-year", 400),
        ("/health-check?as_of=99", 400),
        ("/health-check?org=京01", 404),
        ("/indicators/no_such_indicator", 404),
    ],
)
def test_a_failure_is_a_code_and_a_sentence(client_of: ClientOf, path: str, status: int) -> None:
    told = got(client_of("president"), path, status)

    assert set(told) == {"code", "sentence"}


def test_it_only_reads(client_of: ClientOf) -> None:
    answer = client_of("president").post(f"{API}/reports")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json()["code"] == "api.reads_only"


@pytest.mark.parametrize("path", ["/health-check", "/cases", "/data-versions"])
def test_administrators_get_no_business_data(client_of: ClientOf, path: str) -> None:
    got(client_of("system_administrator"), path, 404)


def test_the_description_is_complete(client_of: ClientOf) -> None:
    described = got(client_of("president"), "/openapi.json")

    assert {f"{API}{path}" for path, *_ in ENDPOINTS} == set(described["paths"])
    assert all(one["get"]["summary"] for one in described["paths"].values())
    assert all(one["get"]["description"] for one in described["paths"].values())
    assert set(described["components"]["securitySchemes"]) == {"key", "session"}
