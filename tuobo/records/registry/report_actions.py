"""Writes of reports: composed, edited, reviewed, returned, published. Each is one revision.

Two people editing one report: a write with an older revision changes nothing and is told so.
Rights and the audit log are the business of operations/report_studio.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from tuobo.core.errors import StateError
from tuobo.records.registry.models import (
    Job,
    KeptFigure,
    Report,
    ReportComparison,
    ReportEdit,
)

_STATE, _KIND = Report.State, ReportEdit.Kind
_NOTHING = ("", "", "")
_WRITING = (
    _KIND.COMPOSED, _KIND.WORDS, _KIND.ADDED, _KIND.REMOVED, _KIND.FRONT, _KIND.UPDATED, _KIND.KEPT,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A report as it was composed."""

    shelf: str
    court: str
    outline: str
    title: str
    period: str
    baseline: str
    data_version: str
    document: str
    figures: int
    gaps: int
    reasons: Mapping[str, str] = field(default_factory=dict)
    needs_signer: bool = False
    corrects: str = ""


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A change of the document: its kind, place, and how it reads before and after."""

    document: str
    title: str
    data_version: str
    figures: int
    gaps: int
    kind: str
    place: str
    before: str
    after: str


@transaction.atomic
def keep_composed(composed: Composed, *, account: int, at: datetime) -> Report:
    """A new draft with the first entry of its history."""
    report = Report.objects.create(
        shelf=composed.shelf,
        court=composed.court,
        outline=composed.outline,
        title=composed.title[:200],
        period=composed.period,
        baseline=composed.baseline,
        data_version=composed.data_version,
        document=composed.document,
        figures=composed.figures,
        gaps=composed.gaps,
        reasons=dict(composed.reasons),
        needs_signer=composed.needs_signer,
        corrects=composed.corrects,
        composed_by_id=account,
        composed_at=at,
    )
    _tell(report, _KIND.COMPOSED, account, at, ("", "", composed.data_version))
    return report


@transaction.atomic
def edit(report: int, edited: Edited, *, revision: int, account: int, at: datetime) -> int:
    """A change of a draft; the new revision. An edit after the review makes it a draft again.

    StateError "studio.edited" if somebody else changed it since `revision`, "studio.published".
    """
    found = _at_revision(report, revision)
    if found.state == _STATE.PUBLISHED:
        raise StateError("studio.published", report=found.shelf)
    found.document = edited.document
    found.title = edited.title[:200]
    found.data_version = edited.data_version
    found.figures, found.gaps = edited.figures, edited.gaps
    found.state, found.reviewed_by, found.reviewed_at = _STATE.DRAFT, None, None
    _save(found)
    said = (edited.place, edited.before, edited.after)
    _tell(found, edited.kind, account, at, said)
    return found.revision


@transaction.atomic
def review(report: int, *, revision: int, account: int, at: datetime) -> None:
    """Reviewed by somebody who neither composed nor edited it: StateError "studio.own_review"."""
    found = _at_revision(report, revision)
    if found.state != _STATE.DRAFT:
        raise StateError("studio.not_draft", report=found.shelf)
    written = found.edits.filter(kind__in=_WRITING, account=account)
    if account == found.composed_by_id or written.exists():
        raise StateError("studio.own_review")
    found.state, found.reviewed_by_id, found.reviewed_at = _STATE.REVIEWED, account, at
    _save(found)
    _tell(found, _KIND.REVIEWED, account, at)


@transaction.atomic
def give_back(report: int, note: str, *, revision: int, account: int, at: datetime) -> None:
    """A reviewed report goes back to be worked on."""
    found = _at_revision(report, revision)
    if found.state != _STATE.REVIEWED:
        raise StateError("studio.not_reviewed", report=found.shelf)
    found.state, found.reviewed_by, found.reviewed_at = _STATE.DRAFT, None, None
    _save(found)
    _tell(found, _KIND.RETURNED, account, at, ("", "", note))


@transaction.atomic
def publish(report: int, number: str, *, account: int, at: datetime) -> None:
    """Locked for good, under its running number; nothing happens to a published one."""
    found = Report.objects.select_for_update().get(pk=report)
    if found.state == _STATE.PUBLISHED:
        return
    if found.state != _STATE.REVIEWED:
        raise StateError("studio.not_reviewed", report=found.shelf)
    found.state, found.number = _STATE.PUBLISHED, number
    found.published_by_id, found.published_at = account, at
    _save(found)
    _tell(found, _KIND.PUBLISHED, account, at, ("", "", number))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A figure that stays although newer data say otherwise, and why."""

    code: str
    data_version: str
    note: str
    account: int
    at: datetime


def keep_figure(report: int, kept: Kept) -> None:
    """Remember why a figure stays; another reason for the same data replaces the first."""
    KeptFigure.objects.update_or_create(
        report_id=report,
        code=kept.code,
        data_version=kept.data_version,
        defaults={"note": kept.note, "account_id": kept.account, "at": kept.at},
    )


def compared(
    report: int,
    figures: Iterable[Mapping[str, str]],
    *,
    data_version: str,
    revision: int,
    at: datetime,
) -> None:
    """What the figures of a report are with the latest data; only the last comparison is kept."""
    ReportComparison.objects.update_or_create(
        report_id=report,
        defaults={
            "figures": [dict(one) for one in figures],
            "data_version": data_version,
            "revision": revision,
            "at": at,
        },
    )


def work_on_report(report: int, job: int) -> None:
    """The job that now works on a report; StateError "studio.busy" while another one does."""
    busy = (Job.State.WAITING, Job.State.RUNNING)
    free = Report.objects.filter(pk=report).exclude(job__state__in=busy)
    if not free.update(job=job):
        raise StateError("studio.busy")


def _at_revision(report: int, revision: int) -> Report:
    found = Report.objects.select_for_update().get(pk=report)
    if found.revision != revision:
        raise StateError("studio.edited", revision=found.revision)
    return found


def _save(report: Report) -> None:
    report.revision += 1
    report.full_clean(exclude=["job", "document"])
    report.save()


def _tell(
    report: Report, kind: str, account: int, at: datetime, said: tuple[str, str, str] = _NOTHING
) -> None:
    place, before, after = said
    ReportEdit.objects.create(
        report=report,
        revision=report.revision,
        kind=kind,
        account_id=account,
        at=at,
        place=place,
        before=before,
        after=after,
    )
