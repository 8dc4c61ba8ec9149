"""One's own keys of the API: made and told once, revoked; the office sees who holds them."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client

from tests.desk_cast import ClientOf, Desk
from tuobo.core.clock import now, today
from tuobo.records.accounts.api_keys import make_key
from tuobo.records.accounts.models import ApiKey
from tuobo.records.audit.models import AuditEvent

KEYS = "/account/own/keys/"
_TOKEN = re.compile(r'value="(tuobo_[^"]+)"')


def made(browser: Client, name: str = "报表程序", days: int = 30) -> str:
    until = (today() + timedelta(days=days)).isoformat()
    page = browser.post(KEYS, {"name": name, "expires_on": until})
    assert page.status_code == 200
    found = _TOKEN.search(page.text)
    assert found
    return found[1]


def works(key: str) -> bool:
    return Client(headers={"Authorization": f"Bearer {key}"}).get("/api/v1/me").status_code == 200


def test_a_key_is_shown_once_and_known_by_its_beginning(client_of: ClientOf) -> None:
    judge = client_of("judge")
    key = made(judge)

    page = judge.get(KEYS).text
    assert works(key)
    assert key not in page
    assert ApiKey.objects.get().prefix in page
    event = AuditEvent.objects.filter(kind="api_key.made").get()
    assert (event.account, event.subject) == ("judge", ApiKey.objects.get().prefix)


def test_a_key_lasts_no_longer_than_the_court_allows(client_of: ClientOf) -> None:
    judge = client_of("judge")
    for days, told in ((181, "最长 180 天"), (-1, "已经过去")):
        until = (today() + timedelta(days=days)).isoformat()
        page = judge.post(KEYS, {"name": "程序甲", "expires_on": until})
        assert page.status_code == 400
        assert told in page.text
        assert "程序甲" in page.text, "what was typed stays"
    assert not ApiKey.objects.exists()
    assert works(made(judge, days=180))


def test_the_holder_revokes_only_keys_of_their_own(client_of: ClientOf) -> None:
    judge, clerk = client_of("judge"), client_of("clerk")
    key = made(judge)
    address = f"{KEYS}{ApiKey.objects.get().pk}/end/"

    assert clerk.post(address).status_code == 404
    assert works(key)
    assert judge.post(address).status_code == 302
    assert not works(key)
    assert judge.post(address).status_code == 404, "it has ended already"


def test_the_security_administrator_sees_who_holds_keys_and_revokes(client_of: ClientOf) -> None:
    key = made(client_of("judge"), name="季报程序")
    office = client_of("security_administrator")

    page = office.get("/administration/keys/").text
    assert "季报程序" in page
    assert "法官丙02" in page
    assert key not in page
    assert key.split("_", 2)[2] not in page
    assert office.post(f"/administration/keys/{ApiKey.objects.get().pk}/end/").status_code == 302
    assert not works(key)
    event = AuditEvent.objects.filter(kind="api_key.revoked").get()
    assert (event.account, event.fields["holder"]) == ("security_administrator", "judge")


def test_nobody_makes_a_key_while_they_view_as_somebody_else(client_of: ClientOf) -> None:
    president = client_of("president")
    president.post("/account/view-as/division_head/begin/")

    until = (today() + timedelta(days=3)).isoformat()
    assert president.post(KEYS, {"name": "x", "expires_on": until}).status_code == 404
    assert not ApiKey.objects.exists()


def test_keys_come_in_pages_of_their_own_and_of_the_office(client_of: ClientOf, desk: Desk) -> None:
    """23 keys in pages of ten: 10, 10 and 3; the last one made stands first."""
    judge = client_of("judge")
    until = today() + timedelta(days=30)
    for number in range(23):
        make_key(desk.accounts["judge"].pk, name=f"程序{number:02d}", expires_on=until, at=now())

    for browser, address in (
        (judge, KEYS),
        (client_of("security_administrator"), "/administration/keys/"),
    ):
        pages = [browser.get(f"{address}?size=10&page={page}").text for page in (1, 2, 3, 9)]
        assert [len(re.findall(r"程序\d\d", page)) for page in pages] == [10, 10, 3, 3]
        assert "程序22" in pages[0]
