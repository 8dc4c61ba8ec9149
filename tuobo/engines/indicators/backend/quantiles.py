"""Exact medians and other quantiles: nearest rank, the value at rank ⌈q·n⌉ of the ordered values.

This is SQL's PERCENTILE_DISC (DuckDB: quantile_disc): always a value that occurs, never a mean of
two. Flows of whole months come from histograms, which add up over months and courts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        whole = spans.rolls_up and not spans.scope and not spans.by
        rest = [at for at in range(len(sides)) if at not in found]
        if whole:
            found.update({at: self._country_stock(sides[at], spans) for at in rest})
        else:
            for group in self._together([(at, sides[at]) for at in rest]):
                answers = self._from_facts([side for _, side in group], spans)
                found.update(zip((at for at, _ in group), answers, strict=True))
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
        answers: dict[int, Ranked] = {number: {} for number in numbers}
        for number, *row in _ranked(self._engine.arrays(counts), keys):
            self._put(answers[number], row, spans, first_month=months[0])
        return [answers[number] for number in numbers]

    def _together(
        self, sides: Sequence[tuple[int, ReadySide]]
    ) -> list[list[tuple[int, ReadySide]]]:
        """Sides that one statement can answer: of one table, by one date."""
        groups: dict[tuple[str, str], list[tuple[int, ReadySide]]] = {}
        for at, side in sides:
            groups.setdefault((side.table, side.side.anchor), []).append((at, side))
        return list(groups.values())

    def _from_facts(self, sides: Sequence[ReadySide], spans: Spans) -> list[Ranked]:
        one = sides[0]
        table, by = served(one.table), {name: name for name in spans.by}
        bounds, first = days(spans.period), month_index(spans.period.start)
        if spans.by_month and one.is_stock:
            bounds, first = ("w.starts", "w.ends"), 0
            by["nth"] = "w.nth"
            table = f"{table}, {windows_table(spans.windows)}"
        elif spans.by_month:
            by["month"] = month_of(one.side.anchor)
        shares = ", ".join(f"{above / below}" for above, below in QUANTILES.values())
        items = dict(by)
        for number, side in enumerate(sides):
            holds = f"({side.within(*bounds)}) AND ({self._places.codes.coded(side.where)})"
            kept = f"CASE WHEN {holds} THEN {self._places.value(side, *bounds)} END"
            items[f"n{number}"] = f"count({kept})"
            items[f"q{number}"] = f"quantile_disc({kept}, [{shares}])"
        # What no side counts is passed over early; it matters for the stock of a single day.
        within = dict.fromkeys(side.within(*bounds) for side in sides)
        where = [
            *self._places.filters(one.table, spans.scope, spans.by),
            " OR ".join(f"({days})" for days in within),
        ]
        found: list[Ranked] = [{} for _ in sides]
        for row in self._engine.rows(select(items, table, where=where, group=[*by])):
            for number, answers in enumerate(found):
                count, quantiles = row[len(by) + 2 * number : len(by) + 2 * number + 2]
                values = quantiles if isinstance(quantiles, list) else [None] * len(QUANTILES)
                place = [*row[: len(by)], count, *values]
                self._put(answers, place, spans, first_month=first)
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
        latest, width = int(values.max()), int(values.max() - values.min()) + 1
        first, height = int(months.min()), int(months.max() - months.min()) + 1
        # Latest first day first: its cases are the youngest. Months above one another, so that
        # what is in stock at the end of a month is a running sum.
        cells = (months - first) * width + (latest - values)
        counts = np.bincount(cells, weights=rows["n"], minlength=height * width)
        stock = counts.reshape(height, width).cumsum(axis=0).cumsum(axis=1).astype(np.int64)
        found: dict[int, tuple[int, dict[str, int]]] = {}
        for nth, window in enumerate(spans.windows):
            at = min(month_index(window.last_day) - first, height - 1)
            total = int(stock[at, -1]) if at >= 0 else 0
            if not total:
                continue
            youngest = day_number(window.last_day) - latest
            ranks = {name: -(-total * above // below) for name, (above, below) in QUANTILES.items()}
            found[nth] = (
                total,
                {
                    name: youngest + int(np.searchsorted(stock[at], rank))
                    for name, rank in ranks.items()
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


def _ranked(counts: Mapping[str, np.ndarray], keys: Sequence[str]) -> Iterator[list[int]]:
    """For each group of keys: the keys, n, and the value of each quantile."""
    order = np.lexsort([counts[name] for name in ("value", *reversed(keys))])
    columns = [counts[name][order].astype(np.int64) for name in keys]
    if len(order) == 0:
        return
    values, upto = counts["value"][order], counts["n"][order].cumsum()
    new = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    firsts = np.concatenate([[0], np.flatnonzero(new) + 1])
    before = np.concatenate([[0], upto[firsts[1:] - 1]])
    totals = np.diff(np.append(before, upto[-1]))
    # ⌈q·n⌉ in whole numbers: floating point would miss a rank at 0.9 × 10.
    ranks = [-(-totals * above // below) for above, below in QUANTILES.values()]
    found = [
        values[np.searchsorted(upto, before + rank).clip(0, len(values) - 1)] for rank in ranks
    ]
    rows = np.column_stack([*(column[firsts] for column in columns), totals, *found])
    yield from rows[totals > 0].tolist()
