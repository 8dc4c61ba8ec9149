"""Places of figures: filters of a scope as SQL, and numbers back as the texts they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import text
from tuobo.engines.indicators.backend.rollup import ALL_COURTS
from tuobo.engines.indicators.columns import dimensions_of
from tuobo.engines.indicators.pack import Pack
from tuobo.engines.indicators.sides import ReadySide

Scope: TypeAlias = Mapping[str, Sequence[str]]
Place: TypeAlias = tuple[str, ...]

IN_ROLLUPS = {"court"}
"""The dimensions that roll-ups have, beside the month."""


class Places:
    """What a build calls its courts, causes and case words."""

    def __init__(self, pack: Pack, codes: Dictionaries) -> None:
        self._columns = pack.columns
        self.codes = codes

    def filters(self, table: str, scope: Scope, by: Sequence[str]) -> list[str]:
        """The conditions of a scope; raises RequestError for what the table's rows do not have."""
        has = dimensions_of(table)
        for name in (*scope, *by):
            if name not in has:
                expected = ", ".join(has)
                raise RequestError(
                    "indicator.no_such_dimension", dimension=name, table=table, expected=expected
                )
        return [self._filter(table, name, values) for name, values in scope.items()]

    def in_rollup(self, scope: Scope, by: Sequence[str]) -> list[str]:
        """The rows of a roll-up that answer: the whole country has rows of its own."""
        if scope:
            return self.filters("case", scope, by)
        return [f"court <> {ALL_COURTS}" if "court" in by else f"court = {ALL_COURTS}"]

    def counted(
        self, side: ReadySide, period: Period, scope: Scope, by: Sequence[str] = ()
    ) -> list[str]:
        """The conditions under which a row counts in a side."""
        where = [
            *self.filters(side.table, scope, by),
            side.within(*days(period)),
            self.codes.coded(side.where),
        ]
        if side.value is None:
            return where
        return [*where, f"{self.value(side, *days(period))} IS NOT NULL"]

    def value(self, side: ReadySide, start: str, end: str) -> str:
        """The value of a row as SQL."""
        sql = self.codes.coded(side.value) if side.value else "NULL"
        return side.value_sql(sql, start, end)

    def label(self, name: str, value: object) -> str:
        if value is None or value is np.ma.masked:
            return ""
        code_list = self._columns.of("case")[name].vocabulary
        return self.codes.decode(code_list, int(str(value))) if code_list else str(value)

    def places(self, arrays: Mapping[str, np.ndarray], by: Sequence[str]) -> list[Place]:
        """The place of each row of an answer."""
        if not by:
            return [()] * len(next(iter(arrays.values()), ()))
        columns = []
        for name in by:
            values = arrays[name].tolist()
            labels = {value: self.label(name, value) for value in set(values)}
            columns.append([labels[value] for value in values])
        return list(zip(*columns, strict=True))

    def texts(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame with texts in place of numbers."""
        columns = self._columns.of(table)
        for name in frame.columns:
            code_list = columns[name].vocabulary if name in columns else ""
            if code_list:
                known = self.codes.texts[code_list]
                numbers = list(range(1, len(known) + 1))
                spelled = pl.col(name).replace_strict(numbers, known, return_dtype=pl.String)
                frame = frame.with_columns(spelled)
        return frame

    def told(self, table: str, name: str, value: object) -> object:
        """A value of a column with the text in place of its number; others as they are."""
        column = self._columns.of(table).get(name)
        if column is None or not column.vocabulary or value is None:
            return value
        return self.codes.decode(column.vocabulary, int(str(value)))

    def _filter(self, table: str, name: str, values: Sequence[str]) -> str:
        code_list = self._columns.of(table)[name].vocabulary
        wanted = [
            str(self.codes.asked(code_list, value, name)) if code_list else text(value)
            for value in values
            if value
        ]
        # An empty value asks for the rows that have none.
        absent = [f"{name} IS NULL"] if "" in values else []
        listed = [f"{name} IN ({', '.join(wanted)})"] if wanted else []
        return " OR ".join([*listed, *absent]) or "false"


def days(period: Period) -> tuple[str, str]:
    """First day and end of a period as SQL."""
    return f"DATE '{period.start}'", f"DATE '{period.end}'"


def windows_table(windows: Sequence[Period]) -> str:
    """The windows of a question as a table: their number, first day and end."""
    rows = (f"({at}, {', '.join(days(one))})" for at, one in enumerate(windows))
    return f"(VALUES {', '.join(rows)}) w(nth, starts, ends)"
