"""Small files as a court's system writes them, for tests of readers and mappings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake import (
    Batch,
    Mappings,
    Progress,
    Reading,
    Source,
    open_source,
    propose,
    read_batch,
)
from tuobo.engines.intake.readers import silent

CONTENT = Content()
SCHEMA = FactSchema.of(CONTENT)
VOCABULARIES = Vocabularies.of(CONTENT)
READING = Reading.of(CONTENT)
MAPPINGS = Mappings.of(CONTENT, SCHEMA)

CASE_TITLES = ("案号", "立案日期", "结案日期", "结案方式", "承办人", "诉讼标的额")
Rows = Sequence[Sequence[object]]


def case_number(serial: int, word: str = "民初", year: int = 2025) -> str:
    return f"（{year}）辽9901{word}{serial}号"


def case_rows(count: int) -> list[list[object]]:
    """Cases 1 … count, filed on 2025-03-01, open, each about 100 yuan."""
    return [
        [case_number(n), "2025-03-01", "", "", f"法官{n % 3}", 100] for n in range(1, count + 1)
    ]


def workbook(
    path: Path, sheets: Mapping[str, Rows], *, shared: bool = True, date1904: bool = False
) -> Path:
    """An .xlsx; days are written as serial numbers formatted as dates."""
    options = {"constant_memory": not shared, "date_1904": date1904}
    with xlsxwriter.Workbook(str(path), options) as book:
        as_date = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, value, as_date)
                    elif value is not None and value != "":
                        sheet.write(at, column, value)
    return path


def text(path: Path, rows: Rows, encoding: str = "gb18030", delimiter: str = ",") -> Path:
    lines = [delimiter.join(str(cell) for cell in row) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def opened(path: Path) -> Source:
    return open_source(path, READING.limits, MAPPINGS.known_titles)


def read(path: Path, mapping: str = "court_export", progress: Progress = silent) -> Batch:
    one = MAPPINGS[mapping]
    return read_batch(opened(path), one, SCHEMA, VOCABULARIES, READING, progress)


def proposed(path: Path) -> Batch:
    """The file read through the mapping that is proposed for it."""
    source = opened(path)
    mapping = propose(source, MAPPINGS, SCHEMA, "ours")
    return read_batch(source, mapping, SCHEMA, VOCABULARIES, READING)
