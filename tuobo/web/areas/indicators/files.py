"""Sends a table of figures or cases as an Excel workbook, and tells the log."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, Http404

from tuobo.operations.case_exports.write import XLSX, tell_log, write_list
from tuobo.operations.desk.exporting import Export
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.web.areas.indicators.asking import FIGURES
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.visit import Visit


def as_workbook(opened: OpenVersion, visit: Visit, export: Export) -> FileResponse:
    """The whole table; Http404 for who may not see figures at all."""
    if not visit.may(FIGURES):
        raise Http404
    with TemporaryDirectory(prefix="tuobo-indicator-") as folder:
        path = Path(folder) / f"{export.title}.{XLSX}"
        rows = write_list(opened.workspace, export, path, form=XLSX, texts=visit.texts)
        tell_log(export, rows, hand=hand_of(visit))
        # The handle outlives the folder, which must not be left behind.
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
