"""The cases behind a figure: above the line, below it, left out and why; as a page and a file."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from tuobo.operations.desk.cases_behind import BehindAsked, export_behind
from tuobo.web.areas.indicators.asking import asking_at
from tuobo.web.areas.indicators.behind import COLUMNS, cases_page, lists_cases, rows_page
from tuobo.web.areas.indicators.files import as_file
from tuobo.web.areas.indicators.framing import frame_of
from tuobo.web.areas.indicators.telling import told
from tuobo.web.ui.absent import absent
from tuobo.web.ui.case_lists import Asking as ListAsking
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.visit import PageRequest

_NO_PART = "desk.no_part"


@require_safe
@needs("figures.view")
def cases(request: PageRequest, name: str, part: str) -> HttpResponse:
    """The cases of one part, page by page; of those left out, with the clauses that keep them."""
    visit = request.visit
    question = ListAsking.of(visit, request.path, request.GET).question
    with opened_for(visit) as opened, absent(_NO_PART):
        asking = asking_at(opened, visit, name)
        found = asking.found(opened, visit)
        frame = frame_of(opened, visit, asking, found, part)
        behind = BehindAsked(of=asking.of, part=part, question=question)
        show = cases_page if lists_cases(found, part) else rows_page
        page = show(opened, visit, asking, frame, behind)
    return told(request, "cases", page, frame)


@require_safe
@needs("exports.make")
def workbook(request: PageRequest, name: str, part: str) -> FileResponse:
    """All cases of one part that one may see, as an Excel workbook or a Word file."""
    visit = request.visit
    question = ListAsking.of(visit, request.path, request.GET).question
    with opened_for(visit) as opened, absent(_NO_PART):
        asking = asking_at(opened, visit, name)
        behind = BehindAsked(of=asking.of, part=part, question=question, columns=COLUMNS)
        export = export_behind(opened, asking.viewing, behind, visit.texts)
        return as_file(opened, visit, export)
