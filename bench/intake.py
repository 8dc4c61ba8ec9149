"""Reading and mapping large files, beside what else could read them. Each run is its own process.

The files are written once under out/ (XlsxWriter in constant memory, inline strings, a title row
above the header, days as serials and as four kinds of text) and kept for the next run.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import fastexcel
import openpyxl
import polars as pl
import xlsxwriter

from bench.rows import Row
from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake import Mappings, Reading, open_source, read_batch

OUT = Path("out") / "bench"
SIZES = {"small": 100_000, "full": 1_000_000}
RUNS = 5
OPENPYXL_ROWS = 10_000
TITLES = (
    "案号", "法院代字", "案由", "承办部门", "承办人", "适用程序", "收到材料日期", "受理日期",
    "立案日期", "结案日期", "结案方式", "裁判作出日期", "送达完成日期", "生效日期", "归档日期",
    "上诉日期", "二审结果日期", "二审结果", "诉讼标的额", "法定审限天数", "审限届满日期",
    "网上立案", "合议庭审理", "涉外（含港澳台）", "原审案号", "纠纷标识", "可能判处刑罚",
    "上诉对象", "自动履行日期", "申请执行日期",
)  # fmt: skip


def measure(size: str, facts: Path | None = None) -> list[Row]:
    """Rows of the bench page; `facts` is not used: the files are made here."""
    del facts
    count = SIZES[size]
    workbook, table = _workbook(count), _table(count)
    shape = f"{count:,} × {len(TITLES)}"
    return [
        _row(f"xlsx {shape}: read and map", "ours", workbook, RUNS, "two windows at a time"),
        _row(f"xlsx {shape}: fastexcel, one piece", "fastexcel", workbook, 1, "text only"),
        _row(f"xlsx {shape}: openpyxl read-only", "openpyxl", workbook, 1,
             f"extrapolated from the first {OPENPYXL_ROWS:,} rows"),
        _row(f"csv GB18030 {shape}: read and map", "ours", table, RUNS, "four-byte names in it"),
        _row(f"csv GB18030 {shape}: polars", "polars", table, 1, "text only"),
    ]  # fmt: skip


def _row(name: str, reader: str, path: Path, runs: int, note: str) -> Row:
    """Runs in processes of their own, so that the peak is this reader's."""
    command = [sys.executable, "-m", "bench.intake", reader, str(path)]
    found = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(runs)
    ]
    return Row(
        name=name,
        seconds=tuple(one["seconds"] for one in found),
        peak_mb=max(one["peak_mb"] for one in found),
        note=note,
    )


def _ours(path: Path) -> float:
    content = Content()
    schema = FactSchema.of(content)
    reading, mappings = Reading.of(content), Mappings.of(content, schema)
    vocabularies = Vocabularies.of(content)
    started = time.perf_counter()
    source = open_source(path, reading.limits, mappings.known_titles)
    batch = read_batch(source, mappings["court_export"], schema, vocabularies, reading)
    assert batch.issues.is_empty(), batch.issues.head()
    return time.perf_counter() - started


def _fastexcel(path: Path) -> float:
    started = time.perf_counter()
    fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_polars()
    return time.perf_counter() - started


def _openpyxl(path: Path) -> float:
    started = time.perf_counter()
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    read = sum(1 for _ in islice(sheet.iter_rows(values_only=True), OPENPYXL_ROWS))
    return (time.perf_counter() - started) * int(path.stem.split("_")[-1]) / read


def _polars(path: Path) -> float:
    started = time.perf_counter()
    pl.read_csv(path, encoding="gb18030", infer_schema=False, skip_rows=1)
    return time.perf_counter() - started


READERS: dict[str, Callable[[Path], float]] = {
    "ours": _ours,
    "fastexcel": _fastexcel,
    "openpyxl": _openpyxl,
    "polars": _polars,
}


def _rows(count: int) -> Iterator[list[object]]:
    """Cases of the invented court, the same for every run."""
    chance = random.Random(20260715)
    for serial in range(1, count + 1):
        filed = date(2023, 1, 1) + timedelta(days=chance.randrange(1000))
        closed = filed + timedelta(days=chance.randrange(200))
        iso = closed.isoformat()
        yield [
            f"（{filed.year}）辽9901民初{serial}号", "辽9901", "民间借贷纠纷", "民事审判第一庭",
            f"𠮷㛃{serial % 40:02d}", "简易程序", filed.isoformat(),
            f"{filed.year}年{filed.month}月{filed.day}日", (filed - date(1899, 12, 30)).days,
            f"{closed.year}.{closed.month}.{closed.day}", "判决", f"{closed:%Y%m%d}", iso, iso, iso,
            "", "", "", chance.randrange(10**7) / 100, 90, iso, "是", "否", "否", "", f"D{serial}",
            "", "", iso, iso,
        ]  # fmt: skip


def _workbook(count: int) -> Path:
    path = OUT / f"cases_{count}.xlsx"
    if path.exists():
        return path
    OUT.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with xlsxwriter.Workbook(str(part), {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("案件")
        sheet.write_string(0, 0, "某某人民法院案件表")
        sheet.write_row(2, 0, TITLES)
        for at, row in enumerate(_rows(count), start=3):
            for column, value in enumerate(row):
                if isinstance(value, str) and value:
                    sheet.write_string(at, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(at, column, value, day if column == 8 else None)
    part.rename(path)
    return path


def _table(count: int) -> Path:
    path = OUT / f"cases_{count}.csv"
    if path.exists():
        return path
    OUT.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w", encoding="gb18030", newline="\r\n") as opened:
        opened.write("某某人民法院案件表\n" + ",".join(TITLES) + "\n")
        opened.writelines(",".join(str(cell) for cell in row) + "\n" for row in _rows(count))
    part.rename(path)
    return path


def main() -> None:
    """One run of one reader: seconds and peak as JSON."""
    _, reader, path = sys.argv
    seconds = READERS[reader](Path(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": round(seconds, 3), "peak_mb": round(peak)}))


if __name__ == "__main__":
    main()
