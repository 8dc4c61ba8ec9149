"""Deadlines of all cases, beside the reading of the columns that they need.

Each run is a process of its own, because memory that was freed still counts as its peak. The rule
to meet: computing takes at most three times the reading.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from bench.rows import Row
from tuobo.core.content import Content
from tuobo.engines.sample import write_national
from tuobo.engines.timelimits import Calendar, LimitBook, compute_deadlines, explain
from tuobo.engines.timelimits.ledger import INTERVAL_COLUMNS
from tuobo.engines.timelimits.matching import selecting_columns

OUT = Path("out") / "bench"
SIZES = {"small": 1_000_000, "full": 46_000_000}
CASES_OF_A_COURT = 13_000
RUNS = {"small": 5, "full": 5}
DAY = date(2026, 6, 30)
STEPS = ("read the columns", "all deadlines", "one case explained")


def measure(size: str, facts: Path | None = None) -> list[Row]:
    """Reading, computing and explaining; `facts` holds case.parquet and interval.parquet."""
    folder = facts or _made(SIZES[size])
    runs = [_run(folder) for _ in range(RUNS[size])]
    about = runs[0]["about"]
    note = f"{about['cases']:,} cases, {about['intervals']:,} intervals"
    rows = [
        Row(
            name=f"deadlines: {step}",
            seconds=tuple(run[step]["seconds"] for run in runs),
            peak_mb=max(run[step]["peak_mb"] for run in runs),
            note=note,
        )
        for step in STEPS
    ]
    reading, computing = rows[0].median, rows[1].median
    shown = f"{note}; computing is {computing / reading:.1f} × reading (at most 3)"
    return [rows[0], Row(**{**vars(rows[1]), "note": shown}), rows[2]]


def _made(count: int) -> Path:
    folder = OUT / f"national_{count}"
    if not (folder / "interval.parquet").exists():
        write_national(folder, count, max(1, count // CASES_OF_A_COURT), 20260630)
    return folder


def _run(folder: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "bench.deadlines", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, dict[str, float]] = json.loads(told)
    return found


def _read(folder: Path, book: LimitBook) -> dict[str, pl.DataFrame]:
    """The columns that deadlines need, texts of code columns as categories."""
    frames = {
        "case": (*selecting_columns(book), "accepted_on", "received_on", "filed_on", "closed_on",
                 "in_custody", "foreign_related"),
        "interval": INTERVAL_COLUMNS,
    }  # fmt: skip
    found = {}
    for table, names in frames.items():
        scanned = pl.scan_parquet(folder / f"{table}.parquet")
        schema = scanned.collect_schema()
        coded = {column.name for column in book.schema[table].columns if column.vocabulary}
        found[table] = scanned.select(
            pl.col(name).cast(pl.Categorical)
            if name in coded and schema[name] == pl.String
            else pl.col(name)
            for name in dict.fromkeys(("case_key", *names))
            if name in schema
        ).collect(engine="streaming")
    return found


def _timed(told: dict[str, dict[str, float]], step: str, work: Callable[[], object]) -> object:
    started = time.perf_counter()
    result = work()
    told[step] = {
        "seconds": round(time.perf_counter() - started, 4),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    return result


def main() -> None:
    """One run: seconds and peak of each step as JSON."""
    folder = Path(sys.argv[1])
    content = Content()
    book, calendar = LimitBook.of(content), Calendar.of(content)
    told: dict[str, dict[str, float]] = {}
    facts: dict[str, pl.DataFrame] = {}
    _timed(told, STEPS[0], lambda: facts.update(_read(folder, book)))
    _timed(
        told,
        STEPS[1],
        lambda: compute_deadlines(facts, book=book, calendar=calendar, on=DAY, coded=True),
    )
    told["about"] = {"cases": facts["case"].height, "intervals": facts["interval"].height}
    scanned = {
        name: pl.scan_parquet(folder / f"{name}.parquet").head(30_000).collect()
        for name in ("case", "interval")
    }
    number = scanned["interval"]["case_number"][0]
    _timed(
        told,
        STEPS[2],
        lambda: explain(number, scanned, book=book, calendar=calendar, on=DAY),
    )
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
