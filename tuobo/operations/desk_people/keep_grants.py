"""What the security administrator does: give a role from a day on, take it back on a day.

Nothing is dated back, as the table of rights must say of any past day what held then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import StateError
from tuobo.engines.rights import Policy
from tuobo.operations.desk_people.second_factor import is_administrator
from tuobo.records.accounts.actions import Giving, give_role, take_role
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.queries import is_same_person
from tuobo.records.accounts.second_factor import forget_second_factor, new_enrolment_code
from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The role that is to be given: where, from which day on, until which (excluded)."""

    role: str
    unit: Unit
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def give(account: Account, asked: Asked, *, at: datetime, actor: Actor) -> str:
    """Gives a role; of an administrator's role the code to set up a second factor, told once."""
    if asked.starts_on < _day(at):
        raise StateError("account.role_in_past", field="starts_on")
    if asked.ends_on is not None and asked.ends_on <= asked.starts_on:
        raise StateError("account.role_ends_before", field="ends_on")
    if is_same_person(account, actor.account):
        raise StateError("account.not_oneself")
    was_administrator = is_administrator(account.login)
    giving = Giving(
        role=asked.role, unit=asked.unit, starts_on=asked.starts_on, ends_on=asked.ends_on,
        by=actor.account,
    )  # fmt: skip
    give_role(account, giving)
    record(
        "grant.given", actor=actor, at=at, subject=account.login, role=asked.role,
        unit=asked.unit.name, starts_on=str(asked.starts_on),
    )  # fmt: skip
    role = Policy.of(settings.TUOBO_CONTENT).roles[asked.role]
    if not role.second_factor or was_administrator:
        return ""
    # Whoever made the account may know a factor that was set before: a new one must be set up.
    forget_second_factor(account)
    return new_enrolment_code(account)


@transaction.atomic
def take(grant: Grant, *, on: date, at: datetime, actor: Actor) -> None:
    """Takes a role back: it is held until that day (excluded)."""
    if on < _day(at):
        raise StateError("account.role_in_past", field="ends_on")
    take_role(grant, on=on)
    record(
        "grant.ended", actor=actor, at=at, subject=grant.account.login, role=grant.role,
        unit=grant.unit.name, ends_on=str(grant.ends_on),
    )  # fmt: skip


def _day(at: datetime) -> date:
    return at.astimezone(COURT_TIME).date()
