"""No administrator can become another: what each may do to whose account, and by whom else."""

from __future__ import annotations

from base64 import b32decode
from datetime import UTC, date, datetime, timedelta

import pytest
from django_otp.oath import TOTP

from tests.desk_cast import CIVIL_1, Desk
from tuobo.core.errors import StateError
from tuobo.operations.desk_people.keep_accounts import (
    close_accounts,
    new_first_password,
    open_account,
    reopen_account,
)
from tuobo.operations.desk_people.keep_grants import Asked, give, take
from tuobo.operations.desk_people.second_factor import (
    reset_administrators_factor,
    reset_second_factor,
    set_up_second_factor,
)
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.registers import account_named
from tuobo.records.accounts.second_factor import new_secret
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)


@pytest.fixture
def system(desk: Desk) -> Actor:
    return Actor.of(desk.accounts["system_administrator"], "10.0.0.1")


@pytest.fixture
def security(desk: Desk) -> Actor:
    return Actor.of(desk.accounts["security_administrator"], "10.0.0.2")


def _code(account: Account) -> str:
    typed = new_secret(account).typed
    return str(TOTP(b32decode(typed.replace(" ", ""))).token()).zfill(6)


def _asked(desk: Desk, role: str, starts_on: date = TODAY, ends_on: date | None = None) -> Asked:
    return Asked(role=role, unit=desk.court, starts_on=starts_on, ends_on=ends_on)


def _kinds() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))


def test_a_new_administrator_needs_a_password_from_one_and_a_code_from_another(
    desk: Desk, system: Actor, security: Actor
) -> None:
    person = desk.accounts["nobody"].person
    told = open_account(person, "shenji2", at=AT, actor=system)
    account = account_named("shenji2")
    assert account
    assert account.check_password(told.password)
    code = give(account, _asked(desk, "audit_administrator"), at=AT, actor=security)
    account.refresh_from_db()
    with pytest.raises(StateError) as caught:
        set_up_second_factor(account, _code(account), enrolment="", at=AT, actor=system)
    assert caught.value.code == "second_factor.enrolment_wrong"
    shown = set_up_second_factor(account, _code(account), enrolment=code, at=AT, actor=system)
    assert shown.device is not None
    assert _kinds() == ["account.created", "grant.given", "account.second_factor_set"]


def test_a_factor_set_up_before_the_role_was_given_counts_no_more(
    desk: Desk, system: Actor, security: Actor
) -> None:
    """Whoever made the account may have set it up; another must be set up, with the code."""
    account = desk.accounts["nobody"]
    set_up_second_factor(account, _code(account), enrolment="", at=AT, actor=system)
    assert give(account, _asked(desk, "audit_administrator"), at=AT, actor=security)
    account.refresh_from_db()
    assert account.second_factor_since is None
    assert account.enrolment_hash


def test_the_system_administrator_resets_no_second_factor_of_an_administrator(
    desk: Desk, system: Actor
) -> None:
    for name in ("security_administrator", "audit_administrator", "system_administrator"):
        with pytest.raises(StateError) as caught:
            reset_second_factor(desk.accounts[name], at=AT, actor=system)
        assert caught.value.code == "second_factor.of_administrator"


def test_the_security_administrator_resets_it_of_another_administrator_only(
    desk: Desk, security: Actor
) -> None:
    code = reset_administrators_factor(desk.accounts["audit_administrator"], at=AT, actor=security)
    account = desk.accounts["audit_administrator"]
    assert (account.second_factor_since, bool(code)) == (None, True)
    for name, expected in {
        "judge": "second_factor.not_of_administrator",
        "security_administrator": "account.not_oneself",
    }.items():
        with pytest.raises(StateError) as caught:
            reset_administrators_factor(desk.accounts[name], at=AT, actor=security)
        assert caught.value.code == expected


def test_a_new_password_of_an_administrator_without_factor_needs_a_code_too(
    desk: Desk, system: Actor
) -> None:
    """Else the system administrator could log in with it and set the factor up alone."""
    account = desk.accounts["audit_administrator"]
    account.second_factor_since = None
    account.save()
    new_first_password(account, at=AT, actor=system)
    account.refresh_from_db()
    with pytest.raises(StateError):
        set_up_second_factor(account, _code(account), enrolment="", at=AT, actor=system)


def test_nobody_does_it_to_their_own_account(desk: Desk, system: Actor, security: Actor) -> None:
    own = desk.accounts["system_administrator"]
    second = Account.objects.create(login="xitong2", person=own.person, created_at=AT)
    for account in (own, second):
        with pytest.raises(StateError) as caught:
            new_first_password(account, at=AT, actor=system)
        assert caught.value.code == "account.not_oneself"
        with pytest.raises(StateError):
            close_accounts([account], at=AT, actor=system)
    with pytest.raises(StateError) as caught:
        give(desk.accounts["security_administrator"], _asked(desk, "judge"), at=AT, actor=security)
    assert caught.value.code == "account.not_oneself"
    assert not _kinds(), "what was refused leaves nothing behind"


def test_roles_are_neither_given_nor_taken_in_the_past(desk: Desk, security: Actor) -> None:
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(StateError) as caught:
        give(desk.accounts["nobody"], _asked(desk, "president", yesterday), at=AT, actor=security)
    assert (caught.value.code, caught.value.fields["field"]) == (
        "account.role_in_past", "starts_on",
    )  # fmt: skip
    grant = Grant.objects.get(account=desk.accounts["judge"])
    with pytest.raises(StateError):
        take(grant, on=yesterday, at=AT, actor=security)
    take(grant, on=TODAY, at=AT, actor=security)
    assert grant.ends_on == TODAY


def test_a_role_ends_after_it_begins(desk: Desk, security: Actor) -> None:
    with pytest.raises(StateError) as caught:
        give(
            desk.accounts["nobody"], _asked(desk, "president", TODAY, TODAY), at=AT, actor=security
        )
    assert caught.value.code == "account.role_ends_before"


def test_closed_accounts_can_be_opened_again_unless_the_person_has_left(
    desk: Desk, system: Actor
) -> None:
    judge = desk.accounts["judge"]
    assert close_accounts([judge, desk.accounts["clerk"]], at=AT, actor=system) == 2
    assert close_accounts([judge], at=AT, actor=system) == 0, "it is closed already"
    reopen_account(judge, at=AT, actor=system)
    assert judge.is_active
    clerk = desk.accounts["clerk"]
    clerk.person.ends_on = TODAY - timedelta(days=1)
    with pytest.raises(StateError) as caught:
        reopen_account(clerk, at=AT, actor=system)
    assert caught.value.code == "account.person_left"


def test_an_event_says_who_did_what_to_whom(desk: Desk, security: Actor) -> None:
    asked = Asked(role="clerk", unit=desk.divisions[CIVIL_1], starts_on=TODAY)
    give(desk.accounts["nobody"], asked, at=AT, actor=security)
    event = AuditEvent.objects.get()
    assert (event.account, event.subject) == ("security_administrator", "nobody")
    assert event.fields == {"role": "clerk", "unit": CIVIL_1, "starts_on": "2026-06-01"}
