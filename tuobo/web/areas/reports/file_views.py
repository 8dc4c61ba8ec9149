"""Files of a report: Word, page, PDF in the background, erratum; charts and fonts of the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from tuobo.core.clock import now
from tuobo.operations.report_studio.asking import ask_file
from tuobo.operations.report_studio.showing import fonts_css, picture_svg
from tuobo.operations.report_studio.writing import (
    QUICK,
    SLOW,
    file_name,
    told_fetched,
    write_erratum,
    write_file,
)
from tuobo.web.areas.reports.visiting import VIEW, doer_of, whole_report
from tuobo.web.ui.absent import absent
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.visit import PageRequest


@require_GET
@needs(VIEW)
def file(request: PageRequest, number: int, ending: str) -> HttpResponseBase:
    """Word or page, written now."""
    whole, visit = whole_report(request.visit, number), request.visit
    if ending not in QUICK:
        raise Http404
    with TemporaryDirectory() as folder:
        path = write_file(open_desk().workspace, whole, ending, Path(folder))
        content = BytesIO(path.read_bytes())
    name = file_name(whole.line, ending, visit.texts)
    told_fetched(whole.line, name, actor=visit.actor, at=now())
    return FileResponse(content, as_attachment=True, filename=name)


@require_POST
@needs(VIEW)
def pdf(request: PageRequest, number: int) -> HttpResponse:
    """PDF takes long, so it is written in the background and fetched from there."""
    line = whole_report(request.visit, number).line
    job = ask_file(line, SLOW[0], doer_of(request.visit, line.court, page="/jobs/{job}/"))
    return redirect("jobs:show", job)


@require_GET
@needs(VIEW)
def erratum(request: PageRequest, number: int) -> HttpResponseBase:
    """The erratum that a published correction has left."""
    whole, visit = whole_report(request.visit, number), request.visit
    if not (whole.line.is_published and whole.line.corrects):
        raise Http404
    with TemporaryDirectory() as folder:
        path = write_erratum(open_desk().workspace, whole.line, Path(folder))
        content = BytesIO(path.read_bytes())
    name = visit.texts("reports.erratum.file", number=whole.line.number)
    told_fetched(whole.line, name, actor=visit.actor, at=now())
    return FileResponse(content, as_attachment=True, filename=f"{name}.docx")


@require_GET
@cache_control(private=True, max_age=3600)
@needs(VIEW)
def picture(request: PageRequest, number: int, at: int) -> HttpResponse:
    """A chart of the document; its address carries the revision."""
    whole = whole_report(request.visit, number)
    with absent("studio.no_block"):
        svg = picture_svg(open_desk().workspace, whole, at)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_GET
@cache_control(private=True, max_age=3600)
@needs(VIEW)
def fonts(request: PageRequest) -> HttpResponse:  # noqa: ARG001 - Django's
    """The official fonts as custom properties: they are content, and may differ by court."""
    return HttpResponse(fonts_css(settings.TUOBO_CONTENT), content_type="text/css")
