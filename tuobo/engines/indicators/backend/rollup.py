"""The monthly flows as SQL, one pass a table and date, and the histograms of values.

`count_if` and CASE, never FILTER, and numbers, never texts: see docs on measurements.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import select
from tuobo.engines.indicators.backend.loading import served
from tuobo.engines.indicators.backend.truths import Truths
from tuobo.engines.indicators.pack import Pack, histogram_key
from tuobo.engines.indicators.plan import EPOCH, Flow
from tuobo.engines.indicators.sides import ReadySide

ROLLUP = "rollup"
HISTOGRAM = "histogram"
ALL_COURTS = 0


def month_of(on: str) -> str:
    """The index of a date's month (core/period.month_index)."""
    return f"(year({on}) * 12 + month({on}) - 1)::INTEGER"


def column_names(pack: Pack) -> dict[str, str]:
    """The roll-up's column of each flow."""
    return {flow.key: f"f{number}" for number, flow in enumerate(pack.flows)}


def flow_sql(flow: Flow, truths: Truths) -> str:
    """A flow as an aggregate, over bits where there are some."""
    codes, holds = truths.codes, truths.test(flow)
    counts_rows = flow.counts_values and holds is not None
    if holds is None:
        holds = codes.coded(flow.where)
        if flow.days:
            holds = flow.days if holds == "TRUE" else f"({holds}) AND {flow.days}"
    value = codes.coded(flow.value) if flow.value else flow.value_days
    if not value or counts_rows:
        return "count(*)" if holds == "TRUE" else f"count_if({holds})"
    kept = value if holds == "TRUE" else f"CASE WHEN {holds} THEN {value} END"
    if flow.counts_values:
        return f"count({kept})"
    return f"coalesce(sum({kept}), 0)::BIGINT"


def passes(
    flows: Sequence[Flow],
    truths: Truths,
    names: dict[str, str],
    *,
    dimensions: Sequence[str] = ("court",),
    sources: dict[str, str] | None = None,
    where: Sequence[str] = (),
) -> list[str]:
    """SELECTs, one or two a table and date: dimensions, month, flows under their names."""
    statements = []
    for (table, on, _), found in groupby(sorted(flows, key=_pass), key=_pass):
        group = list(found)
        # Few rows ever grow old or overdue: what all flows of a pass ask for is asked first.
        shared = {flow.days for flow in group}
        first = [*shared] if len(shared) == 1 and "" not in shared else []
        counted = truths.any_of(group) or [*first, f"{on} IS NOT NULL"]
        items = {
            **{name: name for name in dimensions},
            "month": month_of(on),
            **{names[flow.key]: flow_sql(flow, truths) for flow in group},
        }
        statements.append(
            select(
                items,
                (sources or {}).get(table, served(table)),
                where=[*counted, *where],
                group=[*dimensions, "month"],
            )
        )
    return statements


def _pass(flow: Flow) -> tuple[str, str, bool]:
    """Flows of one pass. Stored values are money, which few cases have: passed over apart."""
    stored = flow.value is not None and flow.value.columns == (flow.value.sql,)
    return (flow.table, flow.on, stored and not flow.counts_values)


def together(statements: Sequence[str], dimensions: Sequence[str], columns: Sequence[str]) -> str:
    """Passes by any dimensions as one table, a row a place and month; absent flows are 0."""
    united = " UNION ALL BY NAME ".join(statements)
    keys = (*dimensions, "month")
    sums = {name: f"coalesce(sum({name}), 0)::BIGINT" for name in columns}
    return select({**{name: name for name in keys}, **sums}, f"({united})", group=keys)


def side_by_side(parts: Sequence[str], columns: Sequence[str], *, sign: int = 1) -> str:
    """Passes by court and month as one table; a join, because summing nulls takes longer."""
    factor = "-" if sign < 0 else ""
    keys = " UNION ".join(select(["court", "month"], name) for name in parts)
    joined = " ".join(f"LEFT JOIN {name} USING (court, month)" for name in parts)
    items = {name: f"{factor}coalesce({name}, 0)::BIGINT" for name in columns}
    return select(
        {"court": "court", "month": "month", **items},
        f"({keys}) {joined}",
        where=["court IS NOT NULL"],
        order=["court", "month"],
    )


def value_counts(
    side: ReadySide, number: int, codes: Dictionaries, source: str, *, sign: int = 1
) -> str:
    """How often each value occurs, by court and month: exact, and additive.

    For a stock the value is the day on which its age begins, counted in where it enters and out
    where it leaves, for the whole country only; a court's stock is read from its facts.
    """
    if not side.is_stock:
        value = codes.coded(side.value) if side.value else "NULL"
        where = [codes.coded(side.where)]
        return _counts(side, number, source, (side.side.anchor, value, where, sign))
    entered, left = side.entered, side.left
    began = f"({side.began} - {EPOCH})"
    came = [codes.coded(side.where), f"{left} IS NULL OR {left} > {entered}"]
    went = [codes.coded(side.where), f"{left} > {entered}"]
    both = ((entered, began, came, sign), (left, began, went, -sign))
    return " UNION ALL ".join(_counts(side, number, source, one) for one in both)


def _counts(
    side: ReadySide, number: int, source: str, what: tuple[str, str, list[str], int]
) -> str:
    on, value, where, sign = what
    items = {
        "h": f"{number}::USMALLINT",
        "court": f"{ALL_COURTS}::USMALLINT" if side.is_stock else "court",
        "month": month_of(on),
        "value": f"({value})::INTEGER",
        "n": f"{sign} * count(*)::BIGINT",
    }
    return select(
        items,
        source,
        where=[f"{on} IS NOT NULL", f"({value}) IS NOT NULL", *where],
        group=["ALL"],
    )


def histogram_number(pack: Pack, side: ReadySide) -> int:
    keys = [histogram_key(one) for one in pack.quantile_sides]
    return keys.index(histogram_key(side))


def day_number(day: date) -> int:
    """Days since the epoch of the histograms."""
    return (day - date(1970, 1, 1)).days
