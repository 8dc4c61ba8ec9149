"""The rows behind a figure, and what each clause says of the rows of one case."""

from __future__ import annotations

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


class Behind:
    """Reads single rows of a served build."""

    def __init__(self, engine: Engine, places: Places) -> None:
        self._engine = engine
        self._places = places

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

    def tests(
        self, case_number: str, side: ReadySide, period: Period | None
    ) -> list[dict[str, object]]:
        """For each row of a case in the side's table: its columns, and whether clauses hold."""
        if "case_number" not in self._known(side.table):
            return []
        items = self._columns(side)
        coded = self._places.codes.coded
        for number, clause in enumerate(side.where.clauses):
            items[f"clause_{number}"] = f"({coded(clause)})"
        if side.value is not None:
            bounds = days(period) if period else ("NULL::DATE", "NULL::DATE")
            items["value"] = self._places.value(side, *bounds)
        if period is not None:
            items["in_days"] = f"({side.within(*days(period))})"
        sql = select(items, served(side.table), where=[f"case_number = {text(case_number)}"])
        return self._places.texts(side.table, self._engine.frame(sql)).to_dicts()

    def has_case(self, case_number: str) -> bool:
        sql = select(["1"], served("case"), where=[f"case_number = {text(case_number)}"])
        return bool(self._engine.rows(sql))

    def near_cases(self, case_number: str) -> list[str]:
        """A few case numbers that look like the one that was not found."""
        distance = f"levenshtein(case_number, {text(case_number)})"
        sql = select(["case_number"], served("case"), where=[f"{distance} <= 3"])
        return [str(row[0]) for row in self._engine.rows(f"{sql} ORDER BY {distance} LIMIT 3")]

    def _known(self, table: str) -> list[str]:
        described = self._engine.rows(f"DESCRIBE {served(table)}")
        return [str(row[0]) for row in described if row[0] != KEY]

    def _columns(self, side: ReadySide) -> dict[str, str]:
        """The columns that say which row it is and why it counts."""
        known = self._known(side.table)
        asked = (_KEYS[side.table], *_SHOWN[side.table], *side.columns)
        return {name: name for name in dict.fromkeys(asked) if name in known}
