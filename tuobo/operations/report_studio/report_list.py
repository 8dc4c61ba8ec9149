"""All reports that somebody may see: those of the studio, and drafts that the command line made."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tuobo.core.errors import RequestError
from tuobo.core.reach import Reach
from tuobo.engines.reports.compose import document_json
from tuobo.operations.imports_desk.batches import courts_in_store
from tuobo.operations.report_shelf import ReportEntry, ReportShelf, ReportState
from tuobo.operations.report_studio.doing import Doer
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record
from tuobo.records.registry.report_actions import Composed, keep_composed
from tuobo.records.registry.report_queries import ReportLine, reports


@dataclass(frozen=True, kw_only=True)
class ReportList:
    """`shelved` are reports of the store that the studio does not know yet."""

    lines: tuple[ReportLine, ...]
    shelved: tuple[ReportEntry, ...]


def report_list(workspace: Workspace, reach: Reach) -> ReportList:
    """Reports within reach; those without a court only for who may see all courts of the store."""
    known = reports(reach)
    names = {one.shelf for one in reports(Reach.EVERYTHING)}
    shelved = [one for one in ReportShelf(workspace.store).entries() if one.id not in names]
    sees_all = all(reach.covers(court=one) for one in courts_in_store(workspace))
    return ReportList(lines=known, shelved=tuple(shelved) if sees_all else ())


@transaction.atomic
def take_in(workspace: Workspace, shelf: str, court: str, doer: Doer) -> int:
    """Open a draft of the command line in the studio, as somebody's own; its number."""
    found = ReportShelf(workspace.store)
    entry, document = found.entry(shelf), found.document(shelf)
    if entry.state is ReportState.PUBLISHED:
        raise RequestError("studio.shelved_published", report=shelf)
    report = keep_composed(
        Composed(
            shelf=entry.id,
            court=court,
            outline=entry.outline,
            title=entry.title,
            period=document.properties.get("period", ""),
            baseline=document.properties.get("baseline", ""),
            data_version=entry.data_version,
            document=document_json(document),
            figures=entry.figures,
            gaps=entry.gaps,
        ),
        account=doer.account,
        at=doer.at,
    )
    record(
        "report.composed",
        actor=doer.actor,
        at=doer.at,
        subject=entry.id,
        title=entry.title[:150],
        version=entry.data_version,
    )
    return int(report.pk)
