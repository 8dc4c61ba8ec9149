"""Stale figures of a draft: updated to what the latest data give, or kept with a reason.

Both go by the last comparison, so that what is written is what was shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from tuobo.core.errors import RequestError, StateError
from tuobo.engines.reports.compose.editing import with_figures
from tuobo.engines.reports.document import Document, Passport
from tuobo.engines.reports.passports import passport_of
from tuobo.operations.report_studio.doing import Doer
from tuobo.operations.report_studio.saving import Change, opened, save_document
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record
from tuobo.records.registry.models import ReportEdit
from tuobo.records.registry.report_actions import Kept, keep_figure
from tuobo.records.registry.report_queries import (
    Comparison,
    WholeReport,
    comparison_of,
    kept_figures,
)

_KIND = ReportEdit.Kind


def update_figures(
    workspace: Workspace, whole: WholeReport, codes: Iterable[str], revision: int, doer: Doer
) -> int:
    """Replace stale figures by those of the latest data, wherever they stand; the new revision.

    Without codes all that are stale, still have a figure and were not kept with a reason.
    """
    found = fresh_comparison(workspace, whole)
    document = opened(whole)
    asked = frozenset(codes)
    newer = _newer(found, document, asked or _stale(whole, found))
    if not newer:
        raise RequestError("studio.nothing_to_update")
    before = {one.code: one.text for one in document.passports}
    change = Change(
        kind=_KIND.UPDATED,
        place="、".join(newer)[:40],
        before="；".join(f"{code} {before[code]}" for code in newer),
        after="；".join(f"{code} {one.text}" for code, one in newer.items()),
    )
    changed = with_figures(document, newer)
    return save_document(workspace, whole, changed, change, revision, doer)


@transaction.atomic
def keep_as_it_is(
    workspace: Workspace, whole: WholeReport, code: str, note: str, revision: int, doer: Doer
) -> int:
    """Keep a stale figure with the reason, which the annex tells; the new revision."""
    found = fresh_comparison(workspace, whole)
    document = opened(whole)
    printed = {one.code: one.text for one in document.passports}
    if code not in printed or code not in found.figures:
        raise RequestError("studio.no_figure", figure=code)
    kept = Kept(
        code=code,
        data_version=found.data_version,
        note=note,
        account=doer.account,
        at=doer.at,
    )
    latest = found.figures[code].latest
    change = Change(
        kind=_KIND.KEPT, place=code, before=f"{printed[code]} ≠ {latest or '—'}", after=note
    )
    keep_figure(whole.line.id, kept)  # before the annex is made, which tells the reason
    now = save_document(workspace, whole, document, change, revision, doer)
    record(
        "report.figure_kept",
        actor=doer.actor,
        at=doer.at,
        subject=code,
        report=whole.line.shelf,
        note=note[:150],
    )
    return now


def fresh_comparison(workspace: Workspace, whole: WholeReport) -> Comparison:
    """The comparison with the latest data; StateError "studio.compare_first" if it is older."""
    found = comparison_of(whole.line.id)
    latest = workspace.snapshots.latest()
    if found is None or found.data_version != latest.id:
        raise StateError("studio.compare_first", latest=latest.id)
    return found


def _stale(whole: WholeReport, found: Comparison) -> frozenset[str]:
    """What the comparison found, without what somebody kept as it is."""
    kept = {
        one.code for one in kept_figures(whole.line.id) if one.data_version == found.data_version
    }
    return frozenset(found.figures) - kept


def _newer(found: Comparison, document: Document, codes: frozenset[str]) -> dict[str, Passport]:
    printed = {one.code for one in document.passports}
    return {
        code: passport_of(one.passport)
        for code, one in found.figures.items()
        if one.passport and code in printed and code in codes
    }
