"""Rules of passwords: length, kinds of characters, not the account's name, not an earlier one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.desk_cast import PASSWORD, Desk
from tuobo.core.errors import StateError
from tuobo.records.accounts.actions import change_password, make_account, reset_password
from tuobo.records.accounts.queries import password_is_old

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ab1-xyz", "short"),
        ("abcdefgh", "plain"),
        ("abcdefg1", "plain"),
        ("Judge-2026x", "login"),
        (PASSWORD, "used"),
    ],
)
def test_a_password_that_breaks_a_rule_is_refused(desk: Desk, password: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        change_password(desk.accounts["judge"], password, at=AT)
    assert code in [one.code for one in caught.value.error_list]


def test_chinese_characters_count_for_length_but_are_no_kind(desk: Desk) -> None:
    with pytest.raises(ValidationError):
        change_password(desk.accounts["judge"], "审判管理办公室审判", at=AT)
    change_password(desk.accounts["judge"], "审判管理Ab3-x7", at=AT)


def test_the_last_five_passwords_are_not_taken_again_but_the_sixth_is(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    for number in range(6):
        change_password(judge, f"Blue-river-{number}", at=AT + timedelta(minutes=number))
    # Now: river-5; before it river-4 … river-0, which are five; before them the first one.
    for number in range(6):
        with pytest.raises(ValidationError):
            change_password(judge, f"Blue-river-{number}", at=AT + timedelta(hours=1))
    change_password(judge, PASSWORD, at=AT + timedelta(hours=2))
    assert judge.check_password(PASSWORD)


def test_a_first_password_is_for_one_use_and_never_stored_in_clear(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    password = reset_password(judge)
    assert judge.check_password(password)
    assert judge.must_change_password
    assert password not in judge.password


def test_first_passwords_differ(desk: Desk) -> None:
    assert len({reset_password(desk.accounts["judge"]) for _ in range(5)}) == 5


def test_a_password_ages_on_the_ninetieth_day(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    change_password(judge, "Blue-river-9", at=AT)
    assert not password_is_old(judge, AT + timedelta(days=90, seconds=-1))
    assert password_is_old(judge, AT + timedelta(days=90))


def test_a_name_is_taken_once(desk: Desk) -> None:
    with pytest.raises(StateError) as caught:
        make_account(login="judge", person=desk.accounts["clerk"].person, at=AT)
    assert caught.value.code == "account.login_taken"
