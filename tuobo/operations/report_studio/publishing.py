"""The job that verifies a reviewed report and locks it under its running number; safe to repeat.

The figures are recomputed once more; a gap, a figure that does not verify or an edit since the
review stop it. A correction leaves an erratum that names every figure, old and new.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tuobo.core.clock import now
from tuobo.core.errors import StateError
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.publish_report import publish_report
from tuobo.operations.report_shelf import ReportEntry, ReportShelf, ReportState
from tuobo.operations.report_studio.saving import opened
from tuobo.records.audit.actions import record
from tuobo.records.registry.job_actions import Outcome
from tuobo.records.registry.report_actions import publish
from tuobo.records.registry.report_queries import WholeReport, report_for_work


@dataclass(frozen=True, kw_only=True)
class PublishReport:
    """`revision` is the one that was reviewed and shown to whoever publishes."""

    report: int
    revision: int


def publish_reviewed(run: JobRun) -> Outcome:
    """Freeze the draft on the shelf, then the record of it."""
    asked = run.asked(PublishReport)
    whole = report_for_work(asked.report)
    shelf = ReportShelf(run.workspace.store)
    entry = shelf.entry(whole.line.shelf)
    if entry.state is not ReportState.PUBLISHED:
        entry = _frozen(run, whole, shelf, asked.revision)
    _told(run, whole, entry)
    return Outcome(reference=str(whole.line.id), rows=entry.figures)


def _frozen(run: JobRun, whole: WholeReport, shelf: ReportShelf, revision: int) -> ReportEntry:
    line = whole.line
    if line.state != "reviewed" or line.revision != revision:
        raise StateError("studio.not_reviewed", report=line.shelf)
    run.say("report.step.verifying")
    shelf.replace_draft(line.shelf, opened(whole), gaps=line.gaps)
    done = publish_report(
        run.workspace, line.shelf, at=now(), who=run.actor.person, corrects=line.corrects
    )
    return done.entry


@transaction.atomic
def _told(run: JobRun, whole: WholeReport, entry: ReportEntry) -> None:
    at = now()
    publish(whole.line.id, entry.number, account=run.job.account_id, at=at)
    record(
        "report.published",
        actor=run.actor,
        at=at,
        subject=entry.id,
        number=entry.number,
        title=whole.line.title[:150],
        sha256=entry.sha256[:16],
        corrects=whole.line.corrects or "—",
    )
