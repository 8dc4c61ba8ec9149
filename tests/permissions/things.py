"""The things that addresses name: one function for each word in `args` of urls.yaml.

Each takes the small court and gives what stands in the address. Things of the sample store are its
first; things of the records are made here.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from tests.desk_cast import CIVIL_1, COURT, MADE_AT, SINCE, Desk
from tuobo.engines.reports.compose import document_json
from tuobo.engines.reports.document import Document, Paragraph, TextRun
from tuobo.operations.imports_desk.batch_names import batch_names
from tuobo.records.accounts.models import Grant
from tuobo.records.organisation.models import Attribute, Posting
from tuobo.records.registry.models import Report
from tuobo.records.registry.report_actions import Composed, keep_composed
from tuobo.records.registry.upload_actions import Bringing, bring


def _posting(desk: Desk) -> int:
    return Posting.objects.filter(person=desk.accounts["judge"].person).get().pk


def _attribute(desk: Desk) -> int:
    person = desk.accounts["judge"].person
    return Attribute.objects.create(person=person, kind="judge_quota", starts_on=SINCE).pk


def _membership(desk: Desk) -> int:
    person = desk.accounts["judge"].person
    return Attribute.objects.create(person=person, kind="member", starts_on=SINCE).pk


def _grant(desk: Desk) -> int:
    return Grant.objects.get(account=desk.accounts["judge"]).pk


def _case(desk: Desk) -> str:
    """A case of the judge."""
    judge = desk.accounts["judge"].person.case_name
    workspace = desk.store.workspace
    cases = workspace.snapshots.read(workspace.snapshots.latest().number)["case"].collect()
    return str(cases.filter(pl.col("judge") == judge)["case_number"].min())


def _upload(desk: Desk) -> int:
    """One that trial management brought and that nothing has been done with."""
    account = desk.accounts["trial_management"].pk
    bringing = Bringing(account=account, court=COURT, day=SINCE)
    return bring(bringing, (), at=MADE_AT).pk


def _batch(desk: Desk) -> str:
    return batch_names(desk.store.workspace.snapshots.history())[1]


def _report(desk: Desk) -> int:
    """A draft of one sentence; each time another one, as a shelf holds each id once."""
    document = Document(
        id="plain", kind="plain", title="说明", blocks=(Paragraph(runs=(TextRun(text="说明。"),)),)
    )
    number = Report.objects.count() + 1
    composed = Composed(
        shelf=f"plain-{number:03d}", court=COURT, outline="briefing", title="说明", period="2025",
        baseline="", data_version="1-0", document=document_json(document), figures=0, gaps=0,
    )  # fmt: skip
    account = desk.accounts["trial_management"].pk
    return keep_composed(composed, account=account, at=MADE_AT).pk


THINGS: dict[str, Callable[[Desk], object]] = {
    "unit": lambda desk: desk.divisions[CIVIL_1].pk,
    "person": lambda desk: desk.accounts["judge"].person_id,
    "login": lambda _: "judge",
    "administrator": lambda _: "audit_administrator",
    "session": lambda _: "0" * 32,
    "posting": _posting,
    "attribute": _attribute,
    "grant": _grant,
    "membership": _membership,
    "case": _case,
    "upload": _upload,
    "batch": _batch,
    "report": _report,
}
