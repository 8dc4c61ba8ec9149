"""Long work on reports that a person starts: compose, compare, publish, write as PDF."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from tuobo.core.errors import StateError
from tuobo.operations.jobs.job_run import Asked
from tuobo.operations.jobs.starting import start_job
from tuobo.operations.report_studio.comparing import CompareReport
from tuobo.operations.report_studio.compose_draft import ComposeDraft
from tuobo.operations.report_studio.doing import Doer
from tuobo.operations.report_studio.publishing import PublishReport
from tuobo.operations.report_studio.writing import WriteReport
from tuobo.records.registry.report_actions import work_on_report
from tuobo.records.registry.report_queries import ReportLine


def ask_compose(asked: ComposeDraft, doer: Doer) -> int:
    """The number of the job; its outcome names the report."""
    return start_job("report.compose", asked, starter=doer.starter, at=doer.at)


@transaction.atomic
def ask_comparison(line: ReportLine, doer: Doer) -> int:
    return _start("report.compare", CompareReport(report=line.id), line, doer)


@transaction.atomic
def ask_publication(line: ReportLine, revision: int, doer: Doer) -> int:
    """Publish what was reviewed; told at once what a glance can tell."""
    if line.state != "reviewed" or line.revision != revision:
        raise StateError("studio.not_reviewed", report=line.shelf)
    if line.gaps:
        raise StateError("studio.gaps_left", count=line.gaps)
    asked = PublishReport(report=line.id, revision=revision)
    return _start("report.publish", asked, line, doer)


def ask_file(line: ReportLine, ending: str, doer: Doer) -> int:
    """A file that takes long to write, such as PDF."""
    asked = WriteReport(report=line.id, ending=ending)
    return start_job("report.write", asked, starter=doer.starter, at=doer.at)


def _start(kind: str, asked: Asked, line: ReportLine, doer: Doer) -> int:
    page = doer.starter.page.replace("{report}", str(line.id))
    job = start_job(kind, asked, starter=replace(doer.starter, page=page), at=doer.at)
    work_on_report(line.id, job)
    return job
