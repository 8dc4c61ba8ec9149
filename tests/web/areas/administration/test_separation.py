"""The three administrators from the outside: no business data, not each other's work."""

from __future__ import annotations

import pytest

from tests.desk_cast import ADMINISTRATORS, ClientOf, Desk
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.engines.rights import Policy, RoleKind
from tuobo.records.accounts.models import Grant
from tuobo.web.areas.administration.addresses import addresses

PLAIN = [one for one in addresses() if "<" not in one.path]
RIGHTS = Policy.of(Content()).rights


@pytest.mark.parametrize("name", ADMINISTRATORS)
def test_no_administrator_finds_a_page_of_the_business(client_of: ClientOf, name: str) -> None:
    """Whatever the table of addresses says: each is tried that needs nothing in it."""
    browser = client_of(name)
    tried = 0
    for one in PLAIN:
        if one.right in RIGHTS and RIGHTS[one.right].kind is RoleKind.BUSINESS:
            answer = browser.get(one.path)
            leads_on = one.view == "home:health" and answer.status_code == 302
            assert answer.status_code == 404 or leads_on, one.path
            assert browser.post(one.path).status_code in {302, 404}, one.path
            tried += 1
    assert tried > 10


@pytest.mark.parametrize("name", ADMINISTRATORS)
def test_no_menu_of_an_administrator_offers_the_business(client_of: ClientOf, name: str) -> None:
    page = client_of(name).get("/account/own/").text
    for address in ("/cases/", "/limits/", "/indicators/", "/reports/", "/imports/"):
        assert f'href="{address}' not in page, address


def test_two_roles_forced_into_one_account_still_show_no_business(
    desk: Desk, client_of: ClientOf
) -> None:
    """Even if somebody wrote a second role into the database: nothing of the one opens the other's
    pages without being seen, and none of them opens the business."""
    Grant.objects.create(
        account=desk.accounts["system_administrator"], role="audit_administrator",
        unit=desk.court, starts_on=Grant.objects.first().starts_on, given_by="somebody",
    )  # fmt: skip
    browser = client_of("system_administrator")
    assert browser.get("/cases/").status_code == 404


def test_a_right_of_the_business_cannot_even_be_written_for_an_administrator() -> None:
    policy = Policy.of(Content())
    for role in policy.roles.values():
        kinds = {RIGHTS[right].kind for rights in role.grants.values() for right in rights}
        assert kinds == {role.kind}, role.role
    with pytest.raises(DefinitionError):
        policy.unit_kind_of("super_administrator")


def test_roles_that_exclude_each_other_are_refused_with_both_names(
    desk: Desk, client_of: ClientOf
) -> None:
    browser = client_of("security_administrator")
    typed = {
        "login": "system_administrator", "role": "audit_administrator",
        "unit": str(desk.court.pk), "starts_on": "2030.1.1",
    }  # fmt: skip
    answer = browser.post("/administration/grants/new/", typed)
    assert answer.status_code == 400
    assert "同一人不得兼任“系统管理员”和“审计管理员”" in answer.text
    assert 'value="system_administrator"' in answer.text, "what was typed is kept"
    assert 'value="2030.1.1"' in answer.text
    assert not Grant.objects.filter(role="audit_administrator", starts_on="2030-01-01").exists()


def test_the_system_administrator_gives_no_roles_and_the_security_administrator_no_accounts(
    client_of: ClientOf,
) -> None:
    assert client_of("system_administrator").get("/administration/grants/").status_code == 404
    assert client_of("security_administrator").get("/administration/accounts/").status_code == 404
    for name in ("system_administrator", "security_administrator"):
        assert client_of(name).get("/audit/").status_code == 404
    audit = client_of("audit_administrator")
    for address in ("units", "people", "accounts", "sessions", "parameters", "grants", "roles"):
        assert audit.get(f"/administration/{address}/").status_code == 404


def test_the_system_administrator_cannot_take_a_factor_of_an_administrator_away(
    client_of: ClientOf,
) -> None:
    browser = client_of("system_administrator")
    page = browser.get("/administration/accounts/of/audit_administrator/").text
    assert "/second-factor/" not in page
    answer = browser.post("/administration/accounts/of/audit_administrator/second-factor/")
    assert answer.status_code == 409
    assert "由安全管理员重置" in answer.text
