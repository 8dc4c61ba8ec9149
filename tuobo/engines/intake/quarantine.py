"""Rejected rows: kept with their original cells and reasons, and given back as a marked workbook.

The workbook has the sheets and titles of the file, red cells with a comment, and the reason in a
last column; a clerk mends the cells and imports the workbook through the same mapping.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import xlsxwriter

from tuobo.core.errors import RequestError
from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.engines.intake.batch import ROW, Batch
from tuobo.engines.intake.mapping import Mapping
from tuobo.engines.intake.mapping.application import BoundSheet, bind
from tuobo.engines.intake.readers import Source

ROWS_AT_MOST = 1_048_575
COMMENTS_AT_MOST = 2_000
"""Excel opens slowly beyond that many comments; the reason column has them all."""
REASON, ORIGINAL_ROW = "退回原因", "原行号"
_FORBIDDEN = str.maketrans("[]:*?/\\", "_______")
_JOINED = "、"


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """Rows of one file as they stand there, with what was found in them: those that wait.

    sheets  sheet → the original cells as text under their titles, plus `_row`
    issues  all issues of these rows; `column` is the file's own title where there is one, `cell`
            the address of the cell (E17), empty where the row as a whole is at fault
    """

    file: str
    source: str
    date1904: bool
    sheets: Lookup[str, pl.DataFrame]
    issues: pl.DataFrame

    @property
    def rows(self) -> int:
        return sum(frame.height for frame in self.sheets.values())


def rejected_rows(source: Source, batch: Batch, mapping: Mapping, schema: FactSchema) -> Rejected:
    """The rejected rows of a checked batch, read once more from its file.

    In a batch of several files, those of the given one.
    """
    return rows_at(batch.rejected, source, batch, mapping, schema)


def rows_at(
    places: pl.DataFrame, source: Source, batch: Batch, mapping: Mapping, schema: FactSchema
) -> Rejected:
    """The rows at some places (`_sheet`, `_row`) of a checked batch, read once more."""
    sheets: dict[str, pl.DataFrame] = {}
    issues: list[pl.DataFrame] = [_with_cells(batch.issues.clear(), {}, {})]
    if places.is_empty():
        return _rejected(source, batch, sheets, issues)
    for bound in bind(source, mapping, schema):
        name = _name_in(batch, source.file, bound.sheet.name)
        rows = places.filter(pl.col("_sheet") == name).select(ROW)
        if rows.is_empty():
            continue
        frames = [
            chunk.frame.join(rows, on=ROW, how="semi", maintain_order="left")
            for chunk in bound.sheet.chunks()
        ]
        sheets[bound.sheet.name] = pl.concat(frames)
        told = batch.issues.filter(pl.col("sheet") == name).join(
            rows.rename({ROW: "row"}), on="row", how="semi", maintain_order="left"
        )
        told = told.with_columns(sheet=pl.lit(bound.sheet.name), file=pl.lit(source.file))
        issues.append(_with_cells(told, _titles(bound), _letters(bound)))
    return _rejected(source, batch, sheets, issues)


def keep_rejected(rejected: Rejected, folder: Path) -> None:
    """Keep the rows in a folder of the store's quarantine."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, frame in enumerate(rejected.sheets.values()):
        frame.write_parquet(folder / f"sheet-{at}.parquet")
    rejected.issues.write_parquet(folder / "issues.parquet")
    about = {
        "file": rejected.file,
        "source": rejected.source,
        "date1904": rejected.date1904,
        "sheets": list(rejected.sheets),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / "about.json").write_text(text, encoding="utf-8")


def kept_rejected(folder: Path) -> Rejected:
    """The rows that were kept; raises RequestError "quarantine.none"."""
    if not (folder / "about.json").is_file():
        raise RequestError("quarantine.none", folder=folder)
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    return Rejected(
        file=about["file"],
        source=about["source"],
        date1904=about["date1904"],
        sheets={
            name: pl.read_parquet(folder / f"sheet-{at}.parquet")
            for at, name in enumerate(about["sheets"])
        },
        issues=pl.read_parquet(folder / "issues.parquet"),
    )


def write_marked_workbook(rejected: Rejected, path: Path, texts: Texts) -> None:
    """The rejected rows as a workbook to mend; raises RequestError if a sheet cannot hold them."""
    for name, frame in rejected.sheets.items():
        if frame.height > ROWS_AT_MOST:
            raise RequestError("quarantine.too_many_rows", sheet=name or rejected.file,
                               rows=frame.height, most=ROWS_AT_MOST)  # fmt: skip
    options = {"constant_memory": True, "date_1904": rejected.date1904}
    with xlsxwriter.Workbook(str(path), options) as book:
        for name, frame in rejected.sheets.items():
            said = _said(rejected.issues.filter(pl.col("sheet") == name), texts)
            sheet = book.add_worksheet(_sheet_name(name, rejected.file))
            _MarkedSheet(book, sheet).write(frame, said)


class _MarkedSheet:
    """One sheet being written, a row at a time."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        self._sheet = sheet
        self._bold = book.add_format({"bold": True, "bg_color": "#DDDDDD"})
        self._red = book.add_format({"bg_color": "#F4B6B6"})
        self._comments = 0

    def write(self, frame: pl.DataFrame, said: Lookup[int, Sequence[tuple[str, str]]]) -> None:
        """Titles, then the rows; `said` holds for each row number its (titles, sentence) pairs."""
        titles = [title for title in frame.columns if title != ROW]
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(titles) - 1, 16)
        self._sheet.set_column(len(titles), len(titles), 60)
        for at, title in enumerate([*titles, REASON, ORIGINAL_ROW]):
            self._sheet.write_string(0, at, title, self._bold)
        for at, row in enumerate(frame.select(ROW, *titles).iter_rows(), start=1):
            number, *cells = row
            issues = said.get(number, ())
            bad = {title: text for joined, text in issues for title in joined.split(_JOINED)}
            self._write_cells(at, titles, cells, bad)
            reasons = "；".join(dict.fromkeys(text for _, text in issues))
            self._sheet.write_string(at, len(titles), reasons, self._red)
            self._sheet.write_number(at, len(titles) + 1, number)

    def _write_cells(
        self, at: int, titles: list[str], cells: list[str | None], bad: Lookup[str, str]
    ) -> None:
        for column, (title, cell) in enumerate(zip(titles, cells, strict=True)):
            wrong = title in bad
            if not wrong and cell is None:
                continue
            if cell is None:
                self._sheet.write_blank(at, column, None, self._red)
            else:
                self._sheet.write_string(at, column, cell, self._red if wrong else None)
            if wrong and self._comments < COMMENTS_AT_MOST:
                self._comments += 1
                self._sheet.write_comment(at, column, bad[title])


def _said(issues: pl.DataFrame, texts: Texts) -> dict[int, list[tuple[str, str]]]:
    said: dict[int, list[tuple[str, str]]] = {}
    for rule, row, column, found, expected in issues.select(
        "rule", "row", "column", "found", "expected"
    ).iter_rows():
        said.setdefault(row, []).append((column, texts(rule, found=found, expected=expected)))
    return said


def _rejected(
    source: Source, batch: Batch, sheets: dict[str, pl.DataFrame], issues: list[pl.DataFrame]
) -> Rejected:
    return Rejected(
        file=source.file,
        source=batch.source,
        date1904=source.date1904,
        sheets=sheets,
        issues=pl.concat(issues),
    )


def _name_in(batch: Batch, file: str, sheet: str) -> str:
    """What a batch calls a sheet: in a batch of several files its file stands before it."""
    if sheet in batch.rows_read:
        return sheet
    return f"{file} · {sheet}" if sheet else file


def _titles(bound: BoundSheet) -> dict[str, str]:
    """What a fact column is called → the title under which the file has it."""
    return {
        one.column.zh: one.shown_title for table in bound.tables for one in table.bounds
    } | {title: title for title in bound.sheet.titles}  # fmt: skip


def _letters(bound: BoundSheet) -> dict[str, str]:
    pairs = zip(bound.sheet.titles, bound.sheet.positions, strict=True)
    return {title: _letter(position) for title, position in pairs}


def _letter(position: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    first, last = divmod(position, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)


def _with_cells(
    issues: pl.DataFrame, titles: Lookup[str, str], letters: Lookup[str, str]
) -> pl.DataFrame:
    """The issues with the file's own titles, and the address of the first cell at fault."""
    columns = issues["column"].unique().to_list()
    own = {
        column: _JOINED.join(titles.get(part, part) for part in column.split(_JOINED))
        for column in columns
    }
    letter = {column: letters.get(title.split(_JOINED)[0], "") for column, title in own.items()}
    first = pl.col("column").replace_strict(letter, default="", return_dtype=pl.String)
    address = pl.when(first != "").then(pl.format("{}{}", first, "row")).otherwise(pl.lit(""))
    return issues.with_columns(
        cell=address,
        column=pl.col("column").replace_strict(own, default="", return_dtype=pl.String),
    )


def _sheet_name(name: str, file: str) -> str:
    """A name that Excel allows; one-table files give their own name."""
    return (name or Path(file).name.split(".")[0]).translate(_FORBIDDEN)[:31] or "1"
