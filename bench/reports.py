"""The health check and the special report of one court, as a user waits for them.

Each run is a process of its own from a cold start, except composing and checking, which are also
timed inside one process so that start-up does not hide them.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.rows import Row
from tuobo.core.period import Period
from tuobo.operations.check_draft import check_draft_file
from tuobo.operations.compose_report import ReportRequest, compose_report
from tuobo.operations.make_demo import make_demo
from tuobo.operations.verify_report import verify_file
from tuobo.operations.workspace import Workspace
from tuobo.operations.write_report import write_report

OUT = Path("out") / "bench" / "one-court"
AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
RUNS = 5


def measure(size: str, facts: Path | None = None) -> list[Row]:
    """The same at each size: one court is one court."""
    del size, facts
    workspace = Workspace.open(OUT / "store")
    version = make_demo(workspace, OUT / "export", at=AT, told=lambda _: None).version
    asked = ReportRequest(
        outline="trend_analysis",
        version=version,
        at=AT,
        dated_on=version.as_of,
        period=Period.of("2025"),
    )
    report = OUT / "report.docx"

    def compose() -> None:
        write_report(workspace, compose_report(workspace, asked).document, (report,))

    compose()
    return [
        Row(name="tuobo check, cold start", seconds=_cold("check"), note="at most 2 s"),
        Row(
            name="import of one court (rehearse and commit), cold start",
            seconds=_cold_import(),
            note="27,000 cases, five files; at most 5 s",
        ),
        Row(name="compose and lay out a report", seconds=_timed(compose), note=_pages(report)),
        Row(
            name="verify every figure of it",
            seconds=_timed(lambda: verify_file(workspace, report, AT)),
        ),
        Row(
            name="check it as a draft",
            seconds=_timed(lambda: check_draft_file(report, workspace.content, ())),
            note="at most 2 s",
        ),
    ]


def _timed(work: Callable[[], object]) -> tuple[float, ...]:
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return tuple(found)


def _cold(*words: str) -> tuple[float, ...]:
    command = [sys.executable, "-m", "tuobo", "--store", str(OUT / "store"), *words]
    return _timed(lambda: subprocess.run(command, check=True, capture_output=True))


def _cold_import() -> tuple[float, ...]:
    files = [str(path) for path in sorted((OUT / "export").iterdir()) if path.suffix != ".json"]
    found = []
    for number in range(RUNS):
        store = OUT / f"import-{time.time_ns()}-{number}"
        command = [
            sys.executable, "-m", "tuobo", "--store", str(store), "import", "commit",
            *files, "--day", "2025-12-31",
        ]  # fmt: skip
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - start)
    return tuple(found)


def _pages(report: Path) -> str:
    return f"{report.stat().st_size // 1024} KiB of Word; at most 10 s for 20 pages with 10 charts"
