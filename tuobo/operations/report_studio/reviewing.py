"""A second pair of eyes: a draft is reviewed by somebody who wrote nothing of it, or given back."""

from __future__ import annotations

from django.db import transaction

from tuobo.operations.report_studio.doing import Doer
from tuobo.records.audit.actions import record
from tuobo.records.notices.actions import notify
from tuobo.records.registry.report_actions import give_back, review
from tuobo.records.registry.report_queries import ReportLine


@transaction.atomic
def review_report(line: ReportLine, revision: int, doer: Doer) -> None:
    """Reviewed as it stands; StateError "studio.own_review" for whoever wrote at it."""
    review(line.id, revision=revision, account=doer.account, at=doer.at)
    record("report.reviewed", actor=doer.actor, at=doer.at, subject=line.shelf, revision=revision)
    _tell(line, "report.reviewed", doer)


@transaction.atomic
def return_report(line: ReportLine, note: str, revision: int, doer: Doer) -> None:
    """Back to its writers, with what is to be done."""
    give_back(line.id, note, revision=revision, account=doer.account, at=doer.at)
    record("report.returned", actor=doer.actor, at=doer.at, subject=line.shelf, note=note[:150])
    _tell(line, "report.returned", doer)


def _tell(line: ReportLine, notice: str, doer: Doer) -> None:
    notify(
        [line.composed_by_id],
        notice,
        at=doer.at,
        url=doer.starter.page.replace("{report}", str(line.id)),
        title=line.title,
        person=doer.actor.person,
    )
