"""Whatever texts a file holds come back cell by cell, from any format and any size of window."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.intake.files import READING, workbook
from tuobo.engines.intake import open_source
from tuobo.engines.intake.batch import ROW

TITLES = ("案号", "立案日期", "承办人")
CELLS = st.text(alphabet='甲乙𠮷㛃ab ,;"<>&\n_x0D1（）', min_size=0, max_size=12)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=30)
LIMITS = READING.limits.model_copy(update={"window_bytes": 1_000})
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _filled(rows: list[tuple[str, str, str]]) -> list[tuple[int, ...] | tuple[object, ...]]:
    """The rows with a cell that is not blank, each with the row number that users see."""
    return [
        (at, *(cell or None for cell in row)) for at, row in enumerate(rows, start=2) if any(row)
    ]


def _read(path: Path) -> list[tuple[object, ...]]:
    (sheet,) = open_source(path, LIMITS, TITLES).sheets
    rows = [row for chunk in sheet.chunks() for row in chunk.frame.select(ROW, *TITLES).rows()]
    return [(row[0], *(cell or None for cell in row[1:])) for row in rows]


@quick
@given(rows=TABLES)
@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_comes_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], *, shared: bool
) -> None:
    path = workbook(tmp_path / "cases.xlsx", {"案件": [TITLES, *rows]}, shared=shared)
    assert _read(path) == _filled(rows)


@quick
@given(rows=TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_table_comes_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], encoding: str
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([TITLES, *rows])
    path = tmp_path / "cases.csv"
    path.write_bytes(written.getvalue().encode(encoding))
    assert _read(path) == _filled(rows)
