"""Import batches as JSON: what was brought, when, with which counts, and what waits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import Http404
from ninja import Field, Query, Schema

from tuobo.core.errors import RequestError
from tuobo.operations.imports_desk.batches import BatchLine, BatchPage, batch_page, batches
from tuobo.operations.keep_quarantine import issue_name
from tuobo.web.areas.api.paging import PageAsked, PageOut, part_of
from tuobo.web.areas.api.words import both
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.visit import PageRequest, Visit

VIEW = "imports.view"


class BatchOut(Schema):
    """A batch; `took_back` are the batches that an undo took back."""

    name: str
    data_version: str
    kind: str
    as_of: date
    at: datetime
    who: str
    files: str
    note: str
    rows: int
    in_force: bool
    can_be_undone: bool
    took_back: list[str]

    @classmethod
    def of(cls, line: BatchLine) -> BatchOut:
        return cls(
            name=line.name,
            data_version=line.version,
            kind=line.kind,
            as_of=line.as_of,
            at=line.committed_at,
            who=line.who,
            files=line.files,
            note=line.note,
            rows=line.rows,
            in_force=line.in_force,
            can_be_undone=line.can_be_undone,
            took_back=list(line.took_back),
        )


class BatchesOut(PageOut):
    """Batches, the newest first."""

    batches: list[BatchOut]


class FileOut(Schema):
    name: str
    sha256: str


class TableRowsOut(Schema):
    table: str
    rows: int


class OneBatchOut(Schema):
    """One batch; read = kept + rejected. Its issues have an address of their own."""

    batch: BatchOut
    files: list[FileOut]
    mends: str
    read: int
    kept: int
    rejected: int
    appended: list[TableRowsOut]
    issues: int
    reports: list[str] = Field(description=both("api.field.reports_of_batch"))
    later: list[str]


class IssueOut(Schema):
    """What a check found, by its place in the file."""

    check: str
    name: str
    severity: str
    sheet: str
    row: int | None
    column: str
    sentence: str


class IssuesOut(PageOut):
    """What the checks found in a batch, in the order of its rows."""

    issues: list[IssueOut]


@needs(VIEW)
def import_batches(request: PageRequest, asked: Annotated[PageAsked, Query()]) -> BatchesOut:
    """All batches that one may see."""
    found = batches(open_desk().workspace, request.visit.reach(VIEW))
    here = part_of(request, asked, len(found))
    return BatchesOut(
        batches=[BatchOut.of(one) for one in here.of(found)],
        **here.told,
    )


@needs(VIEW)
def import_batch(request: PageRequest, name: str) -> OneBatchOut:
    """One batch with its files and counts."""
    page = _batch(request.visit, name)
    return OneBatchOut(
        batch=BatchOut.of(page.line),
        files=[FileOut(name=one.name, sha256=one.sha256) for one in page.files],
        mends=page.mends,
        read=page.read,
        kept=page.kept,
        rejected=page.rejected,
        appended=[TableRowsOut(table=table, rows=rows) for table, rows in page.appended],
        issues=page.issues,
        reports=[one.id for one in page.reports],
        later=[one.name for one in page.later],
    )


@needs(VIEW)
def import_issues(
    request: PageRequest, name: str, asked: Annotated[PageAsked, Query()]
) -> IssuesOut:
    """What the checks found in a batch."""
    visit = request.visit
    total = _batch(visit, name, most=1).issues
    here = part_of(request, asked, total)
    page = _batch(visit, name, most=here.offset + here.size)
    workspace, texts = open_desk().workspace, visit.texts
    return IssuesOut(
        issues=[
            IssueOut(
                check=one.check,
                name=issue_name(workspace, one.check, texts),
                severity=one.severity,
                sheet=one.sheet,
                row=one.row,
                column=one.column,
                sentence=texts(one.check, found=one.found, expected=one.expected),
            )
            for one in page.waiting[here.offset :]
        ],
        **here.told,
    )


def _batch(visit: Visit, name: str, *, most: int = 1) -> BatchPage:
    """The batch; what one may not see is not there."""
    try:
        return batch_page(open_desk().workspace, visit.reach(VIEW), name, most=most)
    except RequestError as error:
        raise Http404 from error
