"""Makes a served build: coded, sorted facts with monthly roll-ups, in one file.

A build is written under a temporary name and switched in by name, so that a reader never waits
and never sees half of one. It can always be made again from the facts of its data version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import Engine, FactSource, insert, select, text
from tuobo.engines.indicators.backend.loading import Loader, served, tables_in_use
from tuobo.engines.indicators.backend.rollup import (
    ALL_COURTS,
    HISTOGRAM,
    ROLLUP,
    column_names,
    passes,
    side_by_side,
    value_counts,
)
from tuobo.engines.indicators.backend.switch import Build, finished, started
from tuobo.engines.indicators.backend.truths import Truths
from tuobo.engines.indicators.pack import Pack

CASES_A_STEP = 4_000_000


@dataclass(frozen=True, kw_only=True)
class DataVersion:
    """Which data a build holds: the version's id and the day that the data speak of."""

    id: str
    as_of: date | None = None


def build_served(
    folder: Path,
    pack: Pack,
    facts: Mapping[str, FactSource],
    version: DataVersion,
    *,
    memory: str = "4GB",
) -> Build:
    """A new build in `folder` (a store's `served`), made current when it is complete."""
    with started(folder, version.id, pack.fingerprint) as path:
        engine = Engine.writing(path, memory=memory, scratch=folder / "scratch")
        fill(engine, pack, facts, version)
        engine.close()
    return finished(folder, path)


def fill(
    engine: Engine, pack: Pack, facts: Mapping[str, FactSource], version: DataVersion
) -> Dictionaries:
    """Puts all tables of a build into an engine that holds nothing yet."""
    loader = Loader(engine, pack, facts)
    lists = pack.columns.vocabularies.lists
    texts = {name: pack.columns.codes(name) for name in lists}
    codes = Dictionaries(texts).extended(loader.texts_found())
    codes.make_types(engine)
    truths = Truths(pack.flows, codes)
    _load_cases(engine, loader, truths)
    for table in tables_in_use(pack)[1:]:
        engine.run(f"CREATE TABLE {served(table)} AS {loader.others(table)}")
    loader.done()
    codes.drop_types(engine)
    codes.write(engine)
    _roll_up(engine, pack, truths)
    note(engine, pack, version)
    return codes


def _load_cases(engine: Engine, loader: Loader, truths: Truths) -> None:
    """In steps of keys, so that the sort of a country's cases needs no more memory than a step."""
    table = served("case")
    first, last = loader.key_range()
    if last - first < CASES_A_STEP:
        engine.run(f"CREATE TABLE {table} AS {truths.added_to(loader.cases())}")
        return
    engine.run(f"CREATE TABLE {table} AS {truths.added_to(loader.cases(0, -1))}")
    for start in range(first, last + 1, CASES_A_STEP):
        step = loader.cases(start, start + CASES_A_STEP - 1)
        engine.run(insert(table, truths.added_to(step)))


def _roll_up(engine: Engine, pack: Pack, truths: Truths) -> None:
    names = column_names(pack)
    columns = list(names.values())
    parts = []
    for number, statement in enumerate(passes(pack.flows, truths, names)):
        parts.append(f"pass_{number}")
        engine.run(f"CREATE TEMP TABLE {parts[-1]} AS {statement}")
    if parts:
        engine.run(f"CREATE TABLE {ROLLUP} AS {side_by_side(parts, columns)}")
    else:
        engine.run(f"CREATE TABLE {ROLLUP} (court USMALLINT, month INTEGER)")
    for name in parts:
        engine.run(f"DROP TABLE {name}")
    engine.run(whole_country(columns, ROLLUP))
    engine.run(
        f"CREATE TABLE {HISTOGRAM} "
        "(h USMALLINT, court USMALLINT, month INTEGER, value INTEGER, n BIGINT)"
    )
    for number, side in enumerate(pack.quantile_sides):
        counted = value_counts(side, number, truths.codes, served(side.table))
        engine.run(insert(HISTOGRAM, select(["*"], f"({counted})", order=["ALL"])))
    engine.run(whole_country_values(HISTOGRAM))


def whole_country(columns: list[str], source: str) -> str:
    """Adds the sums over all courts, so that the country by month is a few rows."""
    items = {"court": str(ALL_COURTS), "month": "month", **{c: f"sum({c})" for c in columns}}
    return insert(ROLLUP, select(items, source, group=["month"], order=["month"]))


def whole_country_values(source: str) -> str:
    """The same for values; stocks are counted for the whole country from the start."""
    items = {"h": "h", "court": str(ALL_COURTS), "month": "month", "value": "value", "n": "sum(n)"}
    where = [f"court <> {ALL_COURTS}"]
    return insert(HISTOGRAM, select(items, source, where=where, group=["h", "month", "value"]))


def note(engine: Engine, pack: Pack, version: DataVersion, changed: int = 0) -> None:
    """What the build says of itself; `changed` cases were replaced since the last whole build."""
    engine.run("CREATE OR REPLACE TABLE about (name VARCHAR, content VARCHAR)")
    about = {
        "data_version": version.id,
        "as_of": version.as_of.isoformat() if version.as_of else "",
        "fingerprint": pack.fingerprint,
        "changed": str(changed),
    }
    for name, content in about.items():
        engine.run(insert("about", f"VALUES ({text(name)}, {text(content)})"))
