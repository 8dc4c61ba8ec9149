"""What the system administrator does with accounts: open, close, reopen, a new first password.

A password is told once to whoever acts, who hands it over; it is never stored in clear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import StateError
from tuobo.operations.desk_people.second_factor import is_administrator
from tuobo.operations.desk_people.sign_in import unlock
from tuobo.records.accounts.actions import make_account, reset_password, set_active
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import is_same_person
from tuobo.records.accounts.registers import Moment
from tuobo.records.accounts.second_factor import new_enrolment_code
from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.models import Person


@dataclass(frozen=True, kw_only=True)
class FirstPassword:
    """Told once."""

    login: str
    person: str
    password: str


def moment_of(at: datetime) -> Moment:
    """What is idle, or has left, at an instant."""
    return Moment(
        on=at.astimezone(COURT_TIME).date(),
        idle_since=at - timedelta(days=settings.ACCOUNT_IDLE_DAYS),
    )


@transaction.atomic
def open_account(person: Person, login: str, *, at: datetime, actor: Actor) -> FirstPassword:
    """An account for a person who is still there. StateError if the name is taken."""
    if person.ends_on is not None and person.ends_on < moment_of(at).on:
        raise StateError("account.person_left", field="login", name=person.name)
    account, password = make_account(login=login, person=person, at=at)
    record("account.created", actor=actor, at=at, subject=login)
    return FirstPassword(login=account.login, person=person.name, password=password)


@transaction.atomic
def new_first_password(account: Account, *, at: datetime, actor: Actor) -> FirstPassword:
    """A password for one use instead of the old one, which lets nobody in any more."""
    _not_oneself(account, actor)
    password = reset_password(account)
    unlock(account.login)
    if account.second_factor_since is None and is_administrator(account.login):
        # Nobody is told the code: a new one must come from the security administrator.
        new_enrolment_code(account)
    record("account.password_reset", actor=actor, at=at, subject=account.login)
    return FirstPassword(login=account.login, person=account.person.name, password=password)


@transaction.atomic
def close_accounts(accounts: Iterable[Account], *, at: datetime, actor: Actor) -> int:
    """Accounts that let nobody in any more; how many were closed now."""
    closed = 0
    for account in accounts:
        _not_oneself(account, actor)
        if account.is_active:
            set_active(account, is_active=False)
            record("account.disabled", actor=actor, at=at, subject=account.login)
            closed += 1
    return closed


@transaction.atomic
def reopen_account(account: Account, *, at: datetime, actor: Actor) -> None:
    """Lets the account in again, for a person who is still there."""
    person = account.person
    if person.ends_on is not None and person.ends_on < moment_of(at).on:
        raise StateError("account.person_left", name=person.name)
    set_active(account, is_active=True)
    unlock(account.login)
    record("account.enabled", actor=actor, at=at, subject=account.login)


def _not_oneself(account: Account, actor: Actor) -> None:
    if is_same_person(account, actor.account):
        raise StateError("account.not_oneself")
