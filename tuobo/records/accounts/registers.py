"""What the administration reads of accounts: the list, who is idle or has left, who holds what.

Only whoever holds `accounts.manage`, `grants.manage` or `rights.export` comes here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from tuobo.engines.rights import Policy
from tuobo.records.accounts.models import Account, Grant


class Standing(StrEnum):
    """How an account stands; a list may ask for one."""

    IN_USE = "in_use"
    NEW = "new"
    DISABLED = "disabled"
    IDLE = "idle"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """An account in the list."""

    login: str
    person_id: int
    person: str
    number: str
    court: str
    standing: Standing
    last_login: datetime | None
    left_on: date | None
    second_factor_since: datetime | None


@dataclass(frozen=True, kw_only=True)
class Held:
    """A role that somebody holds, as the table of rights tells it."""

    id: int
    login: str
    person: str
    number: str
    role: str
    unit: str
    court: str
    starts_on: date
    ends_on: date | None
    given_by: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When a list is asked for; accounts not entered since `idle_since` are idle."""

    on: date
    idle_since: datetime


@dataclass(frozen=True, kw_only=True)
class AccountsAsked:
    """Which accounts: by words in login, name or number, and how they stand at a moment."""

    moment: Moment
    text: str = ""
    standing: Standing | None = None


def count_accounts(asked: AccountsAsked) -> int:
    return _accounts(asked).count()


def accounts(asked: AccountsAsked, *, offset: int = 0, size: int) -> tuple[AccountLine, ...]:
    """A stretch of the accounts. One statement."""
    found = _accounts(asked).order_by("login")[offset : offset + size]
    return tuple(_line(one, asked.moment) for one in found)


def accounts_without_role(moment: Moment) -> tuple[AccountLine, ...]:
    """Accounts that are let in and hold no role: they see nothing yet."""
    ended = Q(ends_on__isnull=False, ends_on__lte=moment.on)
    holding = Grant.objects.exclude(ended).values("account_id")
    found = Account.objects.filter(is_active=True).exclude(pk__in=holding)
    return tuple(_line(one, moment) for one in found)


def account_named(login: str) -> Account | None:
    """The account of a name, also one that lets nobody in."""
    return Account.objects.filter(login=login).first()


def account_line(login: str, moment: Moment) -> AccountLine | None:
    """The account of a name as the list shows it."""
    account = account_named(login)
    return _line(account, moment) if account else None


def accounts_of_person(person_id: int, moment: Moment) -> tuple[AccountLine, ...]:
    """All accounts of a person."""
    return tuple(_line(one, moment) for one in Account.objects.filter(person_id=person_id))


def holders(on: date, *, text: str = "", role: str = "", login: str = "") -> tuple[Held, ...]:
    """Who holds which role where on a day, in the order of role, court, unit. One statement."""
    found = Grant.objects.filter(starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    return _held(found, text=text, role=role, login=login)


def all_grants_of(login: str) -> tuple[Held, ...]:
    """The roles that an account holds, held or will hold."""
    return _held(Grant.objects.all(), login=login)


def grant_of(grant_id: int) -> Grant | None:
    found = Grant.objects.select_related("account__person", "unit")
    return found.filter(pk=grant_id).first()


def _held(
    found: QuerySet[Grant], *, text: str = "", role: str = "", login: str = ""
) -> tuple[Held, ...]:
    if role:
        found = found.filter(role=role)
    if login:
        found = found.filter(account__login=login)
    for word in text.split():
        is_person = Q(account__person__name__icontains=word) | Q(account__login__icontains=word)
        found = found.filter(is_person | Q(unit__name__icontains=word))
    ordered = found.select_related("account__person", "unit__parent").order_by(
        "unit__position", "unit_id", "account__login", "starts_on"
    )
    # Roles stand in the order of the content; one that it has no longer stands last.
    places = {role: place for place, role in enumerate(Policy.of(settings.TUOBO_CONTENT).roles)}
    held = sorted(ordered, key=lambda one: places.get(one.role, len(places)))
    return tuple(map(_told, held))


def _accounts(asked: AccountsAsked) -> QuerySet[Account]:
    found = Account.objects.all()
    for word in asked.text.split():
        is_person = Q(person__name__icontains=word) | Q(person__number__icontains=word)
        found = found.filter(Q(login__icontains=word) | is_person)
    return _standing(found, asked.standing, asked.moment) if asked.standing else found


def _standing(found: QuerySet[Account], standing: Standing, moment: Moment) -> QuerySet[Account]:
    """Those that stand so: the first that holds of disabled, left, idle, new, in use."""
    if standing is Standing.DISABLED:
        return found.filter(is_active=False)
    active = found.filter(is_active=True)
    has_left = Q(person__ends_on__lt=moment.on)
    if standing is Standing.LEFT:
        return active.filter(has_left)
    used = active.exclude(has_left).alias(used_at=Coalesce(F("last_login"), F("created_at")))
    if standing is Standing.IDLE:
        return used.filter(used_at__lt=moment.idle_since)
    never = standing is Standing.NEW
    return used.filter(used_at__gte=moment.idle_since, last_login__isnull=never)


def _line(account: Account, moment: Moment) -> AccountLine:
    person = account.person
    return AccountLine(
        login=account.login, person_id=person.pk, person=person.name, number=person.number,
        court=person.court.name, standing=_stands(account, moment),
        last_login=account.last_login, left_on=person.ends_on,
        second_factor_since=account.second_factor_since,
    )  # fmt: skip


def _stands(account: Account, moment: Moment) -> Standing:
    if not account.is_active:
        return Standing.DISABLED
    if account.person.ends_on is not None and account.person.ends_on < moment.on:
        return Standing.LEFT
    if (account.last_login or account.created_at) < moment.idle_since:
        return Standing.IDLE
    return Standing.IN_USE if account.last_login else Standing.NEW


def _told(grant: Grant) -> Held:
    account, unit = grant.account, grant.unit
    return Held(
        id=grant.pk, login=account.login, person=account.person.name,
        number=account.person.number, role=grant.role, unit=unit.name, court=unit.court_code,
        starts_on=grant.starts_on, ends_on=grant.ends_on, given_by=grant.given_by,
        is_active=account.is_active,
    )  # fmt: skip
