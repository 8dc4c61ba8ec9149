"""Secrets of second factors are kept sealed, bound to their account, under keys that can change."""

from __future__ import annotations

from base64 import b32decode
from datetime import UTC, datetime

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from tests.desk_cast import FACTOR_KEY, SECRET, Desk
from tuobo.core.errors import StateError
from tuobo.records.accounts.models import SealedDevice
from tuobo.records.accounts.sealing import opened, sealed
from tuobo.records.accounts.second_factor import (
    confirm_secret,
    forget_second_factor,
    new_secret,
    seal_all,
    show_code,
)

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
OTHER_KEY = b"another key of thirty-two bytes!"


def code_of(secret: bytes) -> str:
    return str(TOTP(secret).token()).zfill(6)


def test_a_new_secret_is_nowhere_in_clear(desk: Desk) -> None:
    judge = desk.accounts["judge"]
    secret = b32decode(new_secret(judge).typed.replace(" ", ""))

    kept = TOTPDevice.objects.get(user=judge).key
    assert len(secret) == 20
    assert secret.hex() not in kept
    assert opened(kept, judge.pk) == secret
    assert confirm_secret(judge, code_of(secret), at=AT).device is not None
    assert TOTPDevice.objects.get(user=judge).key == kept, "confirming keeps it sealed"


def test_what_was_kept_in_clear_is_sealed_once_and_goes_on_working(desk: Desk) -> None:
    """The three administrators of the cast were set up before secrets were sealed."""
    office = desk.accounts["security_administrator"]
    assert TOTPDevice.objects.get(user=office).key == SECRET

    assert (seal_all(), seal_all()) == (3, 0)

    assert SECRET not in TOTPDevice.objects.get(user=office).key
    assert show_code(office, code_of(bytes.fromhex(SECRET))).device is not None


def test_a_key_is_replaced_by_a_newer_one_above_it(desk: Desk, settings: Settings) -> None:
    seal_all()
    before = set(TOTPDevice.objects.values_list("key", flat=True))

    settings.SECOND_FACTOR_KEYS = (OTHER_KEY, FACTOR_KEY)
    assert seal_all() == 3
    settings.SECOND_FACTOR_KEYS = (OTHER_KEY,)

    assert not before & set(TOTPDevice.objects.values_list("key", flat=True))
    assert {one.bin_key.hex() for one in SealedDevice.objects.all()} == {SECRET}


def test_without_the_key_the_factor_can_only_be_reset(desk: Desk, settings: Settings) -> None:
    seal_all()
    office = desk.accounts["security_administrator"]
    settings.SECOND_FACTOR_KEYS = (OTHER_KEY,)

    assert seal_all() == 0, "what no key opens stays as it is"
    with pytest.raises(StateError) as caught:
        show_code(office, "123456")
    assert caught.value.code == "second_factor.key_lost"
    forget_second_factor(office)
    assert new_secret(office).typed


def test_a_secret_is_bound_to_its_account(desk: Desk) -> None:
    kept = sealed(b"x" * 20, desk.accounts["judge"].pk)

    with pytest.raises(StateError):
        opened(kept, desk.accounts["clerk"].pk)
    assert len(kept) <= 80, "the column of django-otp holds so many"


def test_nothing_is_sealed_without_a_key_file(desk: Desk, settings: Settings) -> None:
    settings.SECOND_FACTOR_KEYS = ()

    with pytest.raises(StateError) as caught:
        new_secret(desk.accounts["judge"])
    assert caught.value.code == "second_factor.no_key"
    assert seal_all() == 0
