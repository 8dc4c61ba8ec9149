"""The people of the invented court: accounts of different roles with passwords for one use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import NATIONAL, Definition, load_file
from tuobo.operations.desk_people.adopt_staff import adopt_staff
from tuobo.operations.desk_people.keep_units import add_unit
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.actions import Giving, give_role, make_account
from tuobo.records.accounts.models import Account
from tuobo.records.audit.actions import Actor, record
from tuobo.records.organisation.actions import keep_court, keep_person
from tuobo.records.organisation.models import Person, Unit
from tuobo.records.organisation.unit_changes import UnitValues

_COURT, _HIGHER = "court", "higher_court"


class HigherCourt(Definition):
    code: str
    name: str
    level: str


class SamplePerson(Definition):
    """`post` takes the first of the staff with it (of `division`); `own` makes a person."""

    login: str
    role: str
    unit: str
    post: str = ""
    division: str = ""
    own: str = ""


class SampleBranch(Definition):
    code: str
    name: str


class SamplePeople(Definition):
    higher_court: HigherCourt
    branches: tuple[SampleBranch, ...]
    people: tuple[SamplePerson, ...]


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """What is told once to whoever tries the sample."""

    login: str
    role: str
    password: str


@transaction.atomic
def make_sample_people(workspace: Workspace, court: str, at: datetime) -> tuple[Welcome, ...]:
    """Courts, staff and accounts; nothing if the desk has accounts already."""
    if Account.objects.exists():
        return ()
    (asked,) = load_file(NATIONAL / "sample" / "people.yaml", SamplePeople)
    above = asked.higher_court
    higher = keep_court(above.code, above.name, level=above.level)
    own = keep_court(court, workspace.court_name(court), level=Unit.Level.BASIC, parent=higher)
    for position, one in enumerate(asked.branches, start=1):
        branch = UnitValues(
            kind=Unit.Kind.BRANCH, parent_id=own.pk, code=one.code, name=one.name, position=position
        )
        add_unit(branch, at=at, actor=Actor.SYSTEM)
    latest = workspace.snapshots.latest()
    adopt_staff(own, workspace.snapshots.read(latest.number)["staff"].collect())
    return tuple(_welcome(one, own, higher, at) for one in asked.people)


def _welcome(asked: SamplePerson, court: Unit, higher: Unit, at: datetime) -> Welcome:
    home = higher if asked.unit == _HIGHER else court
    person = _person(asked, home)
    account, password = make_account(login=asked.login, person=person, at=at)
    unit = home
    if asked.unit not in {_COURT, _HIGHER}:
        unit = Unit.objects.get(parent=court, kind=Unit.Kind.DIVISION, name=asked.unit)
    day = at.astimezone(COURT_TIME).date()
    give_role(account, Giving(role=asked.role, unit=unit, starts_on=day, by=Actor.SYSTEM.account))
    record("account.created", actor=Actor.SYSTEM, at=at, subject=asked.login)
    record(
        "grant.given",
        actor=Actor.SYSTEM,
        at=at,
        subject=asked.login,
        role=asked.role,
        unit=unit.name,
    )
    return Welcome(login=asked.login, role=asked.role, password=password)


def _person(asked: SamplePerson, home: Unit) -> Person:
    if asked.own:
        return keep_person(home, number=asked.login, name=asked.own)
    found = Person.objects.filter(court=home, postings__post=asked.post)
    if asked.division:
        found = found.filter(postings__unit__name=asked.division)
    return found.order_by("number")[0]
