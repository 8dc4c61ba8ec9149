"""Makes the courts, people and sessions of the bench's desk and prints who they are as JSON.

Eight observers of the court above all others see a million cases; the others see their court,
their division or their own. No two of them ask for the same.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

STORE = Path(sys.argv[1]).resolve()
os.environ["TUOBO_STORE"] = str(STORE)
os.environ["DJANGO_SETTINGS_MODULE"] = "tuobo.config.settings"

from tuobo.config.environment import make_key_file  # noqa: E402 - the store is named first

make_key_file(STORE)

import django  # noqa: E402

django.setup()

import polars as pl  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from tuobo.operations.desk.open_desk import Desk  # noqa: E402
from tuobo.operations.workspace import Workspace  # noqa: E402
from tuobo.records.accounts.models import Account, Grant  # noqa: E402
from tuobo.records.organisation.actions import (  # noqa: E402
    keep_court,
    keep_division,
    keep_person,
)
from tuobo.records.organisation.models import Unit  # noqa: E402

_AT = datetime(2026, 1, 5, tzinfo=UTC)
_ABOVE, _OBSERVERS, _CASES = "国9000", 8, 40
_ROLES = ("president", "trial_management", "division_head", "judge")
_SINCE = date(2020, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody with a session, the place that is theirs, and cases that they may see."""

    role: str
    cookie: str
    court: str
    division: str
    judge: str
    courts: tuple[str, ...]
    cases: tuple[str, ...]


def main() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    desk = Desk(Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT))
    with desk.now() as now:
        cases = now.docket.case.select("case_number", "court", "division", "judge").with_columns(
            pl.col(pl.Enum).cast(pl.String)
        )
        members = _members(cases)
    desk.close()
    print(json.dumps([asdict(one) for one in members], ensure_ascii=False))


def _members(cases: pl.DataFrame) -> list[Member]:
    names = cases["court"].unique(maintain_order=True).to_list()
    above = keep_court(_ABOVE, "虚构上级法院", level=Unit.Level.HIGH)
    for name in names:
        keep_court(name, f"虚构法院 {name}", level=Unit.Level.BASIC, parent=above)
    everywhere = tuple(names)
    observers = [
        _member("observer", above, everywhere, cases.gather_every(len(cases) // _CASES, at * 97))
        for at in range(_OBSERVERS)
    ]
    largest = cases["court"].value_counts(sort=True)["court"][: 3 * len(_ROLES)].to_list()
    return observers + [
        _of_court(_ROLES[at % len(_ROLES)], name, cases.filter(pl.col("court") == name))
        for at, name in enumerate(largest)
    ]


def _of_court(role: str, name: str, cases: pl.DataFrame) -> Member:
    """Somebody of a court; a division head of its first division, a judge with the most cases."""
    court = Unit.objects.get(kind=Unit.Kind.COURT, code=name)
    for at, division in enumerate(cases["division"].unique().sort().to_list()):
        keep_division(court, division, position=at)
    division = cases["division"].value_counts(sort=True)["division"][0]
    if role == "division_head":
        own = cases.filter(pl.col("division") == division)
        return _member(role, court, (), own, division=division)
    if role == "judge":
        judge = cases["judge"].value_counts(sort=True)["judge"][0]
        return _member(role, court, (), cases.filter(pl.col("judge") == judge), judge=judge)
    return _member(role, court, (name,), cases)


def _member(
    role: str,
    court: Unit,
    courts: tuple[str, ...],
    cases: pl.DataFrame,
    *,
    division: str = "",
    judge: str = "",
) -> Member:
    login = f"{role}-{court.code}-{cases['case_number'][0]}"[:40]
    person = keep_person(court, number=login, name=f"虚构 {role}", case_name=judge)
    account, _ = Account.objects.get_or_create(
        login=login,
        defaults={"person": person, "must_change_password": False, "created_at": _AT},
    )
    unit = court
    if division:
        unit = Unit.objects.get(parent=court, kind=Unit.Kind.DIVISION, code=division)
    Grant.objects.get_or_create(
        account=account, role=role, unit=unit, defaults={"starts_on": _SINCE, "given_by": "bench"}
    )
    browser = Client()
    browser.force_login(account, "django.contrib.auth.backends.ModelBackend")
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    numbers = cases["case_number"].gather_every(max(len(cases) // _CASES, 1))
    return Member(
        role=role,
        cookie=f"{settings.SESSION_COOKIE_NAME}={session}",
        court=court.code,
        division=division,
        judge=judge,
        courts=courts,
        cases=tuple(numbers.to_list()[:_CASES]),
    )


if __name__ == "__main__":
    main()
