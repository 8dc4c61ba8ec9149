"""Giving roles: what excludes what, at which unit, and over which days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.desk_cast import CIVIL_1, COURT, HIGHER, SINCE, Desk
from tuobo.core.errors import StateError
from tuobo.records.accounts.actions import Giving, give_role, make_account, take_role
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.queries import everybody, viewer_of
from tuobo.records.organisation.models import Unit

ON = date(2026, 1, 5)
ADMINISTRATION = ("system_administrator", "security_administrator", "audit_administrator")


def _give(account: Account, role: str, unit: Unit, **days: date) -> Grant:
    starts_on = days.pop("starts_on", ON)
    giving = Giving(role=role, unit=unit, starts_on=starts_on, by="anquan", **days)
    return give_role(account, giving)


def _refused(account: Account, role: str, unit: Unit, **days: date) -> StateError:
    with pytest.raises(StateError) as caught:
        _give(account, role, unit, **days)
    return caught.value


@pytest.mark.parametrize("held", ADMINISTRATION)
@pytest.mark.parametrize("more", [*ADMINISTRATION, "president", "judge", "trial_management"])
def test_an_administrator_takes_no_second_role(desk: Desk, held: str, more: str) -> None:
    error = _refused(desk.accounts[held], more, desk.court)
    assert error.code == ("account.role_held" if held == more else "account.roles_separated")


def test_whoever_does_business_becomes_no_administrator(desk: Desk) -> None:
    error = _refused(desk.accounts["judge"], "audit_administrator", desk.court)
    assert error.code == "account.roles_separated"
    assert error.fields["one_en"] == "Judge"


def test_another_account_of_the_same_person_does_not_help(desk: Desk) -> None:
    """The separation is between people, not between accounts."""
    person = desk.accounts["system_administrator"].person
    second, _ = make_account(login="xitong2", person=person, at=desk.accounts["judge"].created_at)
    assert _refused(second, "audit_administrator", desk.court).code == "account.roles_separated"
    assert _refused(second, "judge", desk.court).code == "account.roles_separated"


def test_a_role_that_ends_later_still_excludes(desk: Desk) -> None:
    """It is held until then, whatever its row says about an end."""
    grant = Grant.objects.get(account=desk.accounts["system_administrator"])
    take_role(grant, on=ON + timedelta(days=30))
    account = desk.accounts["system_administrator"]
    assert _refused(account, "audit_administrator", desk.court).code == "account.roles_separated"
    after = _give(account, "audit_administrator", desk.court, starts_on=ON + timedelta(days=30))
    assert after.starts_on == ON + timedelta(days=30)


def test_a_role_that_begins_later_excludes_what_lasts_until_then(desk: Desk) -> None:
    nobody = desk.accounts["nobody"]
    _give(nobody, "audit_administrator", desk.court, starts_on=ON + timedelta(days=10))
    assert _refused(nobody, "judge", desk.court).code == "account.roles_separated"
    short = _give(nobody, "judge", desk.court, ends_on=ON + timedelta(days=10))
    assert short.ends_on == ON + timedelta(days=10)


def test_roles_of_the_business_combine_in_one_person(desk: Desk) -> None:
    _give(desk.accounts["judge"], "clerk", desk.divisions[CIVIL_1])
    assert Grant.objects.filter(account=desk.accounts["judge"]).count() == 2


def test_a_role_of_the_court_is_not_held_at_a_division(desk: Desk) -> None:
    """There it would still reach the whole court."""
    error = _refused(desk.accounts["nobody"], "president", desk.divisions[CIVIL_1])
    assert error.code == "account.role_at_court"


def test_a_role_of_a_division_is_not_held_at_the_court(desk: Desk) -> None:
    error = _refused(desk.accounts["nobody"], "division_head", desk.court)
    assert error.code == "account.role_at_division"


def test_a_role_is_not_given_twice_for_the_same_days(desk: Desk) -> None:
    unit = desk.divisions[CIVIL_1]
    assert _refused(desk.accounts["judge"], "judge", unit).code == "account.role_held"


def test_a_role_is_held_from_its_first_day_until_before_its_last(desk: Desk) -> None:
    nobody = desk.accounts["nobody"]
    last = ON + timedelta(days=5)
    _give(nobody, "president", desk.court, ends_on=last)
    held = [bool(viewer_of(nobody, ON + timedelta(days=day)).holdings) for day in (-1, 0, 4, 5)]
    assert held == [False, True, True, False]


def test_a_role_that_the_content_has_no_longer_gives_nothing(desk: Desk) -> None:
    Grant.objects.create(
        account=desk.accounts["nobody"], role="lamplighter", unit=desk.court, starts_on=SINCE,
        given_by="system",
    )  # fmt: skip
    assert viewer_of(desk.accounts["nobody"], ON).holdings == ()


def test_an_observer_reaches_the_courts_below_in_official_order(desk: Desk) -> None:
    (holding,) = viewer_of(desk.accounts["observer"], ON).holdings
    assert (holding.court, holding.below) == (HIGHER, (COURT, "辽9902"))


def test_everybody_is_seen_as_one_by_one(desk: Desk) -> None:
    for one in everybody(ON):
        assert one.viewer == viewer_of(desk.accounts[one.login], ON), one.login
