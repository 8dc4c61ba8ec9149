"""Writes of accounts: made, given a role, given a new password. Each asks who acts and when.

Rights are checked by whoever calls (operations), as installing an empty desk has nobody to ask.
Nothing here writes the audit log, which stands above: operations do both in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.crypto import get_random_string

from tuobo.core.errors import StateError
from tuobo.engines.rights import Policy
from tuobo.records.accounts.models import Account, ApiKey, Grant, PastPassword
from tuobo.records.organisation.models import Person, Unit

_UNMISTAKABLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 12


def make_account(*, login: str, person: Person, at: datetime) -> tuple[Account, str]:
    """A new account with a password for one use; whoever logs in with it must change it."""
    if Account.objects.filter(login=login).exists():
        raise StateError("account.login_taken", login=login)
    account = Account(login=login, person=person, created_at=at)
    return account, reset_password(account)


def reset_password(account: Account) -> str:
    """A new password for one use, told once and never stored in clear."""
    password = f"{get_random_string(_LENGTH, _UNMISTAKABLE)}-{get_random_string(2, '23456789')}"
    account.set_password(password)
    account.must_change_password = True
    account.password_changed_at = None
    account.save()
    _end_keys(account)
    return password


def change_password(account: Account, password: str, *, at: datetime) -> None:
    """The owner's own new password; raises ValidationError for one that the rules refuse."""
    validate_password(password, account)
    PastPassword.objects.create(account=account, password=account.password, replaced_at=at)
    account.set_password(password)
    account.must_change_password = False
    account.password_changed_at = at
    account.save()


def remember_login(account: Account) -> None:
    """Keeps when the account was entered before, which is shown after entry."""
    account.previous_login = account.last_login
    account.save(update_fields=["previous_login"])


def keep_language(account: Account, lang: str) -> None:
    account.locale = lang
    account.save(update_fields=["locale"])


def set_active(account: Account, *, is_active: bool) -> None:
    """Lets an account in, or no longer; its sessions end with the next page, its keys at once."""
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    if not is_active:
        _end_keys(account)


@dataclass(frozen=True, kw_only=True)
class Giving:
    """A role to be given: what, where, from which day on, until which (excluded), by whom."""

    role: str
    unit: Unit
    starts_on: date
    ends_on: date | None = None
    by: str


def give_role(account: Account, giving: Giving) -> Grant:
    """A role from a day on. StateError for a role that does not fit the unit, that is held there
    already, or that excludes one that the person holds at that time in any of their accounts.

    Call it in a transaction: the person's row is held, so that two cannot give at once.
    """
    Person.objects.select_for_update().get(pk=account.person_id)
    policy = Policy.of(settings.TUOBO_CONTENT)
    kind = policy.unit_kind_of(giving.role)
    if kind and giving.unit.kind != kind:
        raise StateError(f"account.role_at_{kind}", field="unit", unit=giving.unit.name)
    held = _held_then(account, giving)
    if any(
        (one.account_id, one.role, one.unit_id) == (account.pk, giving.role, giving.unit.pk)
        for one in held
    ):
        raise StateError("account.role_held", field="role", unit=giving.unit.name)
    clash = policy.combines_badly([*(one.role for one in held), giving.role])
    if clash:
        one, other = (policy.roles[name].names for name in clash)
        raise StateError(
            "account.roles_separated",
            field="role", one=one.zh, one_en=one.en, other=other.zh, other_en=other.en,
        )  # fmt: skip
    return Grant.objects.create(
        account=account, role=giving.role, unit=giving.unit, starts_on=giving.starts_on,
        ends_on=giving.ends_on, given_by=giving.by,
    )  # fmt: skip


def take_role(grant: Grant, *, on: date) -> None:
    """The role is held until that day (excluded)."""
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])


def _end_keys(account: Account) -> None:
    """Neither a reset nor a return brings back what a program was let in by before."""
    ApiKey.objects.filter(account=account, ended_at=None).update(ended_at=Now())


def _held_then(account: Account, giving: Giving) -> list[Grant]:
    """The roles of the person, in any account, at some time of the giving."""
    held = Grant.objects.filter(account__person_id=account.person_id)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=giving.starts_on))
    if giving.ends_on is not None:
        held = held.filter(starts_on__lt=giving.ends_on)
    return list(held)
