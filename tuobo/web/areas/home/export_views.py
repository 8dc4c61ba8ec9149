"""The health check as a workbook and as a Word file, with its criteria; the log is told."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from tuobo.operations.case_exports.write import DOCX, XLSX
from tuobo.operations.desk.health_export import export_health
from tuobo.web.areas.home.asking import Asking, health_at
from tuobo.web.ui.guard import needs
from tuobo.web.ui.list_files import list_file
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.visit import PageRequest

_EXPORT, _FIGURES = "exports.make", "figures.view"


@require_safe
@needs(_EXPORT)
def workbook(request: PageRequest) -> FileResponse:
    """The lines of the page as an Excel workbook."""
    return _file(request, XLSX)


@require_safe
@needs(_EXPORT)
def word(request: PageRequest) -> FileResponse:
    """The same as a Word file."""
    return _file(request, DOCX)


def _file(request: PageRequest, form: str) -> FileResponse:
    visit, asking = request.visit, Asking.of(request.visit)
    if not visit.may(_FIGURES):
        raise Http404
    with opened_for(visit) as opened:
        found = health_at(opened, visit, asking)
        if found is None:
            raise Http404
        export = export_health(found, asking.asked(found.place), visit.texts)
        return list_file(opened, visit, export, form)
