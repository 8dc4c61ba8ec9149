"""Codes of the second factor: confirmed once, each taken once, slowed down by failures."""

from __future__ import annotations

from base64 import b32decode
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.desk_cast import Desk
from tuobo.core.errors import StateError
from tuobo.records.accounts.models import SealedDevice
from tuobo.records.accounts.second_factor import (
    confirm_secret,
    enrolment_fits,
    forget_second_factor,
    new_enrolment_code,
    new_secret,
    show_code,
)

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)


def _code(typed: str, *, steps: int = 0) -> str:
    """The code that an authenticator shows, some steps of 30 seconds from now."""
    totp = TOTP(b32decode(typed.replace(" ", "")), drift=steps)
    return str(totp.token()).zfill(6)


def test_a_secret_stays_the_same_until_it_is_confirmed(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    first, second = new_secret(judge), new_secret(judge)
    assert first == second
    assert first.address.startswith("otpauth://totp/")
    assert TOTPDevice.objects.filter(user=judge).count() == 1


def test_a_secret_is_confirmed_by_its_code_and_asked_for_from_then_on(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    typed = new_secret(judge).typed
    assert confirm_secret(judge, "000000", at=AT).device is None
    assert judge.second_factor_since is None
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert confirm_secret(judge, f" {_code(typed)[:3]} {_code(typed)[3:]}", at=AT).device
    assert judge.second_factor_since == AT
    with pytest.raises(StateError) as caught:
        new_secret(judge)
    assert caught.value.code == "second_factor.set_already"


def test_a_code_is_taken_once(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    typed = new_secret(judge).typed
    code = _code(typed)
    confirm_secret(judge, code, at=AT)
    assert show_code(judge, code).device is None


def test_failures_slow_the_next_attempt_down(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    typed = new_secret(judge).typed
    confirm_secret(judge, _code(typed), at=AT)
    assert show_code(judge, "000000").locked_until is None
    told = show_code(judge, _code(typed, steps=1))
    assert told.device is None, "even the right code has to wait"
    assert told.locked_until is not None


def test_without_a_factor_no_code_is_right(desk: Desk) -> None:
    with patch.object(SealedDevice, "verify_token", side_effect=AssertionError):
        assert show_code(desk.accounts["judge"], "123456").device is None


def test_a_factor_that_was_taken_away_is_set_up_with_another_secret(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    first = new_secret(judge).typed
    confirm_secret(judge, _code(first), at=AT)
    forget_second_factor(judge)
    assert judge.second_factor_since is None
    assert new_secret(judge).typed != first


def test_an_enrolment_code_is_asked_for_only_where_one_was_given(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    assert enrolment_fits(judge, "")
    code = new_enrolment_code(judge)
    assert code not in judge.enrolment_hash
    assert enrolment_fits(judge, f" {code.lower()} ")
    assert not enrolment_fits(judge, "")
    assert not enrolment_fits(judge, "AAAAAAAA")
