"""Random courts: fact tables of every column, filled at random but in their own words.

Values need make no sense together; that is the point, since every predicate must be met by
rows on both sides of it. Nulls are common, days run from late 2023 to early 2026.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from tuobo.core.content import Content
from tuobo.core.facts import Column, ColumnType, FactSchema, Table
from tuobo.core.vocabulary import Vocabularies

FIRST_DAY = date(2023, 10, 1)
DAYS = 850
COURTS = ("辽9901", "辽9902", "辽9903")
_CAUSES = ("离婚纠纷", "买卖合同纠纷", "民间借贷纠纷")
_OFTEN = {
    "case_word": ("民初", "刑初", "行初", "民终", "执", "执恢", "民申", "诉前调"),
    "domain": ("civil", "criminal", "administrative", "enforcement"),
    "instance": ("first", "first", "second", "enforcement"),
    "court": COURTS,
    "cause": _CAUSES,
}

SCHEMA = FactSchema.of(Content())
LISTS = Vocabularies.of(Content())


def random_facts(cases: int, seed: int) -> dict[str, pl.DataFrame]:
    """All fact tables of a country of three courts."""
    chance = np.random.default_rng(seed)
    facts = {"case": _case(cases, chance)}
    numbers = facts["case"]["case_number"].to_numpy()
    for table, share, key in (
        ("interval", 0.5, ""),
        ("event", 2.0, ""),
        ("mediation", 0.3, "mediation_number"),
        ("petition", 0.2, "petition_number"),
        ("caseload", 0.05, ""),
        ("staff", 0.05, "person"),
        ("deadline", 0.9, "case_number"),
        ("money", 0.4, "case_number"),
    ):
        rows = max(1, int(cases * share))
        frame = _random(SCHEMA[table], rows, chance)
        if "case_number" in frame.columns:
            unique = key == "case_number"
            picked = chance.choice(numbers, rows, replace=not unique)
            frame = frame.with_columns(pl.Series("case_number", picked, dtype=pl.String))
        if key and key != "case_number":
            frame = frame.with_columns(pl.Series(key, [f"{table}-{row}" for row in range(rows)]))
        facts[table] = frame
    return facts


def _case(cases: int, chance: np.random.Generator) -> pl.DataFrame:
    frame = _random(SCHEMA["case"], cases, chance)
    numbers = [f"（2025）辽9901民初{row + 1}号" for row in range(cases)]
    filed = pl.Series("filed_on", _days(cases, chance)).cast(pl.Date)
    took = pl.Series(chance.integers(0, 400, cases))
    open_still = pl.Series(chance.random(cases) < 0.25)
    return frame.with_columns(
        pl.Series("case_number", numbers),
        filed,
        pl.when(~open_still).then(filed + pl.duration(days=took)).alias("closed_on").cast(pl.Date),
        pl.Series("case_key", np.arange(1, cases + 1), dtype=pl.Int64),
    )


def _random(table: Table, rows: int, chance: np.random.Generator) -> pl.DataFrame:
    return pl.DataFrame([_column(column, rows, chance) for column in table.columns])


def _column(column: Column, rows: int, chance: np.random.Generator) -> pl.Series:
    kind = column.polars_type
    match column.kind:
        case ColumnType.CODE:
            codes = _OFTEN.get(column.name) or [
                entry.code for entry in LISTS[column.vocabulary].entries
            ]
            values = chance.choice(np.array(codes, object), rows)
        case ColumnType.DATE:
            values = _days(rows, chance)
        case ColumnType.FLAG:
            values = chance.random(rows) < 0.5
        case ColumnType.TEXT:
            values = np.array([f"{column.name}{n}" for n in chance.integers(0, 4, rows)], object)
        case _:
            values = chance.integers(0, 4, rows)
    series = pl.Series(column.name, values, dtype=None if column.kind is ColumnType.DATE else kind)
    series = series.cast(kind)
    if column.required:
        return series
    return pl.select(
        pl.when(pl.Series(chance.random(rows) < 0.8)).then(series).alias(column.name)
    ).to_series()


def _days(rows: int, chance: np.random.Generator) -> np.ndarray:
    start = np.datetime64(FIRST_DAY)
    return start + chance.integers(0, DAYS, rows).astype("timedelta64[D]")
