"""Lists of accounts: how each stands, and who holds what on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.desk_cast import CAST, COURT, SINCE, Desk
from tuobo.core.clock import now
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.open_sessions import end_session, handle_of, open_sessions
from tuobo.records.accounts.registers import (
    AccountsAsked,
    Moment,
    Standing,
    accounts,
    accounts_without_role,
    count_accounts,
    holders,
)

AT = datetime(2026, 6, 1, tzinfo=UTC)
MOMENT = Moment(on=AT.date(), idle_since=AT - timedelta(days=90))


@pytest.fixture
def standings(desk: Desk) -> dict[str, Standing]:
    """One account of each standing; all others were made in January and never entered: idle."""
    entered = AT - timedelta(days=1)
    Account.objects.filter(login="judge").update(last_login=entered)
    Account.objects.filter(login="clerk").update(last_login=entered, is_active=False)
    Account.objects.filter(login="nobody").update(created_at=entered)
    Account.objects.filter(login="president").update(last_login=entered)
    person = desk.accounts["president"].person
    person.ends_on = AT.date() - timedelta(days=1)
    person.save()
    found = dict.fromkeys(CAST, Standing.IDLE)
    return found | {
        "judge": Standing.IN_USE, "clerk": Standing.DISABLED, "nobody": Standing.NEW,
        "president": Standing.LEFT,
    }  # fmt: skip


def test_every_account_stands_in_one_way(standings: dict[str, Standing]) -> None:
    found = accounts(AccountsAsked(moment=MOMENT), size=50)
    assert {one.login: one.standing for one in found} == standings


@pytest.mark.parametrize("standing", list(Standing))
def test_a_list_of_one_standing_holds_those_and_no_others(
    standings: dict[str, Standing], standing: Standing
) -> None:
    asked = AccountsAsked(moment=MOMENT, standing=standing)
    found = accounts(asked, size=50)
    expected = sorted(login for login, stands in standings.items() if stands is standing)
    assert [one.login for one in found] == expected
    assert count_accounts(asked) == len(expected)


def test_accounts_are_found_by_name_and_listed_in_one_statement(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = accounts(AccountsAsked(moment=MOMENT, text="法官丙"), size=50)
    assert [one.login for one in found] == ["colleague", "division_head", "judge"]


def test_accounts_without_a_role_are_listed(desk: Desk) -> None:
    assert [one.login for one in accounts_without_role(MOMENT)] == ["nobody"]


def test_holders_are_those_of_the_day_in_the_order_of_the_roles(desk: Desk) -> None:
    grant = Grant.objects.get(account=desk.accounts["judge"])
    grant.ends_on = date(2026, 3, 1)
    grant.save()
    before = [one.login for one in holders(date(2026, 2, 28))]
    after = [one.login for one in holders(date(2026, 3, 1))]
    assert before == [
        "president", "trial_management", "division_head", "colleague", "judge", "outsider",
        "clerk", "party_office", "service_centre", "observer", "system_administrator",
        "security_administrator", "audit_administrator",
    ]  # fmt: skip
    assert after == [login for login in before if login != "judge"]
    assert holders(SINCE - timedelta(days=1)) == ()


def test_holders_are_told_with_their_court(desk: Desk) -> None:
    (judge,) = [one for one in holders(date(2026, 2, 1)) if one.login == "judge"]
    assert (judge.court, judge.unit, judge.role) == (COURT, "民事审判第一庭", "judge")


def test_sessions_are_known_by_a_digest_and_can_be_ended(desk: Desk, client_of) -> None:  # noqa: ANN001 - the cast's
    judge, other = client_of("judge"), client_of("clerk")
    key = judge.session.session_key
    found = open_sessions(at=now(), of=desk.accounts["judge"], this=key)
    assert [(one.login, one.is_this) for one in found] == [("judge", True)]
    assert found[0].handle == handle_of(key)
    assert key not in repr(found)
    assert end_session(found[0].handle, at=now(), of=desk.accounts["clerk"]) == ""
    assert end_session(found[0].handle, at=now()) == "judge"
    assert judge.get("/account/own/").status_code == 302
    assert other.get("/account/own/").status_code == 200
