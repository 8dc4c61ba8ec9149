"""The workbooks of an import: the empty template, and the rejected rows with their marks."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    Ledger,
    TemplateColumn,
    example_of,
    template_columns,
)
from tuobo.engines.ledgers.folding import folded
from tuobo.operations.ledgers.acting import act_for_new
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.import_file import ReadFile, ReadRow
from tuobo.operations.ledgers.keepers import keepers_for, unit_of
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.operations.ledgers.opening import court_of

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}
_ROWS = 1000
_LONGEST_LIST = 255
_COMMENTS = 2000


def template_workbook(desk: LedgerDesk, ledger: Ledger, texts: Texts) -> bytes:
    """The template: titles to fill under, lists of choices, and a sheet that explains them."""
    keepers = keepers_for(desk, ledger)
    keeper = unit_of(keepers[0][0]) if keepers else desk.court
    reader = reader_for(desk, RecordsLookup(desk=desk, court=court_of(keeper)))
    act = act_for_new(desk, ledger, keeper)
    columns = template_columns(ledger, act, reader, texts)
    examples = {one.field.id: one.text for one in example_of(ledger, reader, texts)}
    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        _fill_sheet(book, columns, texts)
        _help_sheet(book, columns, examples, texts)
    return target.getvalue()


def marked_workbook(found: ReadFile, ledger: Ledger, texts: Texts) -> bytes:
    """The rejected rows as they were, wrong cells red with their reason, to be mended."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        sheet = book.add_worksheet(texts("ledger_import.rejected")[:31])
        bold, red = book.add_format({"bold": True}), book.add_format({"bg_color": "#F4B6B6"})
        heads = [*found.titles, texts("ledger_import.reasons"), texts("ledger_import.row")]
        for at, title in enumerate(heads):
            sheet.write_string(0, at, title, bold)
        sheet.set_column(0, len(found.titles), 18)
        sheet.freeze_panes(1, 0)
        columns = columns_by_field(found, ledger, texts)
        marks = _Marks(sheet, red)
        for at, row in enumerate(found.rejected, start=1):
            marks.write(at, row, columns, texts)
    return target.getvalue()


def columns_by_field(found: ReadFile, ledger: Ledger, texts: Texts) -> dict[str, int]:
    """Field → the column of the file that holds it."""
    named = {
        folded(one): name
        for name in ("number", "unit", "state")
        for one in (texts(f"ledger_import.{name}"), name)
    }
    for one in ledger.fields:
        named |= {folded(word): one.id for word in (one.id, one.en, one.zh)}
    bare = [folded(title.translate(_MARKS_OF_DUTY)) for title in found.titles]
    return {named[title]: at for at, title in enumerate(bare) if title in named}


_MARKS_OF_DUTY = str.maketrans("", "", "*＊:：")


class _Marks:
    """Writes rejected rows; a sheet bears only so many comments before it becomes slow."""

    def __init__(self, sheet: Any, red: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
        self._sheet = sheet
        self._red = red
        self._comments = 0

    def write(self, at: int, row: ReadRow, columns: dict[str, int], texts: Texts) -> None:
        wrong = {
            columns[one.field]: one.text(texts) for one in row.problems if one.field in columns
        }
        for column, cell in enumerate(row.cells):
            if column in wrong:
                self._mark(at, column, cell, wrong[column])
            elif cell:
                self._sheet.write_string(at, column, cell)
        reasons = "；".join(dict.fromkeys(one.text(texts) for one in row.problems))
        self._sheet.write_string(at, len(row.cells), reasons, self._red)
        self._sheet.write_number(at, len(row.cells) + 1, row.row)

    def _mark(self, at: int, column: int, cell: str, reason: str) -> None:
        self._sheet.write_string(at, column, cell, self._red)
        if self._comments < _COMMENTS:
            self._comments += 1
            self._sheet.write_comment(at, column, reason)


def _fill_sheet(book: Any, columns: tuple[TemplateColumn, ...], texts: Texts) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(texts("ledger_import.fill")[:31])
    head = book.add_format({"bold": True, "bg_color": "#E9EEF4", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for at, one in enumerate(columns):
        title = f"{one.title}*" if one.required else one.title
        sheet.write_string(0, at, title, head)
        sheet.set_column(at, at, max(14, len(one.title) * 2 + 4), text)
        labels = [texts.pick(each.names) for each in one.options]
        if labels and len(",".join(labels)) <= _LONGEST_LIST:
            # Several may be chosen where the field allows it, so the list only warns.
            rule = {"validate": "list", "source": labels, "error_type": "information"}
            sheet.data_validation(1, at, _ROWS, at, rule)


def _help_sheet(
    book: Any,  # noqa: ANN401
    columns: tuple[TemplateColumn, ...],
    examples: dict[str, str],
    texts: Texts,
) -> None:
    sheet = book.add_worksheet(texts("ledger_import.help")[:31])
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    heads = ("column", "must", "example", "explained", "choices")
    for at, name in enumerate(heads):
        sheet.write_string(0, at, texts(f"ledger_import.{name}"), bold)
    for width, at in zip((22, 8, 24, 44, 60), range(len(heads)), strict=True):
        sheet.set_column(at, at, width)
    for row, one in enumerate(columns, start=1):
        told = texts.pick(one.field.help) if one.field and one.field.help else ""
        cells = (
            one.title,
            texts("ledger.yes" if one.required else "ledger.no"),
            examples.get(one.id, ""),
            told or texts(f"ledger_import.help.{one.id}") if one.field is None else told,
            texts("ledger_show.and").join(texts.pick(each.names) for each in one.options),
        )
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell, wrapped)
