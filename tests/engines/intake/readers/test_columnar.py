"""Parquet and JSON lines: the same text columns as from any other file."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import polars as pl

from tests.engines.intake.files import READING
from tuobo.engines.intake import open_source


def test_parquet_columns_come_as_text(tmp_path: Path) -> None:
    path = tmp_path / "cases.parquet"
    pl.DataFrame(
        {"案号": ["甲"], "days": [1.0], "at": [date(2026, 7, 15)], "of": [["a", "b"]]}
    ).write_parquet(path)

    (chunk,) = open_source(path, READING.limits).sheets[0].chunks()

    assert chunk.frame.rows() == [(1, "甲", "1.0", "2026-07-15", "a|b")]


def test_json_lines_may_differ_in_keys_and_be_packed(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl.gz"
    path.write_bytes(gzip.compress('{"a": 1}\n\n{"b": "乙", "a": "x"}\n'.encode()))

    (chunk,) = open_source(path, READING.limits).sheets[0].chunks()

    assert chunk.frame.rows() == [(1, "1", None), (3, "x", "乙")]
