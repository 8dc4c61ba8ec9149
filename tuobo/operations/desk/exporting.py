"""A list as a workbook, row by row: criteria on top, all rows, memory that does not grow.

A sheet of Excel holds 1,048,576 rows; what is more goes on in further sheets, nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, TypeAlias

import xlsxwriter

ROWS_A_SHEET = 1_000_000
_WIDTH = 16
_LONGEST_NAME = 24
_FORBIDDEN = str.maketrans("[]:*?/\\", "_______")
Value: TypeAlias = str | int | Decimal | date


@dataclass(frozen=True, kw_only=True)
class Export:
    """What a workbook is written of. `rows` can be gone through once; an empty cell is ""."""

    title: str
    criteria: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def write_workbook(
    export: Export, target: Path | IO[bytes], *, rows_a_sheet: int = ROWS_A_SHEET
) -> int:
    """Write a workbook; the number of rows that it holds."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    written = 0
    with xlsxwriter.Workbook(target, options) as book:
        writer = _Writer(book, export)
        writer.begin()
        for row in export.rows:
            if written and written % rows_a_sheet == 0:
                writer.begin()
            writer.write(row)
            written += 1
    return written


class _Writer:
    """Writes rows one below the other, each sheet beginning with title, criteria and heads."""

    def __init__(self, book: Any, export: Export) -> None:  # noqa: ANN401 - xlsxwriter is untyped
        self._book = book
        self._export = export
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheets = 0
        self._at = 0

    def begin(self) -> None:
        self._sheets += 1
        title = self._export.title.translate(_FORBIDDEN)[:_LONGEST_NAME]
        name = title if self._sheets == 1 else f"{title} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.set_column(0, len(self._export.titles), _WIDTH)
        self._at = 0
        for head, text in ((self._export.title, ""), *self._export.criteria, ("", "")):
            self._sheet.write_string(self._at, 0, head, self._bold)
            self._sheet.write_string(self._at, 1, text)
            self._at += 1
        for column, head in enumerate(self._export.titles):
            self._sheet.write_string(self._at, column, head, self._bold)
        self._at += 1

    def write(self, row: tuple[Value, ...]) -> None:
        sheet, at = self._sheet, self._at
        for column, value in enumerate(row):
            match value:
                case "":
                    pass
                case str():
                    sheet.write_string(at, column, value)
                case date():
                    sheet.write_datetime(at, column, value, self._day)
                case _:
                    sheet.write_number(at, column, value)
        self._at += 1
