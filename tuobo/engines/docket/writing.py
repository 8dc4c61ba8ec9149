"""Makes the tables of a docket from facts, deadlines, the board and findings.

Nothing is computed here that is law or statistics: lanes and findings are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from tuobo.engines.docket.columns import AT, BY_CASE, CASE, Coding

_NUMBER = "case_number"
NUMBER_ORDER, NUMBER_RANK = "number_order", "number_rank"
"""`number_order`: the rows by the text of their case numbers, to look one up.
`number_rank`: each row's place when sorted by court, word, year and serial number."""
_ACTIVITY = {"event": ("happened_on",), "interval": ("starts_on", "approved_on", "ends_on")}


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a docket is made of.

    facts     the fact tables; those that are absent are empty
    deadline  the table of facts/deadline.yaml
    board     case_number, lane, alert_on, days_left of running cases
    findings  finding, severity, case_number, rule, table, shown, found, expected
    as_of     the day that the data speak of
    """

    facts: Mapping[str, pl.DataFrame]
    deadline: pl.DataFrame
    board: pl.DataFrame
    findings: pl.DataFrame
    as_of: date


def tables_of(given: Given, coding: Coding) -> dict[str, pl.DataFrame]:
    """All tables of a docket, coded and sorted."""
    cases = coding.coded(CASE, _cases(given))
    cases = cases.sort(
        "court", "filed_on", _NUMBER, descending=[False, True, False], nulls_last=True
    )
    cases = cases.with_columns(_number_order(cases), _number_rank(cases))
    places = cases.select(_NUMBER, pl.int_range(pl.len(), dtype=pl.UInt32).alias(AT))
    found = {CASE: cases}
    for table, day in BY_CASE.items():
        rows = given.findings if table == "finding" else given.facts.get(table)
        if rows is None:
            continue
        kept = rows.drop("case_key", "data_version", strict=False)
        mine = kept.join(places, on=_NUMBER, how="inner", maintain_order="left").drop(_NUMBER)
        order = [AT, day] if day else [AT]
        found[table] = coding.coded(table, mine.sort(order, maintain_order=True))
    return found


def _cases(given: Given) -> pl.DataFrame:
    """One row a case: facts, deadline, board, findings and last activity."""
    cases = given.facts[CASE].drop("data_version", strict=False)
    deadline = given.deadline.drop("case_key", strict=False)
    board = given.board.select(_NUMBER, "lane", "alert_on", pl.col("days_left").cast(pl.Int32))
    counted = given.findings.group_by(_NUMBER).agg(pl.len().cast(pl.UInt16).alias("findings"))
    joined = cases
    for other in (deadline, board, counted, _paused(given), _activity(given)):
        joined = joined.join(other, on=_NUMBER, how="left", maintain_order="left")
    last = pl.max_horizontal("active_on", "filed_on")
    return joined.with_columns(pl.col("findings").fill_null(0), last.alias("active_on"))


def _paused(given: Given) -> pl.DataFrame:
    """The ground of the pause that has been open longest."""
    empty = {_NUMBER: pl.String, "paused_ground": pl.String}
    intervals = given.facts.get("interval")
    if intervals is None:
        return pl.DataFrame(schema=empty)
    is_open = pl.col("ends_on").is_null() & (pl.col("kind") != "extended")
    return (
        intervals.filter(is_open & (pl.col("starts_on") <= given.as_of))
        .sort("starts_on", maintain_order=True)
        .unique(_NUMBER, keep="first", maintain_order=True)
        .select(_NUMBER, pl.col("ground").cast(pl.String).alias("paused_ground"))
    )


def _activity(given: Given) -> pl.DataFrame:
    """The last day on or before the day of the data on which anything was recorded of a case."""
    days = [pl.DataFrame(schema={_NUMBER: pl.String, "active_on": pl.Date})]
    for table, columns in _ACTIVITY.items():
        rows = given.facts.get(table)
        if rows is None:
            continue
        for column in columns:
            happened = rows.select(_NUMBER, pl.col(column).alias("active_on"))
            days.append(happened.filter(pl.col("active_on") <= given.as_of))
    return pl.concat(days).group_by(_NUMBER).agg(pl.col("active_on").max())


def _number_order(cases: pl.DataFrame) -> pl.Series:
    return cases[_NUMBER].arg_sort().cast(pl.UInt32).alias(NUMBER_ORDER)


def _number_rank(cases: pl.DataFrame) -> pl.Series:
    parts = ["court", "case_word", "case_year", "case_serial", _NUMBER]
    order = cases.select(pl.arg_sort_by(parts, nulls_last=True)).to_series()
    return order.arg_sort().cast(pl.UInt32).alias(NUMBER_RANK)
