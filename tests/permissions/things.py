"""The things that addresses name: one function for each word in `args` of urls.yaml.

Each takes the small court and gives what stands in the address. Things of the sample store are its
first; things of the records are made here.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from tests.desk_cast import CIVIL_1, SINCE, Desk
from tuobo.records.accounts.models import Grant
from tuobo.records.organisation.models import Attribute, Posting


def _posting(desk: Desk) -> int:
    return Posting.objects.filter(person=desk.accounts["judge"].person).get().pk


def _attribute(desk: Desk) -> int:
    person = desk.accounts["judge"].person
    return Attribute.objects.create(person=person, kind="judge_quota", starts_on=SINCE).pk


def _grant(desk: Desk) -> int:
    return Grant.objects.get(account=desk.accounts["judge"]).pk


def _case(desk: Desk) -> str:
    """A case of the judge."""
    judge = desk.accounts["judge"].person.case_name
    workspace = desk.store.workspace
    cases = workspace.snapshots.read(workspace.snapshots.latest().number)["case"].collect()
    return str(cases.filter(pl.col("judge") == judge)["case_number"].min())


THINGS: dict[str, Callable[[Desk], object]] = {
    "unit": lambda desk: desk.divisions[CIVIL_1].pk,
    "person": lambda desk: desk.accounts["judge"].person_id,
    "login": lambda _: "judge",
    "administrator": lambda _: "audit_administrator",
    "session": lambda _: "0" * 32,
    "posting": _posting,
    "attribute": _attribute,
    "grant": _grant,
    "case": _case,
}
