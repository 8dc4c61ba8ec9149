"""Writes of accounts: made, given a role, given a new password. Each asks who acts and when.

Rights are checked by whoever calls (operations), as installing an empty desk has nobody to ask.
Nothing here writes the audit log, which stands above: operations do both in one transaction.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.crypto import get_random_string

from tuobo.core.errors import StateError
from tuobo.engines.rights import Policy
from tuobo.records.accounts.models import Account, Grant, PastPassword
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
    return password


def change_password(account: Account, password: str, *, at: datetime) -> None:
    """The owner's own new password; raises ValidationError for one that the rules refuse."""
    validate_password(password, account)
    PastPassword.objects.create(account=account, password=account.password, replaced_at=at)
    account.set_password(password)
    account.must_change_password = False
    account.password_changed_at = at
    account.save()


def give_role(account: Account, role: str, unit: Unit, *, on: date, by: str) -> Grant:
    """A role from a day on; StateError if the person holds one that excludes it, in any account."""
    policy = Policy.of(settings.TUOBO_CONTENT)
    held = Grant.objects.filter(account__person=account.person, ends_on__isnull=True)
    roles = list(held.values_list("role", flat=True))
    clash = policy.combines_badly([*roles, role])
    if clash:
        names = [policy.roles[one].names.zh for one in clash]
        raise StateError("account.roles_separated", one=names[0], other=names[1])
    return Grant.objects.create(account=account, role=role, unit=unit, starts_on=on, given_by=by)


def take_role(grant: Grant, *, on: date) -> None:
    """The role is held until that day (excluded)."""
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
