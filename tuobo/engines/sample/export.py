"""Writes the files that a court's case system would export, and the answer key that fits them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
import xlsxwriter

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.sample.answer_key import Planted
from tuobo.engines.sample.court import SampleCourt
from tuobo.engines.sample.layout import FileLayout, SheetLayout, file_layouts
from tuobo.engines.sample.rendering import Cell, Printer

Progress: TypeAlias = Callable[[str, int, int], None]
ANSWER_KEY = "answer_key.json"
_TABLES_OF_TEXT = ".csv"


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """A sheet ready to be written; `row_of` leads from a fact row to the row that users see."""

    layout: SheetLayout
    columns: list[list[Cell]]
    row_of: dict[tuple[str, int], int]

    @property
    def height(self) -> int:
        return len(self.columns[0])


def write_export(
    court: SampleCourt, folder: Path, progress: Progress | None = None,
    *, content: Content | None = None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write all files of the export and `answer_key.json`; the same court gives the same bytes.

    `progress` hears (file, files done, files in all).
    """
    content = content or Content()
    printer = Printer(FactSchema.of(content), Vocabularies.of(content))
    folder.mkdir(parents=True, exist_ok=True)
    layouts = file_layouts(content)
    places: dict[tuple[str, int], tuple[str, SheetLayout, int]] = {}
    written = []
    for done, layout in enumerate(layouts):
        if progress:
            progress(layout.file, done, len(layouts) + 1)
        sheets = [_sheet(court, one, printer) for one in layout.sheets]
        for sheet in sheets:
            at_places = sheet.row_of.items()
            places |= {fact: (layout.file, sheet.layout, row) for fact, row in at_places}
        path = folder / layout.file
        _write_file(court, layout, sheets, path)
        written.append(path)
    key = folder / ANSWER_KEY
    entries = [_entry(one, places) for one in court.answer_key]
    key.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if progress:
        progress(ANSWER_KEY, len(layouts) + 1, len(layouts) + 1)
    return (*written, key)


def _sheet(court: SampleCourt, layout: SheetLayout, printer: Printer) -> _Sheet:
    """The rows of a sheet: those of the table, then those that only the file has."""
    table = court.tables[layout.table].with_row_index("_at")
    skipped = [row for name, row in court.faults.skipped if name == layout.table]
    if skipped:
        table = table.filter(~pl.col("_at").is_in(skipped))
    shown = table.filter(pl.col("kind") == layout.kind) if layout.kind else table
    order = shown["_at"].to_list()
    place = {at: number for number, at in enumerate(order)}
    extra = [
        (-number, one)
        for number, one in enumerate(court.faults.extra, start=1)
        if one.table == layout.table and one.like in place
    ]
    frame = pl.concat([shown, *(shown[place[one.like]] for _, one in extra)])
    columns = [printer.cells(layout, one, frame) for one in layout.columns]
    spot = {one.column: number for number, one in enumerate(layout.columns) if one.column}
    for cell in court.faults.cells:
        if cell.table == layout.table and cell.row in place and cell.column in spot:
            columns[spot[cell.column]][place[cell.row]] = cell.text
    for number, (_, one) in enumerate(extra, start=len(order)):
        for column, text in one.changed.items():
            columns[spot[column]][number] = text
    rows = [*order, *(at for at, _ in extra)]
    first = layout.header_row + 1
    row_of = {(layout.table, at): first + number for number, at in enumerate(rows)}
    return _Sheet(layout=layout, columns=columns, row_of=row_of)


def _write_file(
    court: SampleCourt, layout: FileLayout, sheets: Sequence[_Sheet], path: Path
) -> None:
    if path.suffix == _TABLES_OF_TEXT:
        _write_text(sheets[0], path, layout.encoding)
    else:
        _write_workbook(court, sheets, path)


def _write_text(sheet: _Sheet, path: Path, encoding: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([one.header for one in sheet.layout.columns])
    writer.writerows(zip(*sheet.columns, strict=True))
    path.write_bytes(text.getvalue().encode(encoding))


def _write_workbook(court: SampleCourt, sheets: Sequence[_Sheet], path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        # A fixed day of creation: the same court gives the same bytes.
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - written without zone
        head = book.add_format({"bold": True, "align": "center"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.layout.sheet)
            page.set_column(0, 0, 26)
            page.set_column(1, len(sheet.columns) - 1, 14)
            _write_head(court, sheet.layout, page, head)
            _write_rows(sheet, page, day)
            _write_totals(sheet, page)


def _write_head(court: SampleCourt, layout: SheetLayout, page: Any, head: Any) -> None:  # noqa: ANN401
    """Merged title rows above the header, as exports for reading have them."""
    last = len(layout.columns) - 1
    if layout.title:
        page.merge_range(0, 0, 0, last, f"{court.name}{layout.title}", head)
    first = min(one for one in court.tables["case"]["filed_on"].to_list() if one is not None)
    spans = {"统计时间": f"统计时间：{first:%Y-%m-%d}至{court.as_of:%Y-%m-%d}"}
    for row, note in enumerate(layout.notes, start=1):
        page.merge_range(row, 0, row, last, spans.get(note, note))
    for place, one in enumerate(layout.columns):
        page.write_string(layout.header_row - 1, place, one.header, head)


def _write_rows(sheet: _Sheet, page: Any, day: Any) -> None:  # noqa: ANN401
    formats = [day if one.writing == "date_cell" else None for one in sheet.layout.columns]
    write_text, write_number = page.write_string, page.write_number
    rows = zip(*sheet.columns, strict=True)
    for row, cells in enumerate(rows, start=sheet.layout.header_row):
        for place, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                write_text(row, place, cell)
            else:
                write_number(row, place, cell, formats[place])


def _write_totals(sheet: _Sheet, page: Any) -> None:  # noqa: ANN401
    """A last row with sums, which is no data."""
    if not sheet.layout.totals:
        return
    row = sheet.layout.header_row + sheet.height
    page.write_string(row, 0, "合计")
    for place, one in enumerate(sheet.layout.columns):
        if one.header in sheet.layout.totals:
            numbers = [cell for cell in sheet.columns[place] if isinstance(cell, int | float)]
            page.write_number(row, place, round(sum(numbers), 2))


def _entry(
    one: Planted, places: dict[tuple[str, int], tuple[str, SheetLayout, int]]
) -> dict[str, object]:
    """A key entry with its places as people see them; the telling one stands in front."""
    found = [places[row] for row in one.rows if row in places]
    shown = [
        {"file": file, "sheet": sheet.sheet, "row": row, "column": sheet.header_of(one.column)}
        for file, sheet, row in found
    ]
    first = shown[0] if shown else {"file": "", "sheet": "", "row": None, "column": ""}
    return {
        "id": one.id, "kind": one.kind, "signature": one.signature, "origin": one.origin,
        "table": one.table, "keys": list(one.keys), **first, "fact_column": one.column,
        "expected": dict(one.expected), "tolerated": list(one.tolerated),
        "why": {"zh": one.why.zh, "en": one.why.en}, "places": shown,
    }  # fmt: skip
