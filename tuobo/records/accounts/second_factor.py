"""The second factor of an account: time-based codes (RFC 6238) by django-otp.

An administrator's factor is set up with a code from the security administrator, so that whoever
makes the account and knows its first password cannot become that administrator alone.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import get_random_string
from django_otp.plugins.otp_totp.models import TOTPDevice

from tuobo.core.errors import StateError
from tuobo.records.accounts.models import Account

_CODE_LENGTH = 8
_UNMISTAKABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_NAME = "totp"


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What an authenticator takes: as an address for a QR picture, and to be typed."""

    address: str
    typed: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What became of a code: the device that it is of, or until when no code is taken."""

    device: TOTPDevice | None
    locked_until: datetime | None = None


def new_secret(account: Account) -> Secret:
    """The secret to be confirmed, the same until then. StateError if a factor is set already."""
    if account.second_factor_since is not None:
        raise StateError("second_factor.set_already")
    device, _ = TOTPDevice.objects.get_or_create(user=account, confirmed=False, name=_NAME)
    typed = b32encode(device.bin_key).decode()
    groups = [typed[start : start + 4] for start in range(0, len(typed), 4)]
    return Secret(address=device.config_url, typed=" ".join(groups))


def confirm_secret(account: Account, code: str, *, at: datetime) -> Shown:
    """Confirms the secret with a code of it; from now on it is asked for."""
    device = TOTPDevice.objects.filter(user=account, confirmed=False, name=_NAME).first()
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
    device = TOTPDevice.objects.filter(user=account, confirmed=True).first()
    return Shown(device=None) if device is None else _verdict(device, code)


def forget_second_factor(account: Account) -> None:
    """Takes the factor away, so that another can be set up."""
    TOTPDevice.objects.filter(user=account).delete()
    account.second_factor_since = None
    account.save(update_fields=["second_factor_since"])


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


def _verdict(device: TOTPDevice, code: str) -> Shown:
    allowed, told = device.verify_is_allowed()
    if not allowed:
        return Shown(device=None, locked_until=(told or {}).get("locked_until"))
    return Shown(device=device if device.verify_token("".join(code.split())) else None)
