"""The second factor of an account: time-based codes (RFC 6238) by django-otp.

An administrator's factor is set up with a code from the security administrator, so that whoever
makes the account and knows its first password cannot become that administrator alone.
"""

from __future__ import annotations

from base64 import b32encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from os import urandom

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import get_random_string

from tuobo.core.errors import StateError
from tuobo.records.accounts.models import Account, SealedDevice
from tuobo.records.accounts.sealing import is_sealed_anew, sealed

_CODE_LENGTH = 8
_UNMISTAKABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_NAME = "totp"
_SECRET_BYTES = 20


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What an authenticator takes: as an address for a QR picture, and to be typed."""

    address: str
    typed: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What became of a code: the device that it is of, or until when no code is taken."""

    device: SealedDevice | None
    locked_until: datetime | None = None


def new_secret(account: Account) -> Secret:
    """The secret to be confirmed, the same until then. StateError if a factor is set already."""
    if account.second_factor_since is not None:
        raise StateError("second_factor.set_already")
    secret = sealed(urandom(_SECRET_BYTES), account.pk)
    device, _ = SealedDevice.objects.get_or_create(
        user=account, confirmed=False, name=_NAME, defaults={"key": secret}
    )
    typed = b32encode(device.bin_key).decode()
    groups = [typed[start : start + 4] for start in range(0, len(typed), 4)]
    return Secret(address=device.config_url, typed=" ".join(groups))


def confirm_secret(account: Account, code: str, *, at: datetime) -> Shown:
    """Confirms the secret with a code of it; from now on it is asked for."""
    device = SealedDevice.objects.filter(user=account, confirmed=False, name=_NAME).first()
    if device is None or account.second_factor_since is not None:
        raise StateError("second_factor.set_already")
    shown = _verdict(device, code)
    if shown.device is not None:
        device.confirmed = True
        device.save()
        account.second_factor_since = at
        account.enrolment_hash = ""
        account.save(update_fields=["second_factor_since", "enrolment_hash"])
    return shown


def show_code(account: Account, code: str) -> Shown:
    """Takes a code of the confirmed factor; each code once, failures slow the next one down."""
    device = SealedDevice.objects.filter(user=account, confirmed=True).first()
    return Shown(device=None) if device is None else _verdict(device, code)


def forget_second_factor(account: Account) -> None:
    """Takes the factor away, so that another can be set up."""
    SealedDevice.objects.filter(user=account).delete()
    account.second_factor_since = None
    account.save(update_fields=["second_factor_since"])


@transaction.atomic
def seal_all() -> int:
    """Seals by the newest key what is not; how many were. What no key opens stays as it is."""
    done = 0
    for device in SealedDevice.objects.select_for_update():
        if is_sealed_anew(device.key, device.user_id):
            continue
        with suppress(StateError):
            device.key = sealed(device.bin_key, device.user_id)
            device.save(update_fields=["key"])
            done += 1
    return done


def new_enrolment_code(account: Account) -> str:
    """The code without which the account sets up no second factor; told once, kept as a hash."""
    code = get_random_string(_CODE_LENGTH, _UNMISTAKABLE)
    account.enrolment_hash = make_password(code)
    account.save(update_fields=["enrolment_hash"])
    return code


def drop_enrolment(account: Account) -> None:
    """No code is asked for any more when a second factor is set up."""
    account.enrolment_hash = ""
    account.save(update_fields=["enrolment_hash"])


def enrolment_fits(account: Account, code: str) -> bool:
    """Whether the code is the account's; always so where none is asked for."""
    return not account.enrolment_hash or check_password(
        code.strip().upper(), account.enrolment_hash
    )


def _verdict(device: SealedDevice, code: str) -> Shown:
    allowed, told = device.verify_is_allowed()
    if not allowed:
        return Shown(device=None, locked_until=(told or {}).get("locked_until"))
    return Shown(device=device if device.verify_token("".join(code.split())) else None)
