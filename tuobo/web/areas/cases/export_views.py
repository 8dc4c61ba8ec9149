"""The list as a workbook, as a Word file and on paper: always all rows that were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tuobo.core.clock import now
from tuobo.core.reach import Place
from tuobo.operations.case_exports.asked import CaseExportAsked, export_of
from tuobo.operations.case_exports.in_background import KIND
from tuobo.operations.case_exports.write import DOCX, XLSX, tell_log, write_list
from tuobo.operations.desk.case_list import case_list
from tuobo.operations.desk.exporting import Value
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.jobs.rules import background_rules
from tuobo.operations.jobs.starting import start_job
from tuobo.records.registry.job_actions import Starter
from tuobo.web.areas.cases.views import EXPORT, shown_columns
from tuobo.web.ui.case_lists import Asking
from tuobo.web.ui.guard import needs
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.opened import opened_for, reach_here
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit, place_of

_JOB_PAGE = "jobs:show"
_NO_JOB = 0


@dataclass(frozen=True, kw_only=True)
class PrintedPage:
    """All rows of the list on paper; none where there are too many for that."""

    criteria: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    is_too_long: bool
    workbook: str


@dataclass(frozen=True, kw_only=True)
class LatePage:
    """A list so long that its file is made in the background."""

    total: int
    back: str


@require_http_methods(["GET", "POST"])
@needs(EXPORT)
def workbook(request: PageRequest) -> HttpResponseBase:
    return _file(request, XLSX)


@require_http_methods(["GET", "POST"])
@needs(EXPORT)
def word(request: PageRequest) -> HttpResponseBase:
    return _file(request, DOCX)


@require_GET
@needs(EXPORT)
def printed(request: PageRequest) -> HttpResponse:
    """The whole list in one page for the printer."""
    visit = request.visit
    asking = Asking.of(visit, reverse("cases:list"), request.GET)
    with opened_for(visit) as opened:
        asked = _asked(opened, visit, asking, XLSX)
        total = _total(opened, visit, asking)
        is_too_long = total >= background_rules(settings.TUOBO_CONTENT).rows_from
        export = export_of(
            opened, asked, visit.reach("cases.view"), visit.hidden("case"), visit.texts
        )
        rows = () if is_too_long else tuple(_texts(export.rows))
    if rows:
        tell_log(export, len(rows), hand=hand_of(visit))
    page = PrintedPage(
        criteria=export.criteria,
        titles=export.titles,
        rows=rows,
        total=total,
        is_too_long=is_too_long,
        workbook=asking.at(reverse("cases:export")),
    )
    return render_page(request, "cases/printed.html", page, crumbs=_crumbs(visit, asking))


def _file(request: PageRequest, form: str) -> HttpResponseBase:
    """The file at once, or for a long list the question whether to make it in the background."""
    visit = request.visit
    asking = Asking.of(visit, reverse("cases:list"), request.GET)
    with opened_for(visit) as opened:
        asked = _asked(opened, visit, asking, form)
        total = _total(opened, visit, asking)
        if total < background_rules(settings.TUOBO_CONTENT).rows_from:
            return _made(opened, visit, asked)
    if request.method == "POST":
        return redirect(_started(visit, asked))
    page = LatePage(total=total, back=asking.address)
    return render_page(request, "cases/late.html", page, crumbs=_crumbs(visit, asking))


def _made(opened: OpenVersion, visit: Visit, asked: CaseExportAsked) -> FileResponse:
    reach = visit.reach("cases.view")
    export = export_of(opened, asked, reach, visit.hidden("case"), visit.texts)
    with TemporaryDirectory(prefix="tuobo-list-") as folder:
        path = Path(folder) / f"{visit.texts('cases.title')}.{asked.form}"
        rows = write_list(opened.workspace, export, path, form=asked.form, texts=visit.texts)
        tell_log(export, rows, hand=hand_of(visit))
        written = BytesIO(path.read_bytes())
    return FileResponse(written, as_attachment=True, filename=path.name)


def _started(visit: Visit, asked: CaseExportAsked) -> str:
    page = reverse(_JOB_PAGE, args=[_NO_JOB])
    starter = Starter(
        account=visit.who.id,
        court=asked.court or visit.who.court,
        address=visit.address,
        page=page.replace(str(_NO_JOB), "{job}"),
    )
    return reverse(_JOB_PAGE, args=[start_job(KIND, asked, starter=starter, at=now())])


def _asked(opened: OpenVersion, visit: Visit, asking: Asking, form: str) -> CaseExportAsked:
    org = visit.query.get("org", "")
    place = place_of(org) if org else Place()
    return CaseExportAsked(
        form=form,
        query=asking.query,
        columns=shown_columns(visit),
        version=opened.version.id,
        court=place.court,
        division=place.division,
        judge=place.judge,
    )


def _total(opened: OpenVersion, visit: Visit, asking: Asking) -> int:
    reach = reach_here(visit, "cases.view")
    hidden = visit.hidden("case")
    return case_list(opened, reach, asking.question, visit.texts, hidden=hidden).total


def _texts(rows: Iterator[tuple[Value, ...]]) -> Iterator[tuple[str, ...]]:
    return (tuple(str(value) for value in row) for row in rows)


def _crumbs(visit: Visit, asking: Asking) -> tuple[Crumb, ...]:
    texts = visit.texts
    return (
        Crumb(name=texts("cases.title"), address=asking.address),
        Crumb(name=texts("cases.export")),
    )
