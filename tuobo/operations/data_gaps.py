"""What the data do not hold at all, told beside the figures that would rest on it.

A source without appeals gives an appeal rate of 0 of 1,252: the sum is right and the figure says
nothing. A figure whose table, or one of whose columns, is empty in the whole data version carries a
note that says which. A column that is filled for one case is filled: no share is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.engines.indicators import ReadyIndicator
from tuobo.operations.serve_version import Dated
from tuobo.operations.workspace import Workspace

CASE, _INTERVAL = "case", "interval"
# The table that a computed column of a case adds up; the limit itself needs the case alone.
_ADDED_UP = {
    **dict.fromkeys(("hearings", "first_hearing_on", "adjournments", "conversions"), "event"),
    **dict.fromkeys(("extensions", "exclusions", "suspensions"), "interval"),
    **dict.fromkeys(
        ("extension_count", "extended_days", "excluded_days", "open_since"), "interval"
    ),
    **dict.fromkeys(("claimed", "recovered"), "money"),
    "mediated": "mediation",
}
_LIMIT, _OVERRUN = "due_on", "overdue"


@dataclass(frozen=True, kw_only=True)
class DataGaps:
    """Tables without a row, case columns without a value, and cases without a filing date."""

    schema: FactSchema
    texts: Texts
    tables: frozenset[str]
    columns: frozenset[str]
    has_limits: bool
    cases: int
    unfiled: int

    @classmethod
    def of(cls, workspace: Workspace, state: Dated, texts: Texts, court: str = "") -> DataGaps:
        facts: Mapping[str, pl.DataFrame] = state.facts
        cases = facts[CASE]
        if court:
            cases = cases.filter(pl.col("court") == court)
        nulls = cases.null_count().row(0, named=True) if cases.height else {}
        limited = state.deadlines.frame.select(pl.col(_LIMIT).is_not_null().any()).item()
        return cls.counted(
            workspace.schema,
            texts,
            tables=frozenset(name for name, frame in facts.items() if not frame.is_empty()),
            cases=cases.height,
            nulls=nulls,
            has_limits=bool(limited),
        )

    @classmethod
    def counted(
        cls,
        schema: FactSchema,
        texts: Texts,
        *,
        tables: frozenset[str],
        cases: int,
        nulls: Mapping[str, int],
        has_limits: bool,
    ) -> DataGaps:
        """From the tables that have rows, the number of cases, and empty cells by column."""
        return cls(
            schema=schema,
            texts=texts,
            tables=frozenset(schema.tables) - tables,
            columns=frozenset(name for name, count in nulls.items() if count == cases),
            has_limits=has_limits,
            cases=cases,
            unfiled=nulls.get("filed_on", 0),
        )

    def notes(self, ready: ReadyIndicator) -> tuple[str, ...]:
        """What is missing for an indicator, in words; nothing where all of it is there."""
        return tuple(dict.fromkeys(self._missing(ready)))

    def refusals(self, ready: ReadyIndicator) -> tuple[str, ...]:
        """Those notes that leave nothing to print: a table or column of the figure is empty.

        Without recorded intervals, or with a few cases unfiled, a figure still says something.
        """
        return tuple(
            dict.fromkeys(
                note
                for side in ready.sides
                for note in self._empty(side.table, tuple(side.columns))
            )
        )

    def finding_notes(self, finding: str) -> tuple[str, ...]:
        """What to know before reading a finding: an overrun may be time that nobody recorded."""
        if finding == _OVERRUN and _INTERVAL in self.tables:
            return (f"※ {self.texts('gap.no_intervals')}",)
        return ()

    def _missing(self, ready: ReadyIndicator) -> Iterator[str]:
        for side in ready.sides:
            if side.table in self.tables:
                yield self._no_table(side.table)
            elif side.table == CASE:
                for column in side.columns:
                    yield from self._of_case(column)

    def _empty(self, table: str, columns: tuple[str, ...]) -> Iterator[str]:
        if table in self.tables:
            yield self._no_table(table)
        for column in columns if table == CASE and table not in self.tables else ():
            added_up = _ADDED_UP.get(column, "")
            if added_up != _INTERVAL and (added_up in self.tables or column in self.columns):
                yield from self._of_case(column)
            elif column == _LIMIT and not self.has_limits:
                yield self.texts("gap.no_limits")

    def _of_case(self, column: str) -> Iterator[str]:
        added_up = _ADDED_UP.get(column, "")
        if added_up == _INTERVAL and added_up in self.tables:
            yield self.texts("gap.no_intervals")
        elif added_up in self.tables:
            yield self._no_table(added_up)
        elif column == _LIMIT and not self.has_limits:
            yield self.texts("gap.no_limits")
        elif column in self.columns:
            zh = self.schema[CASE].by_name[column].zh
            yield self.texts("gap.no_column", column=zh)
        if column in {"filed_on", _LIMIT} and 0 < self.unfiled < self.cases:
            yield self.texts("gap.unfiled", count=f"{self.unfiled:,}", cases=f"{self.cases:,}")

    def _no_table(self, table: str) -> str:
        return self.texts("gap.no_table", table=self.texts.pick(self.schema[table].names))
