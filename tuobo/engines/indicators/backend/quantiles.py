"""Exact medians and other quantiles: nearest rank, the value at rank ⌈q·n⌉ of the ordered values.

This is SQL's PERCENTILE_DISC (DuckDB: quantile_disc): always a value that occurs, never a mean of
two. Flows of whole months come from histograms, which add up over months and courts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from tuobo.core.period import Period, month_index
from tuobo.engines.indicators.backend.engine import Engine, select
from tuobo.engines.indicators.backend.loading import served
from tuobo.engines.indicators.backend.places import (
    IN_ROLLUPS,
    Place,
    Places,
    Scope,
    days,
    windows_table,
)
from tuobo.engines.indicators.backend.rollup import (
    ALL_COURTS,
    HISTOGRAM,
    day_number,
    histogram_number,
    month_of,
)
from tuobo.engines.indicators.pack import Pack
from tuobo.engines.indicators.plan import QUANTILES
from tuobo.engines.indicators.sides import ReadySide

Ranked: TypeAlias = dict[Place, dict[int, tuple[int, dict[str, int]]]]
"""By place and number of the window: n, and the value of each quantile by its measure's name."""


@dataclass(frozen=True, kw_only=True)
class Spans:
    """The windows of a question, and whether they are its months."""

    period: Period
    windows: Sequence[Period]
    by_month: bool
    scope: Scope = field(default_factory=dict)
    by: Sequence[str] = ()

    @property
    def rolls_up(self) -> bool:
        return self.period.is_whole_months and {*self.scope, *self.by} <= IN_ROLLUPS


class Quantiles:
    """Computes the quantiles of the sides of one question."""

    def __init__(self, engine: Engine, pack: Pack, places: Places) -> None:
        self._engine = engine
        self._pack = pack
        self._places = places

    def of(self, sides: Sequence[ReadySide], spans: Spans) -> list[Ranked]:
        """One answer a side, in their order."""
        found: dict[int, Ranked] = {}
        rolled = [at for at, side in enumerate(sides) if spans.rolls_up and not side.is_stock]
        if rolled:
            answers = self._from_histograms([sides[at] for at in rolled], spans)
            found.update(zip(rolled, answers, strict=True))
        for at, side in enumerate(sides):
            if at not in found:
                whole = spans.rolls_up and not spans.scope and not spans.by
                found[at] = (
                    self._country_stock(side, spans) if whole else self._from_facts(side, spans)
                )
        return [found[at] for at in range(len(sides))]

    def _from_histograms(self, sides: Sequence[ReadySide], spans: Spans) -> list[Ranked]:
        numbers = [histogram_number(self._pack, side) for side in sides]
        months = spans.period.months
        by = [*spans.by, *(["month"] if spans.by_month else [])]
        where = [
            f"h IN ({', '.join(map(str, numbers))})",
            f"month BETWEEN {months[0]} AND {months[-1]}",
            *self._places.in_rollup(spans.scope, spans.by),
        ]
        keys = ["h", *by]
        counts = select(
            [*keys, "value", "sum(n)::BIGINT AS n"], HISTOGRAM, where=where, group=[*keys, "value"]
        )
        over = f"PARTITION BY {', '.join(keys)}"
        running = [
            *keys,
            "value",
            f"sum(n) OVER ({over} ORDER BY value) AS upto",
            f"sum(n) OVER ({over}) AS total",
        ]
        ranked = select(running, f"({counts})", where=["n <> 0"])
        items = {**{name: name for name in keys}, "n": "max(total)::BIGINT"}
        for name, (above, below) in QUANTILES.items():
            # ⌈q·n⌉ in whole numbers: floating point would miss a rank at 0.9 × 10.
            rank = f"(total * {above} + {below - 1}) // {below}"
            items[name] = f"min(CASE WHEN upto >= {rank} THEN value END)"
        answers: dict[int, Ranked] = {number: {} for number in numbers}
        for number, *row in self._engine.rows(select(items, f"({ranked})", group=keys)):
            self._put(answers[int(str(number))], row, spans, first_month=months[0])
        return [answers[number] for number in numbers]

    def _from_facts(self, side: ReadySide, spans: Spans) -> Ranked:
        table, by = served(side.table), {name: name for name in spans.by}
        if side.is_stock and spans.by_month:
            start, end = "w.starts", "w.ends"
            where = [
                *self._places.filters(side.table, spans.scope, spans.by),
                side.within(start, end),
                self._places.codes.coded(side.where),
            ]
            by["nth"] = "w.nth"
            table = f"{table}, {windows_table(spans.windows)}"
            first = 0
        else:
            start, end = days(spans.period)
            where = self._places.counted(side, spans.period, spans.scope, spans.by)
            first = month_index(spans.period.start)
            if spans.by_month:
                by["month"] = month_of(side.side.anchor)
        value = self._places.value(side, start, end)
        shares = ", ".join(f"{above / below}" for above, below in QUANTILES.values())
        items = {**by, "n": f"count({value})", "q": f"quantile_disc({value}, [{shares}])"}
        found: Ranked = {}
        for *row, quantiles in self._engine.rows(select(items, table, where=where, group=[*by])):
            values = quantiles if isinstance(quantiles, list) else [None] * len(QUANTILES)
            self._put(found, [*row, *values], spans, first_month=first)
        return found

    def _country_stock(self, side: ReadySide, spans: Spans) -> Ranked:
        """Ages of all that is pending, from what came into stock and left it by first day."""
        where = [f"h = {histogram_number(self._pack, side)}", f"court = {ALL_COURTS}"]
        rows = self._engine.arrays(
            select(["month", "value", "sum(n)::BIGINT AS n"], HISTOGRAM, where=where,
                   group=["month", "value"])
        )  # fmt: skip
        if len(rows["n"]) == 0:
            return {}
        months, values = rows["month"].astype(np.int64), rows["value"].astype(np.int64)
        first = int(values.min())
        # Latest first day first: its cases are the youngest.
        youngest = int(values.max()) - values
        found: dict[int, tuple[int, dict[str, int]]] = {}
        for at, window in enumerate(spans.windows):
            inside = months < month_index(window.end)
            counts = np.zeros(int(values.max()) - first + 1, np.int64)
            np.add.at(counts, youngest[inside], rows["n"][inside])
            upto = counts.cumsum()
            total = int(upto[-1])
            age_of_youngest = day_number(window.last_day) - int(values.max())
            found[at] = (
                total,
                {
                    name: age_of_youngest + int(np.searchsorted(upto, -(-total * above // below)))
                    for name, (above, below) in QUANTILES.items()
                    if total
                },
            )
        return {(): found}

    def _put(self, found: Ranked, row: Sequence[object], spans: Spans, *, first_month: int) -> None:
        """Sorts a row `place…, [month], n, quantiles…` into an answer."""
        width = len(spans.by)
        place = tuple(
            self._places.label(name, value)
            for name, value in zip(spans.by, row[:width], strict=True)
        )
        rest = row[width:]
        at = 0
        if spans.by_month:
            at, rest = int(str(rest[0])) - first_month, rest[1:]
        values = {
            name: int(str(value))
            for name, value in zip(QUANTILES, rest[1:], strict=True)
            if value is not None
        }
        found.setdefault(place, {})[at] = (int(str(rest[0])), values)
