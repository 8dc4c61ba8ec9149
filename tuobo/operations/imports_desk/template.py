"""The workbook that a clerk fills in where the case system exports nothing usable.

One sheet a fact table, titles as the facts call them, required ones marked, code lists as choices
in the cells. A sheet that stays empty brings nothing; a last sheet says what each column holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tuobo.core.facts import Column, ColumnType, Table
from tuobo.core.texts import Texts
from tuobo.operations.workspace import Workspace

_ROWS = 2_000
"""So many rows offer the choices of a code list."""
_CHOICES_MOST = 60


def write_template(workspace: Workspace, path: Path, texts: Texts) -> None:
    """One workbook with a sheet for each table that can be imported."""
    tables = workspace.schema.imported
    with xlsxwriter.Workbook(str(path)) as book:
        template = _Template(workspace, book, texts)
        for table in tables:
            template.sheet(table)
        template.about(tables)
        template.lists()


class _Template:
    """The workbook being written."""

    def __init__(self, workspace: Workspace, book: xlsxwriter.Workbook, texts: Texts) -> None:
        self._workspace, self._book, self._texts = workspace, book, texts
        self._lists = texts("import.template.lists")
        bold = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        self._required = book.add_format({**bold, "bg_color": "#F6D9A8"})
        self._plain = book.add_format({**bold, "bg_color": "#E4EAF1"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._text = book.add_format({"num_format": "@"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._choices: dict[str, tuple[str, ...]] = {}

    def sheet(self, table: Table) -> None:
        """Titles, widths, formats and choices; no row of data."""
        sheet = self._book.add_worksheet(table.names.zh)
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(table.columns):
            title = self._required if column.required else self._plain
            sheet.write_string(0, at, column.zh, title)
            sheet.write_comment(0, at, self._told(column))
            is_day = column.kind is ColumnType.DATE
            sheet.set_column(at, at, 16 if at else 28, self._day if is_day else self._text)
            self._validate(sheet, at, column)

    def about(self, tables: tuple[Table, ...]) -> None:
        """What each column holds; one cell a row, so that nobody takes it for data."""
        sheet = self._book.add_worksheet(self._texts("import.template.about"))
        sheet.set_column(0, 0, 110, self._wrap)
        row = 0
        for table in tables:
            sheet.write_string(row, 0, self._texts("import.template.of", table=table.names.zh))
            for column in table.columns:
                row += 1
                told = self._texts(
                    "import.template.line", column=column.zh, told=self._told(column)
                )
                sheet.write_string(row, 0, told)
            row += 2

    def lists(self) -> None:
        """The code lists that are too long to stand in a cell's choices."""
        sheet = self._book.add_worksheet(self._lists)
        for at, (name, labels) in enumerate(self._choices.items()):
            sheet.write_string(0, at, f"（{name}）", self._plain)
            sheet.write_column(1, at, labels)

    def _told(self, column: Column) -> str:
        parts = [
            self._texts("import.template.required") if column.required else "",
            self._texts(f"import.template.kind.{column.kind}"),
            column.note,
        ]
        return self._texts("import.template.joint").join(part for part in parts if part)

    def _validate(self, sheet: xlsxwriter.worksheet.Worksheet, at: int, column: Column) -> None:
        """Excel warns of what is no choice and lets it stand: the check decides, not the cell."""
        choices = tuple(self._labels(column))
        if not choices or len(choices) > _CHOICES_MOST:
            return
        self._choices.setdefault(column.zh, choices)
        place = list(self._choices).index(column.zh)
        letter = xl_col_to_name(place)
        sheet.data_validation(
            1, at, _ROWS, at,
            {
                "validate": "list",
                "source": f"='{self._lists}'!${letter}$2:${letter}${len(choices) + 1}",
                "error_type": "information",
            },
        )  # fmt: skip

    def _labels(self, column: Column) -> Iterator[str]:
        if column.kind is ColumnType.FLAG:
            yield from (self._texts("docket.yes"), self._texts("docket.no"))
        elif column.vocabulary:
            known = self._workspace.vocabularies[column.vocabulary]
            yield from (one.zh for one in known.entries)
