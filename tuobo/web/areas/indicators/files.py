"""Sends a table of figures or cases as a workbook or a Word file, to whoever may see figures."""

from __future__ import annotations

from django.http import FileResponse, Http404

from tuobo.operations.desk.exporting import Export
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.web.areas.indicators.asking import FIGURES
from tuobo.web.ui.list_files import list_file
from tuobo.web.ui.visit import Visit


def as_file(opened: OpenVersion, visit: Visit, export: Export) -> FileResponse:
    """The whole table; Http404 for who may not see figures at all."""
    if not visit.may(FIGURES):
        raise Http404
    return list_file(opened, visit, export)
