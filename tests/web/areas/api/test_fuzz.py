"""The API is asked whatever its own description allows, of a running desk, as several roles.

Each address is asked with made-up parameters and, where it names a thing, now and then with one
that is there. It may refuse, but never fail, and answers as it is described. The examples are the
same each time, and all of them go to this machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.browser.driving import PASSWORD, ServedDesk, served_desk

EXAMPLES = 5
LOGINS = ("yuanzhang", "faguan", "dangwei", "zhongyuan")
"""President, a judge, the Party office, somebody of the higher court."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
THERE = {
    "/imports/{name}": "/imports",
    "/reports/{number}": "/reports",
    "/indicators/{name}": "/definitions?kind=indicator",
    "/definitions/{kind}/{key}": "/definitions?kind=limit",
    "/ledgers/{ledger}": "/ledgers",
}
"""Where an address that names a thing finds one that is there."""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Entered: TypeAlias = Callable[[str], requests.Session]


@pytest.fixture(scope="module")
def served() -> Iterator[ServedDesk]:
    with served_desk() as found:
        yield found


@pytest.fixture(scope="module")
def entered(served: ServedDesk) -> Iterator[Entered]:
    """A session of somebody: log-in and first change of the password, each once."""
    kept: dict[str, requests.Session] = {}

    def session_of(login: str) -> requests.Session:
        if login not in kept:
            kept[login] = session = requests.Session()
            session.trust_env = False  # no proxy stands between
            if login:
                password = served.people[login].password
                post(session, f"{served.address}/account/login/", login=login, password=password)
                change = {"old": password, "new": PASSWORD, "again": PASSWORD}
                post(session, f"{served.address}/account/password/", **change)
        return kept[login]

    yield session_of
    for session in kept.values():
        session.close()


@pytest.fixture(scope="module")
def operations(served: ServedDesk, entered: Entered) -> list[APIOperation[Any, Any]]:
    described = entered("yuanzhang").get(f"{served.address}/api/v1/openapi.json").json()
    del described["security"]  # who asks is said by the session, not made up
    schema = from_dict(described)
    schema.config.update(base_url=served.address)
    return [one.ok() for one in schema.get_all_operations()]


@pytest.mark.parametrize("login", LOGINS)
def test_it_never_fails_and_answers_as_described(
    login: str, served: ServedDesk, entered: Entered, operations: list[APIOperation[Any, Any]]
) -> None:
    session = entered(login)
    answered = [tried(one, session, things(served, session, one)) for one in operations]

    assert sum(200 in statuses for statuses in answered) >= 5


@pytest.mark.parametrize(("login", "status"), [("", 401), ("anquan", 403)])
def test_strangers_and_whoever_has_steps_before_them_get_nothing(
    login: str,
    status: int,
    served: ServedDesk,
    entered: Entered,
    operations: list[APIOperation[Any, Any]],
) -> None:
    """The security administrator has not set the second factor yet."""
    session = entered(login)
    for one in operations:
        path = re.sub(r"\{\w+\}", "1", one.path)
        answer = session.get(f"{served.address}{path}")
        assert (answer.status_code, set(answer.json())) == (status, {"code", "sentence"}), path


def test_an_answer_that_is_not_as_described_is_noticed(
    served: ServedDesk, entered: Entered
) -> None:
    described = entered("yuanzhang").get(f"{served.address}/api/v1/openapi.json").json()
    described["components"]["schemas"]["MeOut"]["properties"]["login"]["type"] = "integer"
    del described["security"]
    schema = from_dict(described)
    schema.config.update(base_url=served.address)

    with pytest.raises(FailureGroup):
        tried(schema["/api/v1/me"]["GET"], entered("yuanzhang"), {})


def tried(
    operation: APIOperation[Any, Any], session: requests.Session, there: dict[str, Any]
) -> set[int]:
    """Ask with examples that fit the description and with some that do not; the statuses met."""
    met: set[int] = set()
    made = operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=made, chosen=st.sampled_from(({}, there, there)))
    def asked(case: Case, chosen: dict[str, Any]) -> None:
        if chosen:
            case.path_parameters = chosen
        answer = case.call(session=session)
        met.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    asked()
    return met


def things(
    served: ServedDesk, session: requests.Session, operation: APIOperation[Any, Any]
) -> dict[str, Any]:
    """What stands in the address of something that this person may see, if anything is there."""
    path = operation.path.removeprefix("/api/v1")
    found = next((list_ for start, list_ in THERE.items() if path.startswith(start)), "")
    if not found or "{entry}" in path:
        return {}
    answer = session.get(f"{served.address}/api/v1{found}").json()
    rows = (
        answer
        if isinstance(answer, list)
        else next((value for value in answer.values() if isinstance(value, list)), [])
    )
    if not rows:
        return {}
    row = rows[0]
    return {
        "name": row.get("name") if "imports" in path else row.get("id"),
        "number": row.get("id"),
        "kind": row.get("kind"),
        "key": row.get("key"),
        "ledger": row.get("id"),
    }


def post(session: requests.Session, address: str, **values: str) -> None:
    token = _TOKEN.search(session.get(address).text)
    assert token, address
    answer = session.post(address, {**values, "csrfmiddlewaretoken": token[1]})
    assert answer.status_code == 200, (address, answer.status_code)
