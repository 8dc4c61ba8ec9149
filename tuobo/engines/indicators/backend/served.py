"""A served build opened for reading: the questions that an answer is made of.

What its methods return is numbers by place; what the numbers mean is said by answer.py and
membership.py, which know no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import numpy as np

from tuobo.core.errors import StateError
from tuobo.core.period import Period
from tuobo.engines.indicators.backend.behind import Behind
from tuobo.engines.indicators.backend.build import DataVersion, fill
from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import Engine, FactSource, select
from tuobo.engines.indicators.backend.loading import served
from tuobo.engines.indicators.backend.places import (
    IN_ROLLUPS,
    Place,
    Places,
    Scope,
    days,
    windows_table,
)
from tuobo.engines.indicators.backend.quantiles import Quantiles
from tuobo.engines.indicators.backend.rollup import (
    ALL_COURTS,
    ROLLUP,
    column_names,
    passes,
    together,
)
from tuobo.engines.indicators.backend.switch import current
from tuobo.engines.indicators.backend.truths import Truths
from tuobo.engines.indicators.pack import Pack
from tuobo.engines.indicators.plan import Ask, Flow, flows_of
from tuobo.engines.indicators.sides import ReadySide

_FEW = 3

Numbers: TypeAlias = dict[Ask, dict[Place, list[int]]]
"""Each number by place, one value a window."""


@dataclass(frozen=True)
class Flows:
    """Running sums of monthly flows by place, months counted from `first`.

    `upto[flow key][place, month]` is what happened before that month; the last is all of it.
    """

    places: list[Place]
    first: int
    upto: dict[str, np.ndarray]


class Served:
    """An open build. Close it, or use it in a with statement."""

    def __init__(
        self, engine: Engine, pack: Pack, codes: Dictionaries, version: DataVersion
    ) -> None:
        self._engine = engine
        self._places = Places(pack, codes)
        self._truths = Truths(pack.flows, codes)
        self._rolled = column_names(pack)
        self._filled: dict[str, bool] = {}
        self._codes = codes
        self.pack = pack
        self.version = version
        self.behind = Behind(engine, self._places)
        self.quantiles = Quantiles(engine, pack, self._places)

    @classmethod
    def open(cls, folder: Path, pack: Pack) -> Served:
        """The current build of a store's `served` folder.

        Raises StateError `indicator.no_build`, `indicator.served_damaged` or
        `indicator.other_definitions`; in each case the cure is to build again.
        """
        build = current(folder)
        engine = Engine.reading(build.path)
        about = {str(name): str(value) for name, value in engine.rows("FROM about")}
        if about.get("fingerprint") != pack.fingerprint:
            engine.close()
            raise StateError("indicator.other_definitions", file=build.name)
        as_of = date.fromisoformat(about["as_of"]) if about["as_of"] else None
        version = DataVersion(id=about["data_version"], as_of=as_of)
        return cls(engine, pack, Dictionaries.read(engine), version)

    @classmethod
    def in_memory(cls, pack: Pack, facts: Mapping[str, FactSource], version: DataVersion) -> Served:
        """A build that is never written down, for a folder of tables."""
        engine = Engine.writing(None, memory="4GB")
        return cls(engine, pack, fill(engine, pack, facts, version), version)

    def another(self) -> Served:
        """The same build through a connection of its own, for another thread."""
        return Served(self._engine.another(), self.pack, self._codes, self.version)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.close()

    def courts(self) -> int:
        """How many courts have any flow."""
        distinct = ["count(DISTINCT court)"]
        return self._engine.number(select(distinct, ROLLUP, where=[f"court <> {ALL_COURTS}"]))

    def monthly(self, asks: Sequence[Ask], before: int, scope: Scope, by: Sequence[str]) -> Flows:
        """The flows of the months before index `before`, from the roll-ups where they can."""
        if set(scope) | set(by) <= IN_ROLLUPS:
            return self._rolled_up(asks, before, scope, by)
        return self._flows_from_facts(asks, before, scope, by)

    def window(
        self,
        asks: Sequence[Ask],
        windows: Sequence[Period],
        moved: Callable[[ReadySide, Period], Period],
        scope: Scope,
        by: Sequence[str],
    ) -> Numbers:
        """Each number over spans of days, by place, from the facts: one statement a table.

        `moved` gives the days in which a side counts for a window.
        """
        found: Numbers = {ask: {} for ask in asks}
        groups: dict[tuple[str, int], list[Ask]] = {}
        for ask in asks:
            key = (ask.side.table, ask.side.side.shift_months)
            groups.setdefault(key, []).append(ask)
        for (table, _), mine in groups.items():
            where = self._places.filters(table, scope, by)
            if not self._has_rows(table):
                continue
            spans = [moved(mine[0].side, window) for window in windows]
            arrays = self._engine.arrays(self._windows_sql(mine, spans, where, by))
            places = self._places.places(arrays, by)
            turns = arrays["nth"].tolist() if "nth" in arrays else [0] * len(places)
            for number, ask in enumerate(mine):
                counts = arrays[f"a{number}"].tolist()
                for place, nth, count in zip(places, turns, counts, strict=True):
                    found[ask].setdefault(place, [0] * len(windows))[nth] = count
        return found

    def _windows_sql(
        self, asks: Sequence[Ask], spans: Sequence[Period], where: list[str], by: Sequence[str]
    ) -> str:
        """The numbers of sides of one table over spans of days."""
        items = {name: name for name in by}
        source, bounds = served(asks[0].side.table), days(spans[0])
        if len(spans) > 1:
            items["nth"] = "w.nth"
            source, bounds = f"{source}, {windows_table(spans)}", ("w.starts", "w.ends")
        group = [*items]
        for number, ask in enumerate(asks):
            items[f"a{number}"] = self._aggregate(ask, bounds)
        within = dict.fromkeys(ask.side.within(*bounds) for ask in asks)
        if len(within) <= _FEW:
            # The days first: of many years only the asked ones are looked at closer.
            where = [*where, " OR ".join(f"({one})" for one in within)]
        return select(items, source, where=where, group=group)

    def _has_rows(self, table: str) -> bool:
        """Whether a table has any row; most courts bring no reported caseload."""
        if table not in self._filled:
            self._filled[table] = bool(self._engine.rows(f"FROM {served(table)} LIMIT 1"))
        return self._filled[table]

    def _rolled_up(
        self, asks: Sequence[Ask], before: int, scope: Scope, by: Sequence[str]
    ) -> Flows:
        columns = {flow.key: self._rolled[flow.key] for flow in flows_of(asks)}
        where = [f"month < {before}", *self._places.in_rollup(scope, by)]
        # Rows are added up while they are put into the grid: planning a hundred sums takes longer.
        sql = select([*by, "month", *columns.values()], ROLLUP, where=where)
        return self._grid(self._engine.arrays(sql), by, columns, before)

    def _flows_from_facts(
        self, asks: Sequence[Ask], before: int, scope: Scope, by: Sequence[str]
    ) -> Flows:
        flows = flows_of(asks)
        columns = {flow.key: f"f{number}" for number, flow in enumerate(flows)}
        statements = []
        for table in dict.fromkeys(flow.table for flow in flows):
            mine = [flow for flow in flows if flow.table == table]
            where = self._places.filters(table, scope, by)
            statements += passes(mine, self._truths, columns, dimensions=by, where=where)
        if not statements:
            return Flows([], before, {})
        sql = together(statements, by, list(columns.values()))
        rows = select(["*"], f"({sql})", where=[f"month < {before}"])
        return self._grid(self._engine.arrays(rows), by, columns, before)

    def _grid(
        self,
        arrays: dict[str, np.ndarray],
        by: Sequence[str],
        columns: dict[str, str],
        before: int,
    ) -> Flows:
        """Rows of places and months as a dense grid, so that months without events are zeros."""
        months = arrays["month"].astype(np.int64)
        if len(months) == 0:
            empty = np.zeros((0, 2), np.int64)
            return Flows([], before - 1, dict.fromkeys(columns, empty))
        first = int(months.min())
        numbers: dict[Place, int] = {}
        rows = (
            numbers.setdefault(place, len(numbers)) for place in self._places.places(arrays, by)
        )
        at = np.fromiter(rows, np.int64, len(months))
        given = np.column_stack([arrays[name].astype(np.int64) for name in columns.values()])
        upto = np.zeros((before - first + 1, len(numbers), len(columns)), np.int64)
        np.add.at(upto, (months - first + 1, at), given)
        upto.cumsum(axis=0, out=upto)
        named = {key: upto[:, :, number].T for number, key in enumerate(columns)}
        return Flows(list(numbers), first, named)

    def _aggregate(self, ask: Ask, bounds: tuple[str, str]) -> str:
        side = ask.side
        where = self._truths.test(Flow(side.table, side.side.anchor, side.where))
        where = where or self._places.codes.coded(side.where)
        holds = f"({side.within(*bounds)}) AND ({where})"
        if ask.what == "count":
            return f"coalesce(count_if({holds}), 0)::BIGINT"
        kept = f"CASE WHEN {holds} THEN {self._places.value(side, *bounds)} END"
        if ask.what == "counted_values":
            return f"count({kept})"
        return f"coalesce(sum({kept}), 0)::BIGINT"
