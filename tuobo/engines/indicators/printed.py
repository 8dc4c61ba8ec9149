"""An indicator's SQL as people read it: the evidence printed beside a figure.

It runs over the fact tables by their own names and gives the same number as the served build.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from tuobo.core.period import Period
from tuobo.engines.indicators.answer import shifted
from tuobo.engines.indicators.columns import DIMENSIONS, JOINED
from tuobo.engines.indicators.pack import ReadyIndicator
from tuobo.engines.indicators.plan import QUANTILES
from tuobo.engines.indicators.predicate import DIALECT
from tuobo.engines.indicators.sides import ReadySide


def evidence_sql(
    indicator: ReadyIndicator,
    period: Period,
    scope: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    """One SELECT a side, each with a comment that says which side it is."""
    names = ["numerator", *["denominator"] * len(indicator.denominators)]
    return "\n\n".join(
        f"-- {name} of {indicator.key}, {period}\n{_side(indicator, side, period, scope or {})};"
        for name, side in zip(names, indicator.sides, strict=True)
    )


def _side(
    indicator: ReadyIndicator,
    side: ReadySide,
    period: Period,
    scope: Mapping[str, tuple[str, ...]],
) -> str:
    days = shifted(side, period)
    start, end = f"DATE '{days.start}'", f"DATE '{days.end}'"
    counted = "COUNT(*)"
    if side.value is not None:
        value = side.value_sql(side.value.sql, start, end)
        counted = _counted(indicator.definition.measure, value)
    query = exp.select(counted, dialect=DIALECT).from_(exp.to_table(side.table, quoted=True))
    joined = [*JOINED.get(side.table, ()), *(["case"] if _needs_case(side, scope) else [])]
    for table in joined:
        query = query.join(
            exp.to_table(table, quoted=True), using=["case_number"], join_type="left"
        )
    query = query.where(side.within(start, end), side.where.tree, dialect=DIALECT)
    for name, values in scope.items():
        query = query.where(exp.column(name).isin(*values), dialect=DIALECT)
    return str(query.sql(dialect=DIALECT, pretty=True))


def _counted(measure: str, value: str) -> str:
    if measure in QUANTILES:
        above, below = QUANTILES[measure]
        return f"QUANTILE_DISC({value}, {above / below})"
    if measure == "mean":
        return f"SUM({value}) / COUNT({value})"
    return f"SUM({value})"


def _needs_case(side: ReadySide, scope: Mapping[str, tuple[str, ...]]) -> bool:
    return side.table == "money" and bool({*scope, *side.where.columns} & set(DIMENSIONS))
