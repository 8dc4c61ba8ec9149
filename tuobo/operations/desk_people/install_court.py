"""The first installation of a real court: the court, and one account for each administrator.

All else (units, people, accounts, roles) is done in the desk by those three, each their part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tuobo.core.case_number import CaseNumbers
from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import RequestError, StateError
from tuobo.operations.desk_people.keep_accounts import FirstPassword
from tuobo.operations.desk_people.sign_in import unlock
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.actions import Giving, give_role, make_account, reset_password
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.second_factor import drop_enrolment, forget_second_factor
from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.actions import keep_court, keep_person
from tuobo.records.organisation.models import Unit
from tuobo.records.organisation.registers import LEVELS

ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,39}")


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """An administrator to be: the name of the account and of the person."""

    login: str
    person: str


@transaction.atomic
def install_court(
    workspace: Workspace,
    code: str,
    name: str,
    level: str,
    newcomers: Mapping[str, Newcomer],
    *,
    at: datetime,
) -> tuple[FirstPassword, ...]:
    """The court with an account for each of ADMINISTRATORS, in that order; passwords told once."""
    _check(workspace, code, newcomers)
    if level not in LEVELS:
        raise RequestError("desk.level", found=level, known="、".join(LEVELS))
    court = keep_court(code, name, level=level)
    workspace.name_court(code, name)
    told = tuple(_install(role, newcomers[role], court, at) for role in ADMINISTRATORS)
    record("desk.installed", actor=Actor.SYSTEM, at=at, subject=name)
    return told


@transaction.atomic
def recover_account(login: str, *, at: datetime) -> FirstPassword:
    """For whoever runs the server, when no administrator can help: a new first password, and a
    second factor to be set up anew. The log tells of it.
    """
    account = Account.objects.filter(login=login).first()
    if account is None:
        raise RequestError("account.unknown", login=login)
    password = reset_password(account)
    forget_second_factor(account)
    drop_enrolment(account)
    unlock(login)
    record("account.recovered", actor=Actor.SYSTEM, at=at, subject=login)
    return FirstPassword(login=login, person=account.person.name, password=password)


def _install(role: str, one: Newcomer, court: Unit, at: datetime) -> FirstPassword:
    person = keep_person(court, number=one.login, name=one.person)
    account, password = make_account(login=one.login, person=person, at=at)
    day = at.astimezone(COURT_TIME).date()
    by = Actor.SYSTEM.account
    give_role(account, Giving(role=role, unit=court, starts_on=day, by=by))
    record("account.created", actor=Actor.SYSTEM, at=at, subject=one.login)
    record("grant.given", actor=Actor.SYSTEM, at=at, subject=one.login, role=role, unit=court.name)
    return FirstPassword(login=one.login, person=one.person, password=password)


def _check(workspace: Workspace, code: str, newcomers: Mapping[str, Newcomer]) -> None:
    if Account.objects.exists():
        raise StateError("desk.installed_already")
    form = CaseNumbers.of(workspace.vocabularies).court_form
    if not re.fullmatch(form, code):
        raise RequestError("desk.court_code", found=code)
    for one in newcomers.values():
        if not _LOGIN.fullmatch(one.login):
            raise RequestError("desk.login_form", found=one.login)
    for names in (
        {one.login for one in newcomers.values()},
        {n.person for n in newcomers.values()},
    ):
        if len(names) < len(ADMINISTRATORS):
            raise RequestError("desk.three_people")
