"""The country's facts for the bench: written once under out/, deadlines included.

The sample writes cases, intervals and money; the time-limit engine adds the deadlines, block by
block of whole row groups, so that memory stays small.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from tuobo.core.content import Content
from tuobo.engines.sample.national.writing import write_national
from tuobo.engines.timelimits import Calendar, LimitBook, compute_deadlines

CASES = {"small": 1_000_000, "full": 46_000_000}
COURTS = {"small": 80, "full": 3_500}
SEED = 20260101
AS_OF = date(2026, 1, 1)
_BLOCK = 2_000_000


def facts_folder(size: str) -> Path:
    """The folder of Parquet tables of a size, made if it is not there yet."""
    folder = Path("out") / f"bench-{size}"
    done = folder / "deadline.parquet"
    if not done.exists():
        write_national(folder, CASES[size], COURTS[size], SEED)
        waiting = folder / "deadline.part"
        _write_deadlines(folder, waiting)
        waiting.rename(done)
    return folder


def _write_deadlines(folder: Path, path: Path) -> None:
    content = Content()
    book, calendar = LimitBook.of(content), Calendar.of(content)
    interval = pl.scan_parquet(folder / "interval.parquet")
    file = pq.ParquetFile(folder / "case.parquet")
    writer: pq.ParquetWriter | None = None
    for groups in _blocks(file):
        case = pl.DataFrame(file.read_row_groups(groups))
        first, last = case["case_key"].min(), case["case_key"].max()
        mine = interval.filter(pl.col("case_key").is_between(first, last)).collect()
        frame = compute_deadlines(
            {"case": case, "interval": mine}, book=book, calendar=calendar, on=AS_OF
        ).frame
        table = frame.with_columns(case["case_key"]).to_arrow()
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table.cast(writer.schema), row_group_size=250_000)
    if writer:
        writer.close()


def _blocks(file: pq.ParquetFile) -> list[list[int]]:
    """Row groups in runs of about as many rows each."""
    runs: list[list[int]] = [[]]
    rows = 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if rows + size > _BLOCK and runs[-1]:
            runs.append([])
            rows = 0
        runs[-1].append(group)
        rows += size
    return runs
