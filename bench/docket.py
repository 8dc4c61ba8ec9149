"""The desk's data at a million cases: docket and builds, every operation behind a page, a crowd.

Cold is the first time that a question is asked of an open desk (another court, case or filter each
run); warm is the same question again. A crowd is twenty threads that ask without a pause, harder
than twenty people. Pages add their template to these times.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import duckdb
import polars as pl

from bench.million import million_store
from bench.rows import Row
from tuobo.core.collector import spare_the_collector
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import CaseFilter, CaseQuestion, CaseSort, CaseState, Docket, list_cases
from tuobo.operations.desk.break_down import break_down
from tuobo.operations.desk.case_history import case_history
from tuobo.operations.desk.case_indicators import case_indicators
from tuobo.operations.desk.case_list import SHOWN, case_list, export_cases
from tuobo.operations.desk.case_page import case_page
from tuobo.operations.desk.cases_behind import BehindAsked, Viewing, cases_behind
from tuobo.operations.desk.exporting import write_workbook
from tuobo.operations.desk.health_page import HealthAsked, health_page
from tuobo.operations.desk.indicator_page import IndicatorAsked, indicator_page
from tuobo.operations.desk.keep_docket import docket_folder
from tuobo.operations.desk.limit_board import BoardAsked, limit_board
from tuobo.operations.desk.my_desk import my_desk
from tuobo.operations.desk.open_desk import Desk, OpenVersion
from tuobo.operations.serve_version import build, served_folder
from tuobo.operations.workspace import Workspace

RUNS, COLD, WARM, PEOPLE, EACH = 3, 20, 40, 20, 15
AT, YEAR = datetime(2026, 1, 5, tzinfo=UTC), Period.of("2025")
ALL = Reach.EVERYTHING
GOALS = frozenset({"goal"})
INDICATORS = ("closed_within_limit_rate", "clearance_rate", "mean_days_to_close", "extended_rate")
Ask = Callable[[int], object]
"""An operation asked for the n-th time, each time about something else."""


def measure(size: str, facts: Path) -> list[Row]:
    """Rows of the bench page. A million cases in either size: that is what the targets speak of."""
    del size, facts
    spare_the_collector()
    store = million_store()
    builds = [_apart("build", store) for _ in range(RUNS)]
    opened = [_apart("open", store) for _ in range(RUNS)]
    sizes = [
        sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) >> 20
        for folder in (docket_folder(Workspace.open(store)), served_folder(Workspace.open(store)))
    ]
    return [
        _of("docket and served build after an import", builds, "docket {} MB, served {} MB", sizes),
        _of("cold process: open the desk, first list page", opened, "static start-up ≤ 3 s", []),
        *_operations(store),
        *_forms(store),
    ]


def _of(name: str, found: list[tuple[float, float]], note: str, told: list[int]) -> Row:
    seconds, peaks = zip(*found, strict=True)
    return Row(name=name, seconds=seconds, peak_mb=max(peaks), note=note.format(*told))


def _apart(what: str, store: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a step in a process of its own."""
    command = [sys.executable, "-m", "bench.docket", what, str(store)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def _operations(store: Path) -> Iterator[Row]:
    desk = Desk(Workspace.open(store))
    with desk.now() as now:
        asks = _asks(desk, now)
        for name, ask in asks.items():
            cold = [_seconds(partial(ask, number)) for number in range(COLD)]
            warm = [_seconds(partial(ask, 0)) for _ in range(WARM)]
            yield Row(name=f"{name}: cold p95", seconds=(_p95(cold),), note=_told(cold))
            yield Row(name=f"{name}: warm p95", seconds=(_p95(warm),), note=_told(warm))
    yield from _crowd(store)
    yield _export(desk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row(name="memory of the process after all of it", seconds=(0.0,), peak_mb=peak)
    desk.close()


def _asks(desk: Desk, now: OpenVersion) -> dict[str, Ask]:
    """Each operation behind a page; the number chooses court, case or filter."""
    docket, texts = now.docket, desk.texts()
    courts = list(docket.spans)
    numbers = docket.case["case_number"].gather_every(len(docket) // 997).to_list()
    judges = docket.case.select("court", "judge").gather_every(7919).rows()
    causes = docket.texts("cause")

    def court(n: int) -> Place:
        return Place(court=courts[n % len(courts)])

    def asked(n: int, place: Place) -> IndicatorAsked:
        name = INDICATORS[n % len(INDICATORS)]
        return IndicatorAsked(indicator=name, place=place, period=YEAR)

    def listed(n: int, page: int, sort: CaseSort | None = None) -> object:
        chosen = CaseFilter(state=CaseState.CLOSED, cause=tuple(causes[n % 7 :]))
        question = CaseQuestion(filter=chosen, sort=sort or CaseSort(), page=page, size=50)
        return case_list(now, ALL, question, texts)

    def figures(n: int) -> object:
        viewing = Viewing(figures=ALL, cases=ALL, by_judge=ALL)
        question = BehindAsked(of=asked(n, Place()), part="numerator")
        return cases_behind(now, viewing, question, texts)

    return {
        "home, one court (page ≤ 300 ms)": lambda n: health_page(
            now, ALL, HealthAsked(place=court(n), period=YEAR, statuses=GOALS), texts, at=AT
        ),
        "home, one court, indicators of every status": lambda n: health_page(
            now, ALL, HealthAsked(place=court(n), period=YEAR), texts, at=AT
        ),
        "home, one judge": lambda n: health_page(
            now, ALL,
            HealthAsked(
                place=Place(court=judges[n][0], judge=judges[n][1]), period=YEAR, statuses=GOALS
            ),
            texts, at=AT, by_judge=ALL,
        ),
        "indicator, one court (page ≤ 300 ms)": lambda n: indicator_page(
            now, ALL, asked(n, court(n)), texts, at=AT
        ),
        "indicator by division": lambda n: break_down(
            now, ALL, asked(n, court(n)), "division", texts
        ),
        "cases behind a figure of all courts": figures,
        "case list of all courts, page 1 (page ≤ 150 ms)": lambda n: listed(n, 1),
        "case list of all courts, page 1,000 (page ≤ 250 ms)": lambda n: listed(n + 3, 1000),
        "case list sorted by judge, page 1,000": lambda n: listed(
            n, 1000, CaseSort(column="judge", descending=bool(n % 2))
        ),
        "case list, part of a number": lambda n: case_list(
            now, ALL, CaseQuestion(filter=CaseFilter(text=f"民初{n + 10}")), texts
        ),
        "case list of one court": lambda n: case_list(
            now, Reach((court(n),)), CaseQuestion(size=50), texts
        ),
        "case page (page ≤ 150 ms)": lambda n: case_page(now, ALL, numbers[n], texts),
        "case page, in which indicators and why": lambda n: case_indicators(
            now, ALL, numbers[n], texts, period=YEAR
        ),
        "case page, history": lambda n: case_history(desk, now, ALL, numbers[n], texts),
        "time-limit board, all courts (page ≤ 300 ms)": lambda n: limit_board(
            now, ALL, BoardAsked(lane="overdue", page=n + 1, size=50), texts
        ),
        "time-limit board, one court": lambda n: limit_board(
            now, Reach((court(n),)), BoardAsked(size=50), texts
        ),
        "my desk": lambda n: my_desk(
            now, Reach((Place(court=judges[n][0], judge=judges[n][1]),)), texts, period=YEAR
        ),
    }  # fmt: skip


def _crowd(store: Path) -> Iterator[Row]:
    """Twenty threads without a pause over all operations, on a desk that remembers nothing yet."""
    desk = Desk(Workspace.open(store))
    with desk.now() as now:
        asks = {name: ask for name, ask in _asks(desk, now).items() if "(page" in name}
        found: dict[str, list[float]] = {name: [] for name in asks}

        def person(number: int) -> None:
            turns = islice(cycle(asks.items()), number, number + EACH)
            for turn, (name, ask) in enumerate(turns):
                found[name].append(_seconds(partial(ask, number % 10 + turn)))

        start = time.perf_counter()
        with ThreadPoolExecutor(PEOPLE) as pool:
            list(pool.map(person, range(PEOPLE)))
        took = time.perf_counter() - start
    desk.close()
    asked = sum(len(seconds) for seconds in found.values())
    for name, seconds in found.items():
        note = f"{_told(seconds)}; {asked / took:,.0f} answers a second in all"
        yield Row(name=f"20 at once, {name}: p95", seconds=(_p95(seconds),), note=note)


def _export(desk: Desk) -> Row:
    """All cases of one kind to a workbook; memory is that of the process."""
    target = Path("out") / "bench" / "docket.xlsx"
    with desk.now() as now:
        question = CaseQuestion(filter=CaseFilter(domain=("administrative", "enforcement")))
        export = export_cases(now, ALL, question, desk.texts(), columns=SHOWN)
        start = time.perf_counter()
        rows = write_workbook(export, target)
    seconds = time.perf_counter() - start
    target.unlink()
    return Row(name="export to xlsx", seconds=(seconds,), note=f"{rows:,} rows × {len(SHOWN)}")


def _forms(store: Path) -> Iterator[Row]:
    """The same page from other forms of the same rows: why the docket is mapped Arrow."""
    folder = Path("out") / "bench" / "docket-forms"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    desk = Desk(Workspace.open(store))
    with desk.now() as now:
        docket = now.docket
        docket.case.write_parquet(folder / "case.parquet")
        connection = duckdb.connect(str(folder / "case.duckdb"))
        rows = docket.case.to_arrow()  # noqa: F841 - read by the statement
        connection.execute("CREATE TABLE cases AS SELECT * FROM rows")
        for page in (1, 1000):
            for form, work in _ways(docket, connection, folder / "case.parquet", page).items():
                seconds = [_seconds(work) for _ in range(12)][2:]
                yield Row(name=f"open and closed 2025, page {page:,}: {form}", seconds=(*seconds,))
    connection.close()
    desk.close()
    shutil.rmtree(folder)


def _ways(
    docket: Docket, connection: duckdb.DuckDBPyConnection, parquet: Path, page: int
) -> dict[str, Callable[[], object]]:
    question = CaseQuestion(filter=CaseFilter(filed_from=YEAR.start), page=page, size=50)
    columns, first = list(SHOWN), (page - 1) * 50
    keep = pl.col("filed_on") >= YEAR.start
    where = f"WHERE filed_on >= DATE '{YEAR.start}'"
    order = "ORDER BY court, filed_on DESC, case_number"

    def by_parquet() -> object:
        found = pl.scan_parquet(parquet).filter(keep)
        return (
            found.select(pl.len()).collect().item(),
            found.select(columns).slice(first, 50).collect().rows(),
        )

    def by_duckdb() -> object:
        count = connection.execute(f"SELECT count(*) FROM cases {where}").fetchall()
        listed = ", ".join(columns)
        paging = f"LIMIT 50 OFFSET {first}"
        return count, connection.execute(
            f"SELECT {listed} FROM cases {where} {order} {paging}"
        ).fetchall()

    return {
        "mapped Arrow (the docket)": lambda: list_cases(docket, ALL, question),
        "Parquet by Polars": by_parquet,
        "DuckDB": by_duckdb,
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[max(int(len(seconds) * 0.95) - 1, 0)]


def _told(seconds: list[float]) -> str:
    middle = sorted(seconds)[len(seconds) // 2]
    return f"median {middle * 1000:.1f} ms of {len(seconds)}"


def _step() -> None:
    what, store = sys.argv[1], Path(sys.argv[2])
    workspace = Workspace.open(store)
    if what == "build":
        for folder in (docket_folder(workspace), served_folder(workspace)):
            shutil.rmtree(folder, ignore_errors=True)
    start = time.perf_counter()
    if what == "build":
        build(workspace, workspace.snapshots.latest())
    else:
        desk = Desk(workspace)
        with desk.now() as now:
            case_list(now, ALL, CaseQuestion(), desk.texts())
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak]))


if __name__ == "__main__":
    _step()
