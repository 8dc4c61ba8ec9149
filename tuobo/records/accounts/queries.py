"""Reads of accounts: who somebody is, and as whom the policy sees them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from tuobo.engines.rights import Holding, Policy, Role, Viewer
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.organisation.models import Unit
from tuobo.records.organisation.queries import courts_below


@dataclass(frozen=True, kw_only=True)
class Identity:
    """An account as pages know it."""

    id: int
    login: str
    person_id: int
    person: str
    court: str
    court_name: str
    locale: str
    must_change_password: bool
    previous_login: datetime | None
    second_factor_since: datetime | None


def identity_of(account: Account) -> Identity:
    return Identity(
        id=account.pk,
        login=account.login,
        person_id=account.person_id,
        person=account.person.name,
        court=account.person.court.code,
        court_name=account.person.court.name,
        locale=account.locale,
        must_change_password=account.must_change_password,
        previous_login=account.previous_login,
        second_factor_since=account.second_factor_since,
    )


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """Somebody else's account, with their view of the desk."""

    login: str
    person: str
    court: str
    units: tuple[str, ...]
    viewer: Viewer


def grants_on(account: Account, day: date) -> list[Grant]:
    """The roles that an account holds on a day."""
    return list(_on(day).filter(account=account))


def viewer_of(account: Account, day: date) -> Viewer:
    """The account with its roles on a day, as the policy asks for it."""
    return _viewer(account, grants_on(account, day), _Below())


def everybody(day: date) -> tuple[Somebody, ...]:
    """All accounts that are let in, with their view on a day; few statements for all of them."""
    grants: dict[int, list[Grant]] = {}
    for grant in _on(day):
        grants.setdefault(grant.account_id, []).append(grant)
    below = _Below()
    return tuple(
        Somebody(
            login=account.login,
            person=account.person.name,
            court=account.person.court.name,
            units=tuple(one.unit.name for one in grants.get(account.pk, ())),
            viewer=_viewer(account, grants.get(account.pk, []), below),
        )
        for account in Account.objects.filter(is_active=True).order_by("person__number")
    )


def password_is_old(account: Account, at: datetime) -> bool:
    """Whether the password has reached the age at which it must be changed."""
    changed = account.password_changed_at
    return changed is not None and at - changed >= timedelta(days=settings.PASSWORD_MOST_DAYS)


def account_of(login: str) -> Account | None:
    return Account.objects.filter(login=login, is_active=True).first()


def is_same_person(account: Account, login: str) -> bool:
    """Whether a login is of the person that an account is of, also by another account."""
    return Account.objects.filter(login=login, person_id=account.person_id).exists()


class _Below:
    """The courts below a court, looked up once a court."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[str, ...]] = {}

    def __call__(self, unit: Unit) -> tuple[str, ...]:
        if unit.pk not in self._found:
            self._found[unit.pk] = courts_below(unit)
        return self._found[unit.pk]


def _on(day: date) -> QuerySet[Grant]:
    open_ends = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    return Grant.objects.filter(open_ends, starts_on__lte=day).select_related("unit__parent")


def _viewer(account: Account, grants: list[Grant], below: _Below) -> Viewer:
    policy = Policy.of(settings.TUOBO_CONTENT)
    return Viewer(
        account=account.login,
        judge=account.person.case_name,
        # A role that the content has no longer gives nothing.
        holdings=tuple(
            _holding(one, policy.roles[one.role], below)
            for one in grants
            if one.role in policy.roles
        ),
    )


def _holding(grant: Grant, role: Role, below: _Below) -> Holding:
    unit = grant.unit
    return Holding(
        role=grant.role,
        court=unit.court_code,
        division=unit.division_name,
        below=below(unit) if "below" in role.grants else (),
    )
