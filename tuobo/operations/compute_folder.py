"""Indicators over a folder of fact tables that is in no store: this is how others check us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from tuobo.core.errors import DataError, RequestError
from tuobo.core.facts import Table
from tuobo.core.period import Period
from tuobo.engines.indicators import compute_folder
from tuobo.operations.serve_version import dated
from tuobo.operations.workspace import Workspace


def compute_indicators(
    workspace: Workspace,
    folder: Path,
    period: Period,
    asked: tuple[tuple[str, ...], tuple[str, ...], date],
) -> Iterator[dict[str, object]]:
    """One result a cell; `asked` is (indicators, dimensions, day of the deadlines).

    The deadline table is computed unless the folder has one of its own.
    """
    indicators, by, on = asked
    tables = dict(_tables(workspace, folder))
    if "case" in tables and "deadline" not in tables:
        tables["deadline"] = dated(workspace, tables, on).deadlines.frame
    pack = workspace.indicators
    chosen = indicators or tuple(
        one.key
        for one in pack.indicators.values()
        if {side.table for side in one.sides} <= {*tables, "deadline"}
    )
    if not chosen:
        return
    yield from compute_folder(tables, period, pack, indicators=chosen, by=by, as_of=on)


def _tables(workspace: Workspace, folder: Path) -> Iterator[tuple[str, pl.DataFrame]]:
    if not folder.is_dir():
        raise RequestError("compute.no_folder", folder=folder)
    found = False
    for table in workspace.schema.tables.values():
        for suffix in ("parquet", "csv", "jsonl"):
            path = folder / f"{table.table}.{suffix}"
            if path.is_file():
                found = True
                yield table.table, table.conform(_read(path, table))
                break
    if not found:
        known = "、".join(workspace.schema.tables)
        raise RequestError("compute.no_tables", folder=folder, known=known)


def _read(path: Path, table: Table) -> pl.DataFrame:
    try:
        match path.suffix:
            case ".parquet":
                return pl.read_parquet(path)
            case ".csv":
                return pl.read_csv(path, schema_overrides=dict(table.polars_schema))
            case _:
                return _dated_lines(pl.read_ndjson(path, infer_schema_length=None), table)
    except pl.exceptions.PolarsError as error:
        told = str(error).splitlines()[0]
        raise DataError("compute.unreadable", file=path.name, found=told) from error


def _dated_lines(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """JSON has no dates: text columns that should be days are read as 2025-03-31."""
    days = [
        name
        for name, kind in table.polars_schema.items()
        if kind is pl.Date and frame.schema.get(name) == pl.String
    ]
    return frame.with_columns(pl.col(name).str.to_date("%Y-%m-%d") for name in days)
