"""The small court of the desk's tests and its cast, one account a role, in every test anew.

`desk` puts the cast into the records and the shared sample store behind the pages;
`client_of(name)` is a browser in which one of the cast is logged in (administrators with their
second factor).
Suites import both in their conftest. The log refuses deletion, so no test here may ask for
`transaction=True`; `django_capture_on_commit_callbacks` runs what waits for the commit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from tests.sample_store import SampleStore, shared_store
from tuobo.core.clock import now
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.organisation.models import Person, Posting, Unit

COURT, HIGHER, NEIGHBOUR = "辽9901", "辽99", "辽9902"
DIVISIONS = (
    "立案庭", "刑事审判庭", "民事审判第一庭", "民事审判第二庭", "行政审判庭", "审判监督庭",
    "执行局", "第一人民法庭", "第二人民法庭",
)  # fmt: skip
CIVIL_1, CIVIL_2 = "民事审判第一庭", "民事审判第二庭"
PASSWORD = "Right-horse-7"
SINCE = date(2022, 10, 1)
MADE_AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
SECRET = "3132333435363738393031323334353637383930"
FACTOR_KEY = b"thirty-two bytes that seal codes"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the cast; `unit` is a division's name or a court's code, where the role is held.

    case_name  as the case system knows the person, who then has rows in the sample's facts
    """

    role: str
    person: str
    unit: str = COURT
    case_name: str = ""
    post: str = ""


CAST: dict[str, Part] = {
    "president": Part(role="president", person="院长01", case_name="院长01", post="president"),
    "trial_management": Part(role="trial_management", person="审管办经办人"),
    "division_head": Part(
        role="division_head", person="法官丙01", unit=CIVIL_1, case_name="法官丙01",
        post="division_head",
    ),
    "judge": Part(
        role="judge", person="法官丙02", unit=CIVIL_1, case_name="法官丙02", post="judge"
    ),
    "colleague": Part(
        role="judge", person="法官丙03", unit=CIVIL_1, case_name="法官丙03", post="judge"
    ),
    "outsider": Part(
        role="judge", person="法官丁02", unit=CIVIL_2, case_name="法官丁02", post="judge"
    ),
    "clerk": Part(
        role="clerk", person="书记员02", unit=CIVIL_1, case_name="书记员02", post="clerk"
    ),
    "party_office": Part(role="party_office", person="机关党委经办人"),
    "service_centre": Part(role="service_centre", person="诉讼服务中心经办人"),
    "observer": Part(role="observer", person="中院指导人员", unit=HIGHER),
    "system_administrator": Part(role="system_administrator", person="系统管理员"),
    "security_administrator": Part(role="security_administrator", person="安全管理员"),
    "audit_administrator": Part(role="audit_administrator", person="审计管理员"),
    "nobody": Part(role="", person="无角色人员"),
}  # fmt: skip
"""Login → part; the login of each is its key. `nobody` is logged in and holds no role."""
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")

ClientOf: TypeAlias = Callable[[str], Client]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the cast works in: the sample's store and the records of the small court."""

    store: SampleStore
    court: Unit
    higher: Unit
    divisions: dict[str, Unit]
    accounts: dict[str, Account]


@pytest.fixture
def desk(db: None, settings: Settings) -> Desk:
    """The small court; its store is shared by all tests, which therefore must not write to it."""
    store = shared_store()
    settings.TUOBO_STORE = store.folder / "store"
    settings.SECOND_FACTOR_KEYS = (FACTOR_KEY,)
    return make_cast(store)


@pytest.fixture
def client_of(desk: Desk) -> ClientOf:
    """Logged-in browsers of the cast: `client_of("judge").get("/")`."""

    def client(name: str) -> Client:
        browser = Client()
        log_in(browser, desk.accounts[name])
        return browser

    return client


def log_in(browser: Client, account: Account) -> None:
    """Without the form; an administrator has shown the second factor."""
    browser.force_login(account, "django.contrib.auth.backends.ModelBackend")
    device = TOTPDevice.objects.filter(user=account, confirmed=True).first()
    if device is not None:
        session = browser.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()


def make_cast(store: SampleStore) -> Desk:
    """Few statements, as every test makes its court anew."""
    higher = Unit.objects.create(
        kind="court", code=HIGHER, name="恒安市中级人民法院（虚构样本）", level="intermediate"
    )
    court = Unit.objects.create(
        kind="court", code=COURT, name=store.court.name, level="basic", parent=higher
    )
    Unit.objects.create(
        kind="court", code=NEIGHBOUR, name="永宁区人民法院（虚构样本）", level="basic",
        parent=higher, position=1,
    )  # fmt: skip
    divisions = Unit.objects.bulk_create(
        Unit(kind="division", code=name, name=name, parent=court, position=number)
        for number, name in enumerate(DIVISIONS)
    )
    units = {COURT: court, HIGHER: higher, **{one.name: one for one in divisions}}
    people = _people(units)
    accounts = _accounts(people)
    Grant.objects.bulk_create(
        Grant(
            account=accounts[name], role=part.role, unit=units[part.unit], starts_on=SINCE,
            given_by="system",
        )
        for name, part in CAST.items() if part.role
    )  # fmt: skip
    TOTPDevice.objects.bulk_create(
        TOTPDevice(user=accounts[name], name="totp", key=SECRET, confirmed=True)
        for name in ADMINISTRATORS
    )
    return Desk(
        store=store, court=court, higher=higher,
        divisions={one.name: one for one in divisions}, accounts=accounts,
    )  # fmt: skip


def _people(units: dict[str, Unit]) -> dict[str, Person]:
    made = Person.objects.bulk_create(
        Person(
            court=units[HIGHER if part.unit == HIGHER else COURT], number=part.person,
            name=part.person, case_name=part.case_name,
        )
        for part in CAST.values()
    )  # fmt: skip
    people = dict(zip(CAST, made, strict=True))
    Posting.objects.bulk_create(
        Posting(person=people[name], unit=units[part.unit], post=part.post, starts_on=SINCE)
        for name, part in CAST.items()
        if part.post
    )
    return people


def _accounts(people: dict[str, Person]) -> dict[str, Account]:
    hashed = make_password(PASSWORD)
    made = Account.objects.bulk_create(
        Account(
            login=name, person=person, password=hashed, must_change_password=False,
            password_changed_at=now(), created_at=MADE_AT,
            second_factor_since=MADE_AT if name in ADMINISTRATORS else None,
        )
        for name, person in people.items()
    )  # fmt: skip
    return dict(zip(people, made, strict=True))
