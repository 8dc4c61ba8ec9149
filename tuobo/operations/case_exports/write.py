"""Writes a list as a workbook or as a Word file, all rows of it, and tells the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tuobo.core.errors import InternalError, RequestError
from tuobo.core.texts import Texts
from tuobo.engines.reports.document import Attachment, Document, Paragraph, Table, TextRun
from tuobo.engines.reports.layout import Layouts
from tuobo.engines.reports.word import write_word
from tuobo.operations.desk.exporting import Export, Value, write_workbook
from tuobo.operations.supervision.hand import Hand
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record_alone

XLSX, DOCX = "xlsx", "docx"
_PLAIN = "plain"


def write_list(workspace: Workspace, export: Export, path: Path, *, form: str, texts: Texts) -> int:
    """Write the file; the number of its rows. RequestError for a form that there is not."""
    if form == XLSX:
        return write_workbook(export, path)
    if form == DOCX:
        return _write_word(workspace, export, path, texts)
    raise RequestError("cases.export.no_form", form=form)


def tell_log(export: Export, rows: int, *, hand: Hand) -> None:
    """The log holds who took out which list by which criteria, and how many rows."""
    criteria = "；".join(f"{title}：{text}" for title, text in export.criteria)
    record_alone(
        "list.exported",
        actor=hand.actor,
        at=hand.at,
        subject=export.title,
        rows=rows,
        criteria=criteria[:1000],
    )


def _write_word(workspace: Workspace, export: Export, path: Path, texts: Texts) -> int:
    """Criteria on the first page, the list as an attachment across the pages that follow."""
    rows = [tuple(_runs(row)) for row in export.rows]
    table = Table(caption="", head=export.titles, rows=rows, is_list=True)
    document = Document(
        id="case-list",
        kind=_PLAIN,
        title=export.title,
        blocks=[
            Paragraph(runs=[TextRun(text=texts("cases.export.line", title=title, text=text))])
            for title, text in export.criteria
        ],
        attachments=(Attachment(name=export.title, blocks=[table]),) if rows else (),
    )
    layout = Layouts.of(workspace.content).for_kind(_PLAIN)
    write_word(document, path, layout=layout, texts=texts, draw=_no_picture)
    return len(rows)


def _runs(row: tuple[Value, ...]) -> Iterator[TextRun]:
    return (TextRun(text=str(value)) for value in row)


def _no_picture(specification: Mapping[str, object], **_: object) -> bytes:
    """A list has no charts, so nothing that draws need be loaded."""
    raise InternalError("cases.export.no_picture", keys="、".join(specification))
