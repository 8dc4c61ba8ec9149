"""Checks, rehearsal, commit and undo: a million rows, one court, and a small import into both.

Each run is a process of its own with an empty store. The rows are the country's sample as a batch.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from bench.rows import Row
from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.engines.intake import (
    ROW,
    SHEET,
    Batch,
    CheckContext,
    Entry,
    Snapshots,
    check,
    rehearse,
)
from tuobo.engines.sample import write_national

OUT = Path("out") / "bench"
DAY = date(2026, 6, 30)
RUNS = {"small": 3, "full": 5}
SHAPES = {"1,000,000 cases with intervals": 1_000_000, "one court, 27,000 cases": 27_000}
STEPS = ("checks", "rehearsal", "commit", "the same again: checks and rehearsal", "undo")


def measure(size: str, facts: Path | None = None) -> list[Row]:
    """Rows of the bench page; `facts` is a folder with case.parquet, made here if not given."""
    rows = []
    for shape, count in SHAPES.items():
        folder = facts or _made(count)
        runs = [_run(folder, count) for _ in range(RUNS[size])]
        rows += [
            Row(
                name=f"{shape}: {step}",
                seconds=tuple(run[step]["seconds"] for run in runs),
                peak_mb=max(run[step]["peak_mb"] for run in runs),
                note="peak of the process so far",
            )
            for step in STEPS
        ]
    return rows


def _made(count: int) -> Path:
    folder = OUT / f"commit_{count}"
    if not (folder / "case.parquet").exists():
        write_national(folder, count, max(1, count // 27_000), 20260630)
    return folder


def _run(folder: Path, count: int) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "bench.commit", str(folder), str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, dict[str, float]] = json.loads(told)
    return found


def _batch(folder: Path, count: int, schema: FactSchema) -> Batch:
    cases = pl.scan_parquet(folder / "case.parquet").head(count).collect()
    numbers = cases.lazy().select("case_number")
    intervals = pl.scan_parquet(folder / "interval.parquet").join(
        numbers, on="case_number", how="semi"
    )
    tables = {
        name: schema[name].conform(frame).with_columns(
            pl.lit(name).alias(SHEET), pl.int_range(2, pl.len() + 2, dtype=pl.UInt32).alias(ROW)
        )
        for name, frame in (("case", cases), ("interval", intervals.collect()))
    }  # fmt: skip
    read = {name: frame.height for name, frame in tables.items()}
    return Batch(file="bench", source="bench", tables=tables, rows_read=read)


def main() -> None:
    """One run: seconds and peak of each step as JSON."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    content = Content()
    schema = FactSchema.of(content)
    batch = _batch(folder, count, schema)
    told: dict[str, dict[str, float]] = {}
    started = time.perf_counter()

    def done(step: str) -> None:
        nonlocal started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds = time.perf_counter() - started
        told[step] = {"seconds": round(seconds, 3), "peak_mb": round(peak)}
        started = time.perf_counter()

    with tempfile.TemporaryDirectory() as root:
        store = Snapshots(Path(root))
        entry = Entry(as_of=DAY, at=datetime.now(UTC), who="bench")
        checked = check(batch, CheckContext.of(content, day=DAY))
        done("checks")
        rehearsed = rehearse(checked, {}, schema=schema, based_on=0)
        done("rehearsal")
        store.commit(rehearsed.changes, entry)
        done("commit")
        del checked, rehearsed
        stored = store.read()
        again = check(batch, CheckContext.of(content, day=DAY, stored=stored))
        same = rehearse(again, stored, schema=schema, based_on=1)
        assert not same.has_changes
        done("the same again: checks and rehearsal")
        store.undo(entry)
        done("undo")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
