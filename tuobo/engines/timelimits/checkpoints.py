"""Node limits: steps inside a case that must (or may not yet) have been taken by a day.

A node counts from one dated fact to another, each `table.column` or `event.KIND`. The answer has
one row for each case and node that applies and whose first fact has happened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.book_checks import Accepted
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.columns import Frame
from tuobo.engines.timelimits.days import (
    FIRST,
    FIRST_YEAR,
    LAST,
    NONE,
    Days,
    add_months,
    dates_of,
    day_number,
    days_of,
    in_range,
)
from tuobo.engines.timelimits.definitions import Checkpoint, Span
from tuobo.engines.timelimits.tables import days_in


class NodeStatus(StrEnum):
    """How a step stands on the day of the computation."""

    DONE = "done"
    DONE_LATE = "done_late"
    RUNNING = "running"
    WARNED = "warned"
    OVERDUE = "overdue"
    TOO_EARLY = "too_early"
    CALENDAR_UNKNOWN = "calendar_unknown"
    NOT_RECORDED = "not_recorded"


_COLUMNS = {
    "case_number": pl.String(),
    "checkpoint": pl.String(),
    "since_on": pl.Date(),
    "warn_on": pl.Date(),
    "due_on": pl.Date(),
    "done_on": pl.Date(),
    "status": pl.Enum([status.value for status in NodeStatus]),
}


def checkpoint_rows(
    facts: Mapping[str, Frame],
    *,
    book: LimitBook,
    calendar: Calendar,
    on: date,
    only: Iterable[str] | None = None,
    recorded: Collection[str] | None = None,
) -> pl.DataFrame:
    """All nodes (or the named ones) of all cases, in the order of the definitions.

    Roll-forward follows the node; `roll: unless_custody` looks at the case. A day after `on` is
    read as not happened yet. Where the facts never record a node's second step, for no case at all,
    nobody can be late with it: the status is not_recorded. Of facts that are part of a larger set
    this cannot be told; `recorded` are then the `recorded_places` of the whole set.
    """
    asked = None if only is None else set(only)
    nodes = [node for node in book.checkpoints if asked is None or node.id in asked]
    dated = _dated(facts, nodes, book)
    if recorded is None:
        recorded = {
            place
            for node in nodes
            for place in node.until
            if dated[place].null_count() < dated.height
        }
    frames = [_rows_of(node, dated, calendar, (on, recorded)) for node in nodes]
    return pl.concat([pl.DataFrame(schema=_COLUMNS), *frames])


def nodes_of_case(facts: Mapping[str, pl.DataFrame], book: LimitBook) -> tuple[str, ...]:
    """The ids of the nodes that govern the one case of these facts and whose first step is there.

    Others would give no row, so that whoever asks for one case need not look at them.
    """
    case = facts["case"].row(0, named=True)
    happened = set(facts["event"]["kind"].to_list()) if "event" in facts else set()

    def has_begun(place: str) -> bool:
        table, name, _ = _parts(place)
        if table == "event":
            return name in happened
        return table != "case" or case[name] is not None

    return tuple(
        node.id
        for node in book.checkpoints
        if all(case[name] in accepted for name, accepted in node.applies.items())
        and not any(case[name] in refused for name, refused in node.unless.items())
        and any(has_begun(place) for place in node.since)
    )


def recorded_places(facts: Mapping[str, Frame], book: LimitBook) -> frozenset[str]:
    """The second steps of nodes that these facts record for any case."""
    places = {place for node in book.checkpoints for place in node.until}
    return frozenset(place for place in places if _is_recorded(place, facts))


def _is_recorded(place: str, facts: Mapping[str, Frame]) -> bool:
    table, name, column = _parts(place)
    if table not in facts:
        return False
    rows = facts[table].lazy()
    if table == "event":
        rows, name = rows.filter(pl.col("kind").cast(pl.String) == name), column or "happened_on"
    if name not in rows.collect_schema():
        return False
    return bool(rows.select(pl.col(name).is_not_null().any()).collect().item())


def _dated(
    facts: Mapping[str, Frame], nodes: Sequence[Checkpoint], book: LimitBook
) -> pl.DataFrame:
    """One row a case: the case's own columns and a column for each place that a node names."""
    cases = book.schema["case"].conform(facts["case"].lazy().collect())
    places = dict.fromkeys(place for node in nodes for place in (*node.since, *node.until))
    grounds = {ground for node in nodes for ground in node.exclusions}
    for place in places:
        cases = _with_place(cases, place, facts, book)
    if grounds and "interval" in facts:
        intervals = book.schema["interval"].conform(facts["interval"].lazy().collect())
        pauses = (
            intervals.filter(pl.col("ground").is_in(sorted(grounds)))
            .group_by("case_number")
            .agg(pl.struct("ground", "starts_on", "ends_on").alias("_pauses"))
        )
        return cases.join(pauses, on="case_number", how="left", maintain_order="left")
    return cases.with_columns(pl.lit(None).alias("_pauses"))


def _with_place(
    cases: pl.DataFrame, place: str, facts: Mapping[str, Frame], book: LimitBook
) -> pl.DataFrame:
    table, name, column = _parts(place)
    if table == "case":
        return cases.with_columns(pl.col(name).alias(place))
    if table not in facts:
        return cases.with_columns(pl.lit(None, pl.Date).alias(place))
    rows = book.schema[table].conform(facts[table].lazy().collect())
    day = pl.col(name).min() if table != "event" else pl.col("happened_on").min()
    if table == "event":
        rows = rows.filter(pl.col("kind") == name)
        day = pl.col(column).max() if column else day
    first = rows.group_by("case_number").agg(day.alias(place))
    return cases.join(first, on="case_number", how="left", maintain_order="left")


def _parts(place: str) -> tuple[str, str, str]:
    """(table, column or event kind, `until_on` of an event or nothing)."""
    table, dot, rest = place.partition(".")
    if not dot:
        return "case", place, ""
    name, _, column = rest.partition(".")
    return table, name, column


def _rows_of(
    node: Checkpoint, dated: pl.DataFrame, calendar: Calendar, known: tuple[date, Collection[str]]
) -> pl.DataFrame:
    on, places = known
    applies = [_is_one_of(name, accepted) for name, accepted in node.applies.items()]
    applies += [~_is_one_of(name, refused) for name, refused in node.unless.items()]
    recorded = pl.lit(any(place in places for place in node.until))
    rows = (
        dated.with_columns(recorded.alias("_recorded"))
        .filter(
            *applies,
            pl.coalesce(*node.since).is_not_null(),
        )
        .with_columns(
            pl.coalesce(*node.since).alias("_since"), pl.coalesce(*node.until).alias("_until")
        )
    )
    since = days_of(rows["_since"])
    start = day_number(node.in_force.start) if node.in_force.start else FIRST
    end = day_number(node.in_force.end) if node.in_force.end else LAST
    kept = in_range(since) & (since >= start) & (since < end) & (since <= day_number(on))
    rows, since = rows.filter(pl.Series(kept)), since[kept]
    return _answered(node, rows, since, calendar, on)


def _is_one_of(column: str, values: Accepted) -> pl.Expr:
    """Whether a column has one of these values; None among them means an empty cell."""
    named = pl.col(column).is_in([value for value in values if value is not None])
    named = named.fill_null(value=False)
    return named | pl.col(column).is_null() if None in values else named


def _answered(
    node: Checkpoint, rows: pl.DataFrame, since: Days, calendar: Calendar, on: date
) -> pl.DataFrame:
    today = np.int32(day_number(on))
    done = days_of(rows["_until"])
    done = np.where(done > today, NONE, done)
    paused = _paused_days(rows, node, since, on)
    plain = _end(since, node.within, calendar)
    plain = np.where(plain == NONE, NONE, plain + paused).astype(np.int32)
    recorded = bool(rows["_recorded"].any())
    custody = rows["in_custody"].fill_null(value=False).to_numpy()
    rolls = (node.roll == "yes") | ((node.roll == "unless_custody") & ~custody)
    due = np.where(rolls & (not node.at_least), calendar.rolled(plain), plain)
    warn = np.full(len(due), NONE, np.int32)
    if node.warn is not None:
        warn = _end(since, node.warn, calendar)
        warn = np.where(warn == NONE, NONE, warn + paused).astype(np.int32)
    return pl.DataFrame(
        [
            rows["case_number"],
            pl.Series("checkpoint", [f"{node.id}@{node.version}"] * len(due), pl.String),
            dates_of("since_on", since),
            dates_of("warn_on", warn),
            dates_of("due_on", due.astype(np.int32)),
            dates_of("done_on", done),
            pl.Series(
                "status",
                _statuses(node, (done, due, warn), today)
                if recorded
                else [NodeStatus.NOT_RECORDED.value] * len(due),
                _COLUMNS["status"],
            ),
        ]
    )


def _statuses(node: Checkpoint, days: tuple[Days, Days, Days], today: np.int32) -> list[str]:
    done, due, warn = days
    is_done, unknown = done != NONE, due == NONE
    if node.at_least:
        early, kept = NodeStatus.TOO_EARLY, NodeStatus.DONE
        tests = [unknown, is_done & (done < due), is_done]
        return _selected(tests, [NodeStatus.CALENDAR_UNKNOWN, early, kept], len(done))
    tests = [
        unknown,
        is_done & (done > due),
        is_done,
        today > due,
        (warn != NONE) & (today > warn),
    ]
    outcomes = [
        NodeStatus.CALENDAR_UNKNOWN,
        NodeStatus.DONE_LATE,
        NodeStatus.DONE,
        NodeStatus.OVERDUE,
        NodeStatus.WARNED,
    ]
    return _selected(tests, outcomes, len(done))


def _selected(tests: list[NDArray[np.bool_]], outcomes: list[NodeStatus], size: int) -> list[str]:
    chosen = np.full(size, len(tests), np.int64)
    for place in range(len(tests) - 1, -1, -1):
        chosen[tests[place]] = place
    names = [*(outcome.value for outcome in outcomes), NodeStatus.RUNNING.value]
    return [names[place] for place in chosen.tolist()]


def _end(since: Days, span: Span, calendar: Calendar) -> Days:
    if span.working_days:
        return calendar.add_working_days(since, span.working_days)
    return add_months(since, span.months, sticky=False) + np.int32(days_in(span))


def _paused_days(rows: pl.DataFrame, node: Checkpoint, since: Days, on: date) -> Days:
    """Days after `since` in periods whose ground does not count for this node, merged."""
    paused = np.zeros(rows.height, np.int32)
    if not node.exclusions:
        return paused
    for place, pauses in enumerate(rows["_pauses"].to_list()):
        reached = int(since[place])
        mine = [one for one in pauses or () if one["ground"] in node.exclusions]
        for one in sorted(mine, key=lambda each: each["starts_on"] or date(FIRST_YEAR, 1, 1)):
            if one["starts_on"] is None:
                continue
            first = max(day_number(one["starts_on"]), reached)
            last = day_number(one["ends_on"] or on)
            paused[place] += max(last - first, 0)
            reached = max(reached, last)
    return paused
