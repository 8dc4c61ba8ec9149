"""The indicator engine: building, updating, one pass, and answers, beside other ways to do it.

Comparisons run over one Parquet file that holds the served facts with their texts, and count the
flows by closing month whose conditions are plain predicates; the same flows are counted from the
served facts in the same run.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from bench.facts import AS_OF, CASES
from bench.rows import Row
from tuobo.core.collector import spare_the_collector
from tuobo.core.content import Content
from tuobo.core.period import Period
from tuobo.engines.indicators import (
    Changes,
    DataVersion,
    Pack,
    Question,
    Served,
    answer,
    build_served,
    rows,
    update_served,
)
from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import Engine, select
from tuobo.engines.indicators.backend.loading import used_columns
from tuobo.engines.indicators.backend.rollup import column_names, passes
from tuobo.engines.indicators.backend.switch import current
from tuobo.engines.indicators.backend.truths import Truths
from tuobo.engines.indicators.plan import Flow, flows_of

RUNS = 5
ANSWERS = 40
CHANGED = {"small": 3_000, "full": 150_000}
TABLES = ("case", "interval", "money", "deadline")
YEAR, TWO_YEARS = Period.of("2025"), Period.of("2024..2025")
ONE_COURT = 27_000


def measure(size: str, facts: Path) -> list[Row]:
    """Rows of the bench page."""
    folder = facts / "served"
    runs = RUNS if size == "small" else 3
    builds = [_apart("build", facts) for _ in range(runs)]
    updates = [_apart("update", facts, str(CHANGED[size])) for _ in range(runs)]
    count = CASES[size]
    return [
        _of(f"served build, {count:,} cases", builds, "target at 46 M: 90 s, 6 GB"),
        _of(f"update, {CHANGED[size]:,} changed cases over all courts", updates, "target 10 s"),
        *_passes(folder, facts),
        *_answers(folder),
        _one_court(facts),
    ]


def _of(name: str, found: list[tuple[float, float]], note: str) -> Row:
    seconds, peaks = zip(*found, strict=True)
    return Row(name=name, seconds=seconds, peak_mb=max(peaks), note=note)


def _apart(what: str, facts: Path, *more: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a step in a process of its own."""
    command = [sys.executable, "-m", "bench.indicators", what, str(facts), *more]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def _build(facts: Path) -> None:
    tables = {name: facts / f"{name}.parquet" for name in TABLES}
    version = DataVersion(id="1-be9c0001", as_of=AS_OF)
    build_served(facts / "served", _pack(), tables, version, memory="4500MB")


def _update(facts: Path, changed: Changes) -> None:
    version = DataVersion(id="2-be9c0002", as_of=AS_OF)
    update_served(facts / "served", _pack(), changed, version, memory="4500MB")


def _changes(facts: Path, count: int) -> Changes:
    """Cases over all courts, closed on the last day of the data."""
    total = pl.scan_parquet(facts / "case.parquet").select(pl.len()).collect().item()
    step = max(1, total // count)
    found = {
        name: pl.scan_parquet(facts / f"{name}.parquet")
        .filter(pl.col("case_key") % step == 0)
        .collect(engine="streaming")
        for name in TABLES
    }
    found["case"] = found["case"].with_columns(closed_on=pl.lit(AS_OF), closing_way=pl.lit("other"))
    return Changes(facts=found, removed={})


@cache
def _pack() -> Pack:
    return Pack.of(Content())


def _timed(work: Callable[[], object], runs: int = RUNS) -> tuple[float, ...]:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return tuple(seconds)


def _passes(folder: Path, facts: Path) -> list[Row]:
    """All indicators × court × month, and what the same costs in other ways."""
    pack = _pack()
    path = current(folder).path
    engine = Engine.reading(path)
    codes, names = Dictionaries.read(engine), column_names(pack)
    kept, plain_sql = Truths(pack.flows, codes), Truths((), codes)
    all_flows = [flow for flow in pack.flows if flow.table == "case"]
    plain = [flow for flow in all_flows if flow.on == "closed_on" and not flow.days]
    wide = facts / "wide.parquet"
    _write_wide(engine, pack, codes, wide)

    def count(flows: Sequence[Flow], truths: Truths = kept) -> Callable[[], object]:
        statements = passes(flows, truths, names)
        return lambda: [engine.arrays(statement) for statement in statements]

    keys = {flow.key for flow in plain}
    single = [
        count([flow for flow in flows_of(one.asks) if flow.key in keys], plain_sql)
        for one in pack.indicators.values()
    ]
    columns = sorted({"court", *used_columns(pack, "case")})
    scan = select([f"max({name})" for name in columns], "case_facts")
    found = [
        Row(name=f"plain scan of the {len(columns)} columns used",
            seconds=_timed(lambda: engine.arrays(scan))),
        Row(name=f"all {len(all_flows)} flows × court × month, every date",
            seconds=_timed(count(all_flows)), note="target 3 × the scan"),
        Row(name=f"the {len(plain)} flows by closing month, one pass",
            seconds=_timed(count(plain))),
        Row(name="the same, one query an indicator, from its predicates",
            seconds=_timed(lambda: [run() for run in single], 3)),
        Row(name="the same, Polars streaming over Parquet",
            seconds=_timed(lambda: _polars(wide, plain), 3)),
        Row(name="the same, DuckDB with FILTER on texts over Parquet",
            seconds=_timed(lambda: _filter(wide, plain), 3)),
    ]  # fmt: skip
    if importlib.util.find_spec("pyspark"):
        spark = importlib.import_module("pyspark.sql").SparkSession
        session = spark.builder.master("local[2]").getOrCreate()
        session.read.parquet(str(wide)).createOrReplaceTempView("wide")
        statement = _spark_sql(plain)
        seconds = _timed(lambda: session.sql(statement).collect(), 3)
        found.append(Row(name="the same, PySpark local[2]", seconds=seconds))
        session.stop()
    engine.close()
    return found


def _write_wide(engine: Engine, pack: Pack, codes: Dictionaries, path: Path) -> None:
    """The served cases with texts in place of numbers, as one Parquet file."""
    items = {}
    for (name,) in engine.rows("SELECT column_name FROM (DESCRIBE case_facts)"):
        known = pack.columns.of("case").get(str(name))
        if known is None:
            continue
        texts = codes.texts.get(known.vocabulary, [])
        listed = ", ".join(f"'{text}'" for text in texts)
        items[known.name] = f"([{listed}])[{known.name}]" if texts else known.name
    engine.run(f"COPY ({select(items, 'case_facts')}) TO '{path}' (FORMAT parquet)")


def _polars(path: Path, flows: Sequence[Flow]) -> pl.DataFrame:
    terms = []
    for number, flow in enumerate(flows):
        holds = pl.sql_expr(flow.where.sql)
        if flow.value is None:
            term = holds.sum()
        else:
            kept = pl.when(holds).then(pl.sql_expr(flow.value.sql))
            term = kept.count() if flow.counts_values else kept.sum()
        terms.append(term.alias(f"f{number}"))
    month = (pl.col("closed_on").dt.year() * 12 + pl.col("closed_on").dt.month()).alias("month")
    cases = pl.scan_parquet(path).filter(pl.col("closed_on").is_not_null()).with_columns(month)
    # Days as numbers, so that one date less another is a number of days as in SQL.
    numbered = cases.with_columns(pl.col(pl.Date).to_physical())
    return numbered.group_by("court", "month").agg(terms).collect(engine="streaming")


def _filter(path: Path, flows: Sequence[Flow]) -> object:
    terms = []
    for flow in flows:
        what = "count(*)" if flow.value is None else f"sum({flow.value.sql})"
        terms.append(f"{what} FILTER (WHERE {flow.where.sql})")
    keys = "court, year(closed_on) * 12 + month(closed_on)"
    sql = f"SELECT {keys}, {', '.join(terms)} FROM '{path}' GROUP BY ALL"
    return duckdb.connect().execute(sql).fetchnumpy()


def _spark_sql(flows: Sequence[Flow]) -> str:
    terms = [
        f"count_if({flow.where.sql})"
        if flow.value is None
        else f"sum(CASE WHEN {flow.where.sql} THEN {flow.value.sql} END)"
        for flow in flows
    ]
    keys = "court, year(closed_on) * 12 + month(closed_on)"
    return f"SELECT {keys}, {', '.join(terms)} FROM wide WHERE closed_on IS NOT NULL GROUP BY 1, 2"


def _answers(folder: Path) -> list[Row]:
    spare_the_collector()
    with Served.open(folder, _pack()) as served:
        courts = [
            str(cell.at["court"])
            for cell in answer(
                served, Question(period=YEAR, indicators=("incoming_cases",), by=("court",))
            )
        ]
        some = tuple(courts[:110])
        one = {"court": (courts[len(courts) // 2],)}
        closed = ("closed_within_limit_rate",)
        two = _comparable(TWO_YEARS)
        asked = {
            "a court's 24 months, all indicators (p95)": Question(
                period=TWO_YEARS, indicators=two, scope=one, by=("month",)
            ),
            "110 courts, one indicator (p95)": Question(
                period=YEAR, indicators=closed, scope={"court": some}, by=("court",)
            ),
            "110 courts, all indicators (p95)": Question(
                period=YEAR, indicators=_comparable(YEAR), scope={"court": some}, by=("court",)
            ),
            "the country by month, one indicator (p95)": Question(
                period=TWO_YEARS, indicators=closed, by=("month",)
            ),
            "the country by month, all indicators (p95)": Question(
                period=TWO_YEARS, indicators=two, by=("month",)
            ),
            "the country by cause, one indicator (p95)": Question(
                period=YEAR, indicators=closed, by=("cause",)
            ),
        }
        found = [
            Row(name=name, seconds=(_p95(lambda q=question: answer(served, q)),))  # type: ignore[misc]
            for name, question in asked.items()
        ]

        def fifty() -> object:
            return rows(served, closed[0], YEAR, "denominator", scope=one, page=(50, 0))

        found.append(Row(name="rows of one court (p95)", seconds=(_p95(fifty),)))
    return found


def _comparable(period: Period) -> tuple[str, ...]:
    """The indicators that may be asked for this period and for many courts."""
    pack = _pack()
    return tuple(
        key
        for key, one in pack.indicators.items()
        if one.definition.roll_up == "sum"
        and all(broken.effect == "note" for broken in pack.breaks_inside(one, period))
    )


def _p95(work: Callable[[], object]) -> float:
    work()
    return sorted(_timed(work, ANSWERS))[int(ANSWERS * 0.95) - 1]


def _one_court(facts: Path) -> Row:
    """From the facts of a court in memory to its first answer, the pack being loaded."""
    tables = {
        name: pl.scan_parquet(facts / f"{name}.parquet")
        .filter(pl.col("case_key") < ONE_COURT)
        .collect()
        .with_columns(pl.col(pl.Categorical).cast(pl.String))
        for name in TABLES
    }
    question = Question(period=YEAR, indicators=_comparable(YEAR))

    def work() -> None:
        with Served.in_memory(_pack(), tables, DataVersion(id="1-be9c0003", as_of=AS_OF)) as served:
            answer(served, question)

    return Row(name=f"{ONE_COURT:,} cases in memory: build and first answer", seconds=_timed(work))


def _step() -> None:
    what, facts = sys.argv[1], Path(sys.argv[2])
    changed = _changes(facts, int(sys.argv[3])) if what == "update" else None
    _pack()
    start = time.perf_counter()
    if changed is None:
        _build(facts)
    else:
        _update(facts, changed)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak]))


if __name__ == "__main__":
    _step()
