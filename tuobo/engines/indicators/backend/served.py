"""A served build opened for reading: the questions that an answer is made of.

Each method is one statement. What they return is numbers by place; what the numbers mean is said
by answer.py, which knows no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import numpy as np
import polars as pl

from tuobo.core.errors import RequestError, StateError
from tuobo.core.period import Period
from tuobo.engines.indicators.backend.build import DataVersion, fill
from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import Engine, FactSource, select, text
from tuobo.engines.indicators.backend.loading import KEY, served
from tuobo.engines.indicators.backend.rollup import (
    ALL_COURTS,
    HISTOGRAM,
    ROLLUP,
    column_names,
    histogram_number,
    month_of,
    passes,
    together,
)
from tuobo.engines.indicators.backend.switch import current
from tuobo.engines.indicators.columns import dimensions_of
from tuobo.engines.indicators.pack import Pack
from tuobo.engines.indicators.plan import Ask, flows_of
from tuobo.engines.indicators.sides import ReadySide

Scope: TypeAlias = Mapping[str, Sequence[str]]
Place: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Flows:
    """Monthly flows by place: `values[flow key][place, month]`, months counted from `first`."""

    places: list[Place]
    first: int
    values: dict[str, np.ndarray]


class Served:
    """An open build. Close it, or use it in a with statement."""

    def __init__(
        self, engine: Engine, pack: Pack, codes: Dictionaries, version: DataVersion
    ) -> None:
        self._engine = engine
        self._codes = codes
        self._columns = column_names(pack)
        self.pack = pack
        self.version = version

    @classmethod
    def open(cls, folder: Path, pack: Pack) -> Served:
        """The current build of a store's `served` folder.

        Raises StateError `indicator.no_build`, `indicator.served_damaged` or
        `indicator.other_definitions`; in each case the cure is to build again.
        """
        build = current(folder)
        engine = Engine.reading(build.path)
        about = {str(name): str(value) for name, value in engine.rows("SELECT * FROM about")}
        if about["fingerprint"] != pack.fingerprint:
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
        if set(scope) | set(by) <= {"court"}:
            return self._rolled_up(asks, before, scope, by)
        return self._flows_from_facts(asks, before, scope, by)

    def window(
        self, asks: Sequence[Ask], period: Callable[[ReadySide], Period], scope: Scope,
        by: Sequence[str],
    ) -> dict[Ask, dict[Place, int]]:  # fmt: skip
        """Each number over one span of days, by place, from the facts: one statement a table."""
        found: dict[Ask, dict[Place, int]] = {}
        for table in dict.fromkeys(ask.side.table for ask in asks):
            mine = [ask for ask in asks if ask.side.table == table]
            items = {name: name for name in by}
            for number, ask in enumerate(mine):
                items[f"a{number}"] = self._aggregate(ask, period(ask.side))
            arrays = self._engine.arrays(
                select(items, served(table), where=self._filters(table, scope, by), group=by)
            )
            places = self._places(arrays, by)
            for number, ask in enumerate(mine):
                counts = arrays[f"a{number}"].tolist()
                found[ask] = dict(zip(places, counts, strict=True))
        return found

    def quantile(
        self, side: ReadySide, q: tuple[int, int], period: Period, scope: Scope,
        by: Sequence[str],
    ) -> dict[Place, tuple[int | None, int]]:  # fmt: skip
        """The exact quantile and its n by place: nearest rank, the value at rank ⌈q·n⌉.

        This is what SQL calls PERCENTILE_DISC (DuckDB: quantile_disc): always a value that
        occurs, never a mean of two. `q` is a fraction, such as (9, 10). `by` may end in "month",
        the month of the anchor, whose label is its index.
        """
        if period.is_whole_months and not side.is_stock and set(scope) | set(by) <= _ROLLED:
            return self._quantile_of_histogram(side, q, period, scope, by)
        value = self._value(side, period)
        items = {name: month_of(side.side.anchor) if name == "month" else name for name in by}
        items["q"] = f"quantile_disc({value}, {q[0]}::DECIMAL(4,2) / {q[1]})"
        items["n"] = "count(*)"
        where = self._counted(side, period, scope, by)
        rows = self._engine.rows(select(items, served(side.table), where=where, group=by))
        return {self._place(row[:-2], by): _quantile(row[-2:]) for row in rows}

    def rows(
        self, side: ReadySide, period: Period, scope: Scope, *, limit: int | None, offset: int
    ) -> tuple[pl.DataFrame, int]:
        """The rows that count in a side, and how many there are in all."""
        where = self._counted(side, period, scope)
        total = self._engine.number(select(["count(*)"], served(side.table), where=where))
        key = _KEYS[side.table]
        shown = {key: key, **self._decoded(side, key)}
        if side.value is not None:
            shown["value"] = self._value(side, period)
        order = [one for one in (side.began if side.is_stock and not side.is_balance else
                                 side.side.anchor, key) if one in shown]  # fmt: skip
        paging = f" OFFSET {offset}" if limit is None else f" LIMIT {limit} OFFSET {offset}"
        sql = select(shown, served(side.table), where=where, order=order) + paging
        return self._texts_of(side.table, self._engine.frame(sql)), total

    def tests(self, key: str, side: ReadySide, period: Period | None) -> list[dict[str, object]]:
        """For the rows of a case: its columns, and whether each clause holds for it."""
        items = self._decoded(side, _KEYS[side.table])
        for number, clause in enumerate(side.where.clauses):
            items[f"clause_{number}"] = f"({self._codes.coded(clause)})"
        items["holds"] = f"({self._codes.coded(side.where)})"
        if side.value is not None:
            days = _days(period) if period else ("NULL::DATE", "NULL::DATE")
            items["value"] = side.value_sql(self._codes.coded(side.value), *days)
        if period is not None:
            items["in_days"] = f"({side.within(*_days(period))})"
        name = "case_number" if "case_number" in self._table_columns(side.table) else ""
        if not name:
            return []
        sql = select(items, served(side.table), where=[f"{name} = {text(key)}"])
        return self._texts_of(side.table, self._engine.frame(sql)).to_dicts()

    def has_case(self, case_number: str) -> bool:
        sql = select(["1"], served("case"), where=[f"case_number = {text(case_number)}"])
        return bool(self._engine.rows(sql))

    def near_cases(self, case_number: str) -> list[str]:
        """A few case numbers that look like the one that was not found."""
        distance = f"levenshtein(case_number, {text(case_number)})"
        sql = select(["case_number"], served("case"), where=[f"{distance} <= 3"])
        return [str(row[0]) for row in self._engine.rows(f"{sql} ORDER BY {distance} LIMIT 3")]

    def _rolled_up(
        self, asks: Sequence[Ask], before: int, scope: Scope, by: Sequence[str]
    ) -> Flows:
        flows = flows_of(asks)
        columns = {flow.key: self._columns[flow.key] for flow in flows}
        where = [f"month < {before}"]
        where += self._courts_asked(scope, by)
        items = {**{name: name for name in by}, "month": "month"}
        items.update({name: f"sum({name})::BIGINT" for name in columns.values()})
        sql = select(items, ROLLUP, where=where, group=[*by, "month"])
        return self._grid(self._engine.arrays(sql), by, columns, before)

    def _flows_from_facts(
        self, asks: Sequence[Ask], before: int, scope: Scope, by: Sequence[str]
    ) -> Flows:
        flows = flows_of(asks)
        columns = {flow.key: f"f{number}" for number, flow in enumerate(flows)}
        statements = []
        for table in dict.fromkeys(flow.table for flow in flows):
            mine = [flow for flow in flows if flow.table == table]
            where = self._filters(table, scope, by)
            statements += passes(mine, self._codes, columns, dimensions=by, where=where)
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
            empty = np.zeros((0, 1), np.int64)
            return Flows([], before - 1, dict.fromkeys(columns, empty))
        first = int(months.min())
        places, at = self._numbered_places(arrays, by)
        values = {}
        for key, name in columns.items():
            grid = np.zeros((len(places), before - first), np.int64)
            grid[at, months - first] = arrays[name]
            values[key] = grid
        return Flows(places, first, values)

    def _numbered_places(
        self, arrays: dict[str, np.ndarray], by: Sequence[str]
    ) -> tuple[list[Place], np.ndarray]:
        rows = self._places(arrays, by)
        numbers: dict[Place, int] = {}
        at = np.fromiter(
            (numbers.setdefault(place, len(numbers)) for place in rows), np.int64, len(rows)
        )
        return list(numbers), at

    def _aggregate(self, ask: Ask, period: Period) -> str:
        side = ask.side
        holds = f"({side.within(*_days(period))}) AND ({self._codes.coded(side.where)})"
        if ask.what == "count":
            return f"coalesce(count_if({holds}), 0)::BIGINT"
        kept = f"CASE WHEN {holds} THEN {self._value(side, period)} END"
        if ask.what == "counted_values":
            return f"count({kept})"
        return f"coalesce(sum({kept}), 0)::BIGINT"

    def _value(self, side: ReadySide, period: Period) -> str:
        sql = self._codes.coded(side.value) if side.value else "NULL"
        return side.value_sql(sql, *_days(period))

    def _counted(
        self, side: ReadySide, period: Period, scope: Scope, by: Sequence[str] = ()
    ) -> list[str]:
        """The conditions under which a row counts in a side."""
        where = [
            *self._filters(side.table, scope, by),
            side.within(*_days(period)),
            self._codes.coded(side.where),
        ]
        return where if side.value is None else [*where, f"{self._value(side, period)} IS NOT NULL"]

    def _quantile_of_histogram(
        self, side: ReadySide, q: tuple[int, int], period: Period, scope: Scope, by: Sequence[str]
    ) -> dict[Place, tuple[int | None, int]]:
        months = period.months
        where = [
            f"h = {histogram_number(self.pack, side)}",
            f"month BETWEEN {months[0]} AND {months[-1]}",
        ]
        where += self._courts_asked(scope, by)
        counts = select(
            [*by, "value", "sum(n)::BIGINT AS n"], HISTOGRAM, where=where, group=[*by, "value"]
        )
        over = f"PARTITION BY {', '.join(by)} " if by else ""
        ranked = select(
            [*by, "value", f"sum(n) OVER ({over}ORDER BY value) AS upto",
             f"sum(n) OVER ({over}) AS total"],
            f"({counts})", where=["n <> 0"],
        )  # fmt: skip
        items = {name: name for name in by}
        # ⌈q·n⌉ in whole numbers: floating point would miss a rank at 0.9 × 10.
        rank = f"(total * {q[0]} + {q[1] - 1}) // {q[1]}"
        items["q"] = f"min(CASE WHEN upto >= {rank} THEN value END)"
        items["n"] = "coalesce(max(total), 0)::BIGINT"
        rows = self._engine.rows(select(items, f"({ranked})", group=by))
        return {self._place(row[:-2], by): _quantile(row[-2:]) for row in rows}

    def _courts_asked(self, scope: Scope, by: Sequence[str]) -> list[str]:
        """The rows of a roll-up that answer: the country has rows of its own."""
        if scope:
            return self._filters("case", scope, by)
        return [f"court <> {ALL_COURTS}" if "court" in by else f"court = {ALL_COURTS}"]

    def _filters(self, table: str, scope: Scope, by: Sequence[str]) -> list[str]:
        has = dimensions_of(table)
        for name in (*scope, *by):
            if name not in has and name != "month":
                raise RequestError(
                    "indicator.no_such_dimension",
                    dimension=name,
                    table=table,
                    expected=", ".join(has),
                )
        found = []
        for name, values in scope.items():
            code_list = self._code_list(table, name)
            wanted = [
                str(self._codes.asked(code_list, value, name)) if code_list else text(value)
                for value in values
                if value
            ]
            # An empty value asks for the rows that have none.
            absent = [f"{name} IS NULL"] if "" in values else []
            listed = [f"{name} IN ({', '.join(wanted)})"] if wanted else []
            found.append(" OR ".join([*listed, *absent]))
        return found

    def _code_list(self, table: str, name: str) -> str:
        return self.pack.columns.of(table)[name].vocabulary

    def _place(self, row: Sequence[object], by: Sequence[str]) -> Place:
        return tuple(self._label(name, value) for name, value in zip(by, row, strict=True))

    def _label(self, name: str, value: object) -> str:
        if value is None or value is np.ma.masked:
            return ""
        if name == "month":
            return str(value)
        code_list = self._code_list("case", name)
        return self._codes.decode(code_list, int(str(value))) if code_list else str(value)

    def _places(self, arrays: dict[str, np.ndarray], by: Sequence[str]) -> list[Place]:
        if not by:
            length = len(next(iter(arrays.values()))) if arrays else 0
            return [()] * length
        columns = []
        for name in by:
            values = arrays[name].tolist()
            labels = {value: self._label(name, value) for value in set(values)}
            columns.append([labels[value] for value in values])
        return list(zip(*columns, strict=True))

    def _table_columns(self, table: str) -> list[str]:
        described = self._engine.rows(f"DESCRIBE {served(table)}")
        return [str(row[0]) for row in described if row[0] != KEY]

    def _decoded(self, side: ReadySide, key: str) -> dict[str, str]:
        """The columns that say who a row is and why it counts."""
        known = self._table_columns(side.table)
        asked = [*_SHOWN.get(side.table, ()), *side.columns]
        return {name: name for name in dict.fromkeys(asked) if name in known and name != key}

    def _texts_of(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        columns = self.pack.columns.of(table)
        for name in frame.columns:
            code_list = columns[name].vocabulary if name in columns else ""
            if code_list:
                texts = self._codes.texts[code_list]
                frame = frame.with_columns(
                    pl.col(name).replace_strict(
                        list(range(1, len(texts) + 1)), texts, return_dtype=pl.String
                    )
                )
        return frame


_ROLLED = {"court", "month"}
_KEYS = {
    "case": "case_number",
    "mediation": "mediation_number",
    "petition": "petition_number",
    "money": "case_number",
    "caseload": "court",
    "staff": "person",
}
_SHOWN = {
    "case": ("court", "division", "judge", "case_word", "cause", "filed_on", "closed_on"),
    "mediation": ("court", "division", "case_number", "registered_on", "ended_on", "outcome"),
    "petition": ("court", "division", "case_number", "received_on", "closed_on"),
    "money": ("court", "claimed", "recovered", "recovered_on"),
    "caseload": ("division", "category", "starts_on", "ends_on"),
    "staff": ("court", "division", "post", "starts_on", "ends_on"),
}


def _days(period: Period) -> tuple[str, str]:
    return f"DATE '{period.start}'", f"DATE '{period.end}'"


def _quantile(row: Sequence[object]) -> tuple[int | None, int]:
    value, count = row
    return (None if value is None else int(str(value)), int(str(count)))
