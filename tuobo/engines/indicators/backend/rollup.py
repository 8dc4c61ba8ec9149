"""The monthly flows as SQL, one pass a table and date, and the histograms of values.

`count_if` and CASE, never FILTER, and numbers, never texts: see docs on measurements.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import select
from tuobo.engines.indicators.backend.loading import served
from tuobo.engines.indicators.pack import Pack, histogram_key
from tuobo.engines.indicators.plan import Flow
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


def flow_sql(flow: Flow, codes: Dictionaries) -> str:
    """A flow as an aggregate."""
    holds = codes.coded(flow.where)
    if flow.days:
        holds = flow.days if holds == "TRUE" else f"({holds}) AND {flow.days}"
    value = codes.coded(flow.value) if flow.value else flow.value_days
    if not value:
        return "count(*)" if holds == "TRUE" else f"count_if({holds})"
    kept = value if holds == "TRUE" else f"CASE WHEN {holds} THEN {value} END"
    if flow.counts_values:
        return f"count({kept})"
    return f"coalesce(sum({kept}), 0)::BIGINT"


def passes(
    flows: Sequence[Flow],
    codes: Dictionaries,
    names: dict[str, str],
    *,
    dimensions: Sequence[str] = ("court",),
    sources: dict[str, str] | None = None,
    where: Sequence[str] = (),
) -> list[str]:
    """One SELECT for each table and date: dimensions, month, and the flows under their names."""
    return [
        select(
            {
                **{name: name for name in dimensions},
                "month": month_of(on),
                **{names[flow.key]: flow_sql(flow, codes) for flow in group},
            },
            (sources or {}).get(table, served(table)),
            where=[f"{on} IS NOT NULL", *where],
            group=[*dimensions, "month"],
        )
        for (table, on), group in groupby(flows, key=lambda flow: (flow.table, flow.on))
    ]


def together(
    statements: Sequence[str], dimensions: Sequence[str], columns: Sequence[str], *, sign: int = 1
) -> str:
    """The passes as one table, a row a place and month; absent flows are 0."""
    united = " UNION ALL BY NAME ".join(statements)
    factor = "-" if sign < 0 else ""
    return select(
        {
            **{name: name for name in (*dimensions, "month")},
            **{name: f"{factor}coalesce(sum({name}), 0)::BIGINT" for name in columns},
        },
        f"({united})",
        group=[*dimensions, "month"],
        order=[*dimensions, "month"],
    )


def histogram_sql(
    side: ReadySide, number: int, codes: Dictionaries, source: str, *, sign: int = 1
) -> str:
    """How often each value occurs, by court and month: exact, and additive."""
    value = codes.coded(side.value) if side.value else "0"
    anchor = side.side.anchor
    factor = "-" if sign < 0 else ""
    return select(
        {
            "h": f"{number}::USMALLINT",
            "court": "court",
            "month": month_of(anchor),
            "value": f"({value})::INTEGER",
            "n": f"{factor}count(*)::BIGINT",
        },
        source,
        where=[f"{anchor} IS NOT NULL", codes.coded(side.where), f"({value}) IS NOT NULL"],
        group=["ALL"],
    )


def histogram_number(pack: Pack, side: ReadySide) -> int:
    keys = [histogram_key(one) for one in pack.quantile_sides]
    return keys.index(histogram_key(side))
