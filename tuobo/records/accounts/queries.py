"""Reads of accounts: who somebody is, and as whom the policy sees them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from tuobo.engines.rights import Holding, Viewer
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
    )


def grants_on(account: Account, day: date) -> list[Grant]:
    """The roles that an account holds on a day."""
    open_ends = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    found = account.grants.filter(open_ends, starts_on__lte=day)
    return list(found.select_related("unit", "unit__parent"))


def viewer_of(account: Account, day: date) -> Viewer:
    """The account with its roles on a day, as the policy asks for it."""
    return Viewer(
        account=account.login,
        judge=account.person.case_name,
        holdings=tuple(_holding(one) for one in grants_on(account, day)),
    )


def password_is_old(account: Account, at: datetime) -> bool:
    """Whether the password has reached the age at which it must be changed."""
    changed = account.password_changed_at
    return changed is not None and at - changed >= timedelta(days=settings.PASSWORD_MOST_DAYS)


def account_of(login: str) -> Account | None:
    found = Account.objects.select_related("person__court").filter(login=login, is_active=True)
    return found.first()


def _holding(grant: Grant) -> Holding:
    unit = grant.unit
    return Holding(
        role=grant.role,
        court=unit.court_code,
        division=unit.division_name,
        below=courts_below(unit) if unit.kind == Unit.Kind.COURT else (),
    )
