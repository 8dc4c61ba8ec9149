"""The job that composes a report and keeps it as a draft, the ledgers frozen just before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuobo.core.clock import now, today
from tuobo.core.period import Period
from tuobo.engines.reports.compose import Composition, document_json
from tuobo.engines.reports.compose.editing import gaps_of
from tuobo.operations.compose_report import ReportRequest, compose_report, outlines_of
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.ledgers.keep_version import keep_ledgers
from tuobo.operations.report_shelf import ReportShelf
from tuobo.records.audit.actions import record
from tuobo.records.registry.job_actions import Outcome
from tuobo.records.registry.report_actions import Composed, keep_composed


@dataclass(frozen=True, kw_only=True)
class ComposeDraft:
    """Periods as `Period.of` reads them, empty for the outline's own and for no baseline."""

    outline: str
    court: str
    period: str = ""
    baseline: str = ""
    receiver: str = ""
    number: str = ""
    signer: str = ""
    day: str = ""
    corrects: str = ""


def compose_draft(run: JobRun) -> Outcome:
    """Compose from the latest data version."""
    asked = run.asked(ComposeDraft)
    workspace, at = run.workspace, now()
    run.say("report.step.ledgers")
    keep_ledgers(workspace.content, workspace.store, on=today())
    run.say("report.step.composing")
    made = compose_report(
        workspace,
        ReportRequest(
            outline=asked.outline,
            version=workspace.snapshots.latest(),
            at=at,
            dated_on=date.fromisoformat(asked.day) if asked.day else today(),
            court=asked.court,
            period=Period.of(asked.period) if asked.period else None,
            baseline=Period.of(asked.baseline) if asked.baseline else None,
            receiver=asked.receiver,
            number=asked.number,
            signer=asked.signer,
        ),
    )
    return Outcome(reference=str(_kept(run, asked, made)), rows=len(made.document.passports))


@transaction.atomic
def _kept(run: JobRun, asked: ComposeDraft, made: Composition) -> int:
    workspace, at = run.workspace, now()
    outline = outlines_of(workspace).find(asked.outline)
    needs_signer = outline.head.signer if outline.head else False
    gaps = gaps_of(made.document, needs_signer=needs_signer)
    shelf = ReportShelf(workspace.store)
    entry = shelf.keep_draft(made.document, gaps=len(gaps), at=at.isoformat())
    document = shelf.document(entry.id)
    report = keep_composed(
        Composed(
            shelf=entry.id,
            court=asked.court,
            outline=asked.outline,
            title=document.title,
            period=document.properties.get("period", ""),
            baseline=asked.baseline,
            data_version=document.data_version,
            document=document_json(document),
            figures=len(document.passports),
            gaps=len(gaps),
            reasons={gap.text: gap.reason for gap in made.gaps},
            needs_signer=needs_signer,
            corrects=asked.corrects,
        ),
        account=run.job.account_id,
        at=at,
    )
    record(
        "report.composed",
        actor=run.actor,
        at=at,
        subject=entry.id,
        title=document.title[:150],
        version=document.data_version,
    )
    return int(report.pk)
