"""Reports as JSON: the list, one with its state, and its figures with their evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import Http404
from ninja import Query, Schema

from tuobo.operations.report_studio.report_list import report_list
from tuobo.operations.report_studio.showing import outline_names
from tuobo.operations.report_studio.studio_page import FigureState, StudioPage, studio_page
from tuobo.records.registry.report_queries import ReportLine, report_of
from tuobo.web.areas.api.paging import PageAsked, PageOut, part_of
from tuobo.web.areas.api.schemas import EvidenceOut
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.visit import PageRequest, Visit

VIEW = "reports.view"


class ReportOut(Schema):
    """A report of the studio."""

    id: int
    shelf: str
    court: str
    outline: str
    outline_name: str
    title: str
    period: str
    data_version: str
    state: str
    figures: int
    gaps: int
    number: str
    corrects: str
    composed_by: str
    composed_at: datetime
    reviewed_at: datetime | None
    published_at: datetime | None
    revision: int

    @classmethod
    def of(cls, line: ReportLine, names: dict[str, str]) -> ReportOut:
        return cls(
            id=line.id,
            shelf=line.shelf,
            court=line.court,
            outline=line.outline,
            outline_name=names.get(line.outline, line.outline),
            title=line.title,
            period=line.period,
            data_version=line.data_version,
            state=line.state,
            figures=line.figures,
            gaps=line.gaps,
            number=line.number,
            corrects=line.corrects,
            composed_by=line.composed_by,
            composed_at=line.composed_at,
            reviewed_at=line.reviewed_at,
            published_at=line.published_at,
            revision=line.revision,
        )


class ShelvedOut(Schema):
    """A report of the store that the studio does not know yet."""

    shelf: str
    title: str
    outline: str
    state: str
    data_version: str


class ReportsOut(PageOut):
    """Reports, the newest first; `shelved` are all that came by the command line."""

    reports: list[ReportOut]
    shelved: list[ShelvedOut]


class GapOut(Schema):
    """A place to fill: what it says, and why it is open."""

    block: int
    text: str
    reason: str


class OneReportOut(Schema):
    """One report: what is open, what the checker says, what newer data change."""

    report: ReportOut
    errors: int
    warnings: int
    gaps: list[GapOut]
    figures_stale: list[str]
    figures_wrong: list[str]
    is_compared: bool
    corrected_by: str


class ReportFigureOut(Schema):
    """A printed figure with what it can be recomputed from; `state` is empty until compared."""

    code: str
    text: str
    name: str
    formula: str
    evidence: EvidenceOut
    state: str
    latest: str
    note: str

    @classmethod
    def of(cls, one: FigureState) -> ReportFigureOut:
        passport = one.passport
        return cls(
            code=passport.code,
            text=passport.text,
            name=passport.definition_name,
            formula=passport.formula,
            evidence=EvidenceOut.of(passport.evidence),
            state=one.state,
            latest=one.latest,
            note=one.note,
        )


class ReportFiguresOut(PageOut):
    """The figures of a report in the order of its text."""

    figures: list[ReportFigureOut]


@needs(VIEW)
def reports(request: PageRequest, asked: Annotated[PageAsked, Query()]) -> ReportsOut:
    """All reports that one may see."""
    visit = request.visit
    found = report_list(open_desk().workspace, visit.reach(VIEW))
    names, here = _names(visit), part_of(request, asked, len(found.lines))
    return ReportsOut(
        reports=[ReportOut.of(one, names) for one in here.of(found.lines)],
        shelved=[
            ShelvedOut(
                shelf=one.id,
                title=one.title,
                outline=one.outline,
                state=one.state,
                data_version=one.data_version,
            )
            for one in found.shelved
        ],
        **here.told,
    )


@needs(VIEW)
def report(request: PageRequest, number: int) -> OneReportOut:
    """One report as the studio has it."""
    visit, page = request.visit, _studio(request.visit, number)
    return OneReportOut(
        report=ReportOut.of(page.line, _names(visit)),
        errors=page.errors,
        warnings=page.warnings,
        gaps=[GapOut(block=one.block, text=one.text, reason=one.reason) for one in page.gaps],
        figures_stale=[one.passport.code for one in page.stale],
        figures_wrong=[one.passport.code for one in page.wrong],
        is_compared=page.is_compared,
        corrected_by=page.corrected_by,
    )


@needs(VIEW)
def report_figures(
    request: PageRequest, number: int, asked: Annotated[PageAsked, Query()]
) -> ReportFiguresOut:
    """The figures that a report prints."""
    found = tuple(_studio(request.visit, number).figures.values())
    here = part_of(request, asked, len(found))
    return ReportFiguresOut(
        figures=[ReportFigureOut.of(one) for one in here.of(found)],
        **here.told,
    )


def _studio(visit: Visit, number: int) -> StudioPage:
    """The report; what one may not see is not there."""
    whole = report_of(visit.reach(VIEW), number)
    if whole is None:
        raise Http404
    return studio_page(open_desk().workspace, whole)


def _names(visit: Visit) -> dict[str, str]:
    return {name: title for name, title, _ in outline_names(open_desk().workspace, visit.lang)}
