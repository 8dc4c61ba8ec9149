"""Setting up, showing and taking away a second factor, with its audit events.

Two people are needed to let an administrator in anew: the system administrator resets the password,
the security administrator the second factor. So neither can become the other.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tuobo.core.errors import StateError
from tuobo.engines.rights import Policy
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import is_same_person
from tuobo.records.accounts.registers import all_grants_of
from tuobo.records.accounts.second_factor import (
    Shown,
    confirm_secret,
    enrolment_fits,
    forget_second_factor,
    new_enrolment_code,
    show_code,
)
from tuobo.records.audit.actions import Actor, record


@transaction.atomic
def set_up_second_factor(
    account: Account, code: str, *, enrolment: str, at: datetime, actor: Actor
) -> Shown:
    """Confirms the secret that was shown. StateError for a wrong code of the security office."""
    if not enrolment_fits(account, enrolment):
        raise StateError("second_factor.enrolment_wrong", field="enrolment")
    shown = confirm_secret(account, code, at=at)
    if shown.device is not None:
        record("account.second_factor_set", actor=actor, at=at, subject=account.login)
    return shown


@transaction.atomic
def show_second_factor(account: Account, code: str, *, at: datetime, actor: Actor) -> Shown:
    """Takes a code at log-in; a wrong one is told in the log."""
    shown = show_code(account, code)
    if shown.device is None:
        kind = "account.second_factor_refused"
        record(kind, actor=actor, at=at, subject=account.login, is_refused=True)
    return shown


@transaction.atomic
def reset_second_factor(account: Account, *, at: datetime, actor: Actor) -> None:
    """By the system administrator, for whoever is no administrator."""
    if is_administrator(account.login):
        raise StateError("second_factor.of_administrator", login=account.login)
    _reset(account, at=at, actor=actor)


@transaction.atomic
def reset_administrators_factor(account: Account, *, at: datetime, actor: Actor) -> str:
    """By the security administrator, for another administrator; the code to set up a new one."""
    if not is_administrator(account.login):
        raise StateError("second_factor.not_of_administrator", login=account.login)
    if is_same_person(account, actor.account):
        raise StateError("account.not_oneself")
    _reset(account, at=at, actor=actor)
    return new_enrolment_code(account)


def is_administrator(login: str) -> bool:
    """Whether an account holds, or will hold, a role for which a second factor is obligatory."""
    roles = Policy.of(settings.TUOBO_CONTENT).roles
    return any(one.role in roles and roles[one.role].second_factor for one in all_grants_of(login))


def _reset(account: Account, *, at: datetime, actor: Actor) -> None:
    forget_second_factor(account)
    record("account.second_factor_reset", actor=actor, at=at, subject=account.login)
