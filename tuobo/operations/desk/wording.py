"""Codes and values of the docket as words for people: labels, titles, days, money, yes and no.

A cell that is empty is an empty text; how a page shows 'nothing' is the page's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from tuobo.core.content import Names
from tuobo.core.facts import Column
from tuobo.core.measure import Amount
from tuobo.core.texts import Texts
from tuobo.engines.reports import Figure, text_of
from tuobo.engines.timelimits import board_of
from tuobo.operations.desk.exporting import Value
from tuobo.operations.workspace import Workspace

_MONEY = frozenset({"claim_amount", "claimed", "recovered"})
_VOCABULARIES = {"paused_ground": "interval_ground"}
_CHANGE_OF = {"judge_change": "judge", "custody_change": "in_custody", "conversion": "procedure"}
"""Events whose values are those of a column of the case."""


class Words:
    """The words of one language for one store."""

    def __init__(self, workspace: Workspace, texts: Texts) -> None:
        self._workspace = workspace
        self.texts = texts
        self._courts: dict[str, str] = {}

    def title(self, column: str, table: str = "case") -> str:
        """What a column is called; one that no definition knows keeps its name."""
        for code in (f"docket.column.{table}.{column}", f"docket.column.{column}"):
            if self.texts.has(code):
                return self.texts(code)
        found = self.column(column, table)
        return found.zh if found is not None and self.texts.lang == "zh" else column

    def table(self, name: str) -> str:
        """What a fact table is called."""
        return self.texts.pick(self._workspace.schema[name].names)

    def cell(self, column: str, value: object, table: str = "case") -> str:
        """A value of a column as text."""
        match value:
            case None | "":
                return ""
            case bool():
                return self.texts("docket.yes" if value else "docket.no")
            case date():
                return value.isoformat()
            case int() if column in _MONEY:
                return text_of(Figure(measure=Amount(fen=value), unit="fen")).value
            case str():
                return self.label(column, value, table)
            case _:
                return str(value)

    def exported(self, column: str, value: object, table: str = "case") -> Value:
        """A value as a workbook holds it, to be sorted and added up there; money is in yuan."""
        match value:
            case bool():
                return self.cell(column, value, table)
            case date():
                return value
            case int() if column in _MONEY:
                return Decimal(value) / 100
            case int():
                return value
            case _:
                return self.cell(column, value, table)

    def label(self, column: str, code: str, table: str = "case") -> str:
        """A code in words; a text that no list knows stays as it is."""
        if column == "court":
            return self.court(code)
        if column in self._named:
            names = self._named[column].get(code)
            return self.texts.pick(names) if names else code
        vocabulary = self._vocabulary(column, table)
        if not vocabulary:
            return code
        return self._workspace.vocabularies.label(vocabulary, code, self.texts.lang)

    def court(self, code: str) -> str:
        """The name of a court."""
        if code not in self._courts:
            self._courts[code] = self._workspace.court_name(code, self.texts.lang)
        return self._courts[code]

    @cached_property
    def _named(self) -> dict[str, dict[str, Names]]:
        """Columns whose codes are definitions of their own."""
        lanes = board_of(self._workspace.content).lanes
        rules = self._workspace.finding_rules.items()
        return {
            "lane": {lane.id: lane.names for lane in lanes},
            "finding": {name: rule.names for name, rule in rules},
        }

    def column(self, name: str, table: str = "case") -> Column | None:
        """The definition of a column; a case also has those of its deadline and activity."""
        schema = self._workspace.schema
        tables = (table, "deadline", "activity") if table == "case" else (table,)
        columns = (schema[one].by_name for one in tables if one in schema.tables)
        return next((found[name] for found in columns if name in found), None)

    def _vocabulary(self, column: str, table: str) -> str:
        if column in _VOCABULARIES:
            return _VOCABULARIES[column]
        found = self.column(column, table)
        return found.vocabulary if found else ""


def tells_hidden(row: Mapping[str, object], name: str, hidden: frozenset[str]) -> bool:
    """Whether a cell of an event tells what a hidden column of the case would."""
    return name in {"from_value", "to_value"} and _CHANGE_OF.get(str(row.get("kind"))) in hidden
