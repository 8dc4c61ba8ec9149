"""Reads of reports: those of the courts whose reports one may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tuobo.core.reach import Reach
from tuobo.records.registry.job_queries import JobLine, line_of
from tuobo.records.registry.models import Report, ReportComparison, ReportEdit


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """A report as lists and pages know it; people by name."""

    id: int
    shelf: str
    court: str
    outline: str
    title: str
    period: str
    baseline: str
    data_version: str
    figures: int
    gaps: int
    state: str
    corrects: str
    composed_by: str
    composed_by_id: int
    composed_at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    published_by: str
    published_at: datetime | None
    number: str
    revision: int
    needs_signer: bool
    reasons: Mapping[str, str]
    job: JobLine | None

    @property
    def is_published(self) -> bool:
        return self.state == Report.State.PUBLISHED

    @property
    def is_busy(self) -> bool:
        return self.job is not None and self.job.is_open


@dataclass(frozen=True, kw_only=True)
class WholeReport:
    """A report with its document as JSON."""

    line: ReportLine
    document: str


@dataclass(frozen=True, kw_only=True)
class EditLine:
    """One entry of the history of a report."""

    revision: int
    kind: str
    who: str
    at: datetime
    place: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ComparedFigure:
    """A figure recomputed; `latest` is what the latest data give, `passport` that one as JSON."""

    code: str
    outcome: str
    reason: str
    expected: str
    latest: str
    passport: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The last comparison of a report with the data."""

    data_version: str
    revision: int
    at: datetime
    figures: Mapping[str, ComparedFigure]


@dataclass(frozen=True, kw_only=True)
class KeptLine:
    """Why a figure was kept against newer data."""

    code: str
    data_version: str
    note: str
    who: str
    at: datetime


def reports(reach: Reach) -> tuple[ReportLine, ...]:
    """All reports of the courts within reach, the newest first."""
    found = _whole().defer("document")
    return tuple(_line(one) for one in found if reach.covers(court=one.court))


def report_of(reach: Reach, report: int) -> WholeReport | None:
    """A report; None for one that is not within reach."""
    found = _whole().filter(pk=report).first()
    if found is None or not reach.covers(court=found.court):
        return None
    return WholeReport(line=_line(found), document=found.document)


def report_for_work(report: int) -> WholeReport:
    """The report that a job works on; the job's own right was checked."""
    found = _whole().get(pk=report)
    return WholeReport(line=_line(found), document=found.document)


def report_on_shelf(reach: Reach, shelf: str) -> ReportLine | None:
    """The report with that id on the shelf; None for an empty id."""
    if not shelf:
        return None
    found = _whole().defer("document").filter(shelf=shelf).first()
    return _line(found) if found and reach.covers(court=found.court) else None


def open_drafts() -> tuple[int, ...]:
    """Reports that are not published."""
    drafts = Report.objects.exclude(state=Report.State.PUBLISHED)
    return tuple(drafts.values_list("pk", flat=True))


def history_of(report: int, *, most: int = 200) -> tuple[EditLine, ...]:
    """What was done with a report, the newest first."""
    edits = ReportEdit.objects.filter(report=report).select_related("account__person")
    return tuple(
        EditLine(
            revision=one.revision,
            kind=one.kind,
            who=one.account.person.name,
            at=one.at,
            place=one.place,
            before=one.before,
            after=one.after,
        )
        for one in edits[:most]
    )


def comparison_of(report: int) -> Comparison | None:
    found = ReportComparison.objects.filter(report=report).first()
    if found is None:
        return None
    figures = (ComparedFigure(**one) for one in found.figures)
    return Comparison(
        data_version=found.data_version,
        revision=found.revision,
        at=found.at,
        figures={one.code: one for one in figures},
    )


def kept_figures(report: int) -> tuple[KeptLine, ...]:
    """The figures that were kept against newer data, in the order in which that was decided."""
    found = Report.objects.get(pk=report).kept.select_related("account__person").order_by("id")
    return tuple(
        KeptLine(
            code=one.code,
            data_version=one.data_version,
            note=one.note,
            who=one.account.person.name,
            at=one.at,
        )
        for one in found
    )


def _whole() -> QuerySet[Report]:
    return Report.objects.select_related(
        "composed_by__person", "reviewed_by__person", "published_by__person", "job"
    )


def _line(one: Report) -> ReportLine:
    return ReportLine(
        id=one.pk,
        shelf=one.shelf,
        court=one.court,
        outline=one.outline,
        title=one.title,
        period=one.period,
        baseline=one.baseline,
        data_version=one.data_version,
        figures=one.figures,
        gaps=one.gaps,
        state=one.state,
        corrects=one.corrects,
        composed_by=one.composed_by.person.name,
        composed_by_id=one.composed_by_id,
        composed_at=one.composed_at,
        reviewed_by=one.reviewed_by.person.name if one.reviewed_by else "",
        reviewed_at=one.reviewed_at,
        published_by=one.published_by.person.name if one.published_by else "",
        published_at=one.published_at,
        number=one.number,
        revision=one.revision,
        needs_signer=one.needs_signer,
        reasons=one.reasons,
        job=line_of(one.job) if one.job else None,
    )
