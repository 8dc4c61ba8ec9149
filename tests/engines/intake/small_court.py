"""A few cases of the invented court 辽9901, for tests of the store and the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import polars as pl

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.engines.intake.batch import PLACE_SCHEMA, ROW, SHEET, Batch
from tuobo.engines.intake.versions import Entry

SCHEMA = FactSchema.of(Content())
SHEETS = {"case": "案件", "interval": "扣除审限", "event": "开庭送达", "money": "执行款项"}


def number(serial: int, word: str = "民初", year: int = 2025) -> str:
    return f"（{year}）辽9901{word}{serial}号"


def case(serial: int, **fields: object) -> dict[str, object]:
    """A civil case filed on 2025-03-01 unless said otherwise."""
    return {
        "case_number": number(serial),
        "court": "辽9901",
        "case_word": "民初",
        "case_year": 2025,
        "case_serial": serial,
        "domain": "civil",
        "instance": "first",
        "filed_on": date(2025, 3, 1),
    } | fields


def batch(file: str = "cases.xlsx", **tables: Sequence[Mapping[str, object]]) -> Batch:
    """A batch whose rows stand from row 3 on, each table on its sheet."""
    frames: dict[str, pl.DataFrame] = {}
    read: dict[str, int] = {}
    for name, rows in tables.items():
        sheet = SHEETS.get(name, name)
        schema = SCHEMA[name].polars_schema
        placed = [{**row, SHEET: sheet, ROW: at} for at, row in enumerate(rows, start=3)]
        frames[name] = pl.DataFrame(placed, schema={**schema, **PLACE_SCHEMA})
        read[sheet] = len(rows)
    return Batch(file=file, source="sample", tables=frames, rows_read=read)


def entry(day: int = 1, **fields: object) -> Entry:
    kept = {
        "as_of": date(2025, 6, day),
        "at": datetime(2025, 6, day, 8, tzinfo=UTC),
        "source": "sample",
        "file": "cases.xlsx",
        "who": "clerk",
    } | fields
    return Entry(**kept)  # type: ignore[arg-type]
