"""Sends a list as the file that the address asks for, all rows of it, and tells the log.

`form=docx` in the address asks for a Word file; without it the file is a workbook. Word is for
lists that people read: a longer one is refused with the way to the workbook, never cut.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import FileResponse

from tuobo.core.errors import RequestError
from tuobo.operations.case_exports.write import DOCX, XLSX, tell_log, write_list
from tuobo.operations.desk.exporting import Export
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.jobs.rules import background_rules
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.visit import Visit

FORM = "form"


def list_file(opened: OpenVersion, visit: Visit, export: Export, form: str = "") -> FileResponse:
    """The list in a form, by default that of the address; RequestError for one that there is not,
    or for more rows than a Word file is made of.
    """
    form = form or visit.query.get(FORM, XLSX)
    asked = _short_enough(export) if form == DOCX else export
    with TemporaryDirectory(prefix="tuobo-list-") as folder:
        path = Path(folder) / f"{export.title}.{form}"
        rows = write_list(opened.workspace, asked, path, form=form, texts=visit.texts)
        tell_log(export, rows, hand=hand_of(visit))
        # The handle outlives the folder, which must not be left behind.
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _short_enough(export: Export) -> Export:
    most = background_rules(settings.TUOBO_CONTENT).rows_from
    rows = iter(export.rows)
    first = list(islice(rows, most + 1))
    if len(first) > most:
        raise RequestError("cases.export.too_long_for_word", most=most)
    return replace(export, rows=chain(first, rows))
