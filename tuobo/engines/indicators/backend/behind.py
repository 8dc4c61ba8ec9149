"""The rows behind a figure, those left out of it, and what each clause says of a case's rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from tuobo.core.period import Period
from tuobo.engines.indicators.backend.engine import Engine, select, text
from tuobo.engines.indicators.backend.loading import KEY, served
from tuobo.engines.indicators.backend.places import Places, Scope, days
from tuobo.engines.indicators.sides import ReadySide

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

_VALUE = "value"


class Behind:
    """Reads single rows of a served build."""

    def __init__(self, engine: Engine, places: Places) -> None:
        self._engine = engine
        self._places = places
        self._columns_of: dict[str, list[str]] = {}

    def rows(
        self, side: ReadySide, period: Period, scope: Scope, page: tuple[int | None, int]
    ) -> tuple[pl.DataFrame, int]:
        """The rows that count in a side, and how many there are in all."""
        limit, offset = page
        where = self._places.counted(side, period, scope)
        total = self._engine.number(select(["count(*)"], served(side.table), where=where))
        shown = self._columns(side)
        if side.value is not None:
            shown["value"] = self._places.value(side, *days(period))
        by_day = side.began if side.is_stock and not side.is_balance else side.day_columns[0]
        paging = f" OFFSET {offset}" if limit is None else f" LIMIT {limit} OFFSET {offset}"
        order = [by_day, _KEYS[side.table]]
        sql = select(shown, served(side.table), where=where, order=order) + paging
        return self._places.texts(side.table, self._engine.frame(sql)), total

    def digest(self, side: ReadySide, period: Period, scope: Scope) -> str:
        """SHA-256 over the sorted keys of the rows that count in a side; empty for no rows.

        Only for tables whose key is stored as it was imported, not as a code of this build.
        """
        where, key = self._places.counted(side, period, scope), _KEYS[side.table]
        listed = f"sha256(string_agg({key}, chr(10) ORDER BY {key}))"
        found = self._engine.rows(select([listed], served(side.table), where=where))[0][0]
        return str(found or "")

    def keys(self, side: ReadySide, period: Period, scope: Scope, *, out: bool) -> np.ndarray:
        """The case keys of the rows that count in a side, or of those of its days that do not.

        Only for tables with one row a case at most; a row without a case has no key.
        """
        if KEY not in self._stored(side.table):
            return np.empty(0, np.int64)
        where = self._places.counted(side, period, scope)
        if out:
            inside = " AND ".join(f"({one})" for one in self._places.counted(side, period, {}))
            where = [
                *self._places.filters(side.table, scope, ()),
                side.within(*days(period)),
                f"({inside}) IS NOT TRUE",
            ]
        sql = select([KEY], served(side.table), where=[*where, f"{KEY} IS NOT NULL"])
        return self._engine.arrays(sql)[KEY].astype(np.int64)

    def failing(
        self, side: ReadySide, period: Period, keys: Sequence[int]
    ) -> dict[int, list[bool | None]]:
        """For some cases, by key: whether each clause of a side holds, then whether a value is."""
        items = {KEY: KEY, **self._clause_items(side, period)}
        names = [name for name in items if name not in {KEY, "in_days"}]
        listed = ", ".join(str(key) for key in keys) or "NULL"
        sql = select(items, served(side.table), where=[f"{KEY} IN ({listed})"])
        return {
            row[KEY]: [row[name] if name != _VALUE else row[name] is not None for name in names]
            for row in self._engine.frame(sql).to_dicts()
        }

    def tests(
        self,
        case_number: str,
        asked: Sequence[tuple[ReadySide, Period | None]],
        key: int | None = None,
    ) -> list[list[dict[str, object]]]:
        """For each side and its days: the rows of a case in its table, and what holds of them.

        A row has its columns and `clause_0` …, `value` and `in_days` as far as they are asked.
        One statement a table answers for all sides.
        """
        found: list[list[dict[str, object]]] = [[] for _ in asked]
        for table in dict.fromkeys(side.table for side, _ in asked):
            if "case_number" not in self._stored(table):
                continue
            mine = [at for at, (side, _) in enumerate(asked) if side.table == table]
            # The same expression is asked by many sides and computed once.
            names: dict[str, str] = {}
            wanted: dict[int, dict[str, str]] = {}
            for at in mine:
                sqls = {**self._columns(asked[at][0]), **self._clause_items(*asked[at])}
                wanted[at] = {
                    name: names.setdefault(sql, sql if name == sql else f"e{len(names)}")
                    for name, sql in sqls.items()
                }
            has_key = key is not None and KEY in self._stored(table)
            where = [f"{KEY} = {key}" if has_key else f"case_number = {text(case_number)}"]
            items = {name: sql for sql, name in names.items()}
            for told in self._engine.rows(select(items, served(table), where=where)):
                row = dict(zip(items, told, strict=True))
                for at in mine:
                    found[at].append(
                        {
                            name: self._places.told(table, name, row[as_])
                            for name, as_ in wanted[at].items()
                        }
                    )
        return found

    def _clause_items(self, side: ReadySide, period: Period | None) -> dict[str, str]:
        """Whether each clause holds, the value, and whether the row lies in the days, as SQL."""
        coded = self._places.codes.coded
        items = {
            f"clause_{number}": f"({coded(clause)})"
            for number, clause in enumerate(side.where.clauses)
        }
        if side.value is not None:
            bounds = days(period) if period else ("NULL::DATE", "NULL::DATE")
            items[_VALUE] = f"({self._places.value(side, *bounds)})"
        if period is not None:
            items["in_days"] = f"({side.within(*days(period))})"
        return items

    def has_case(self, case_number: str) -> bool:
        sql = select(["1"], served("case"), where=[f"case_number = {text(case_number)}"])
        return bool(self._engine.rows(sql))

    def near_cases(self, case_number: str) -> list[str]:
        """A few case numbers that look like the one that was not found."""
        distance = f"levenshtein(case_number, {text(case_number)})"
        sql = select(["case_number"], served("case"), where=[f"{distance} <= 3"])
        return [str(row[0]) for row in self._engine.rows(f"{sql} ORDER BY {distance} LIMIT 3")]

    def _stored(self, table: str) -> list[str]:
        """The columns of a served table."""
        if table not in self._columns_of:
            described = self._engine.rows(f"DESCRIBE {served(table)}")
            self._columns_of[table] = [str(row[0]) for row in described]
        return self._columns_of[table]

    def _columns(self, side: ReadySide) -> dict[str, str]:
        """The columns that say which row it is and why it counts."""
        known = self._stored(side.table)
        asked = (_KEYS[side.table], *_SHOWN[side.table], *side.columns)
        return {name: name for name in dict.fromkeys(asked) if name in known}
