"""What a definition may speak of: the columns of its table, and when a row is in stock.

A case is one row with its deadline and its activity; money carries the coordinates of its case.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tuobo.core.errors import DefinitionError
from tuobo.core.facts import Column, ColumnType, FactSchema
from tuobo.core.vocabulary import Vocabularies


class Family(StrEnum):
    """What can be compared with what."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"
    NULL = "null"


_FAMILIES = {
    ColumnType.TEXT: Family.TEXT,
    ColumnType.CODE: Family.CODE,
    ColumnType.DATE: Family.DATE,
    ColumnType.INTEGER: Family.NUMBER,
    ColumnType.MONEY: Family.NUMBER,
    ColumnType.FLAG: Family.FLAG,
}

JOINED = {"case": ("deadline", "activity")}
"""Computed tables that are read as further columns of a table."""

STOCK = {
    "case": ("filed_on", "closed_on"),
    "mediation": ("registered_on", "ended_on"),
    "petition": ("received_on", "closed_on"),
    "staff": ("starts_on", "ends_on"),
}
"""The day on which a row enters the stock, and the day on which it has left it."""

DIMENSIONS = (
    "court", "division", "judge", "cause", "case_word", "procedure", "domain", "instance",
)  # fmt: skip
"""What a question may filter and break down by, beside the month."""

_DIMENSIONS_OF = {
    "case": DIMENSIONS,
    "money": DIMENSIONS,
    "mediation": ("court", "division", "cause"),
    "petition": ("court", "division"),
    "caseload": ("court", "division"),
    "staff": ("court", "division"),
}

COUNTED = tuple(_DIMENSIONS_OF)
"""Tables that a side may count."""


def dimensions_of(table: str) -> tuple[str, ...]:
    """The dimensions that the rows of a table have."""
    return _DIMENSIONS_OF[table]


@dataclass(frozen=True)
class Visible:
    """One column as a predicate sees it."""

    name: str
    family: Family
    vocabulary: str = ""


class Columns:
    """The columns of each countable table, with their code lists."""

    def __init__(self, schema: FactSchema, vocabularies: Vocabularies) -> None:
        self.schema = schema
        self.vocabularies = vocabularies
        self._by_table = {table: self._visible(table) for table in COUNTED}

    def of(self, table: str) -> dict[str, Visible]:
        return self._by_table[table]

    def codes(self, vocabulary: str) -> list[str]:
        return [entry.code for entry in self.vocabularies[vocabulary].entries]

    def accepts(self, vocabulary: str, code: str) -> bool:
        known = self.vocabularies[vocabulary]
        return known.open or code in known.by_code

    def _visible(self, table: str) -> dict[str, Visible]:
        own = list(self.schema[table].columns)
        for joined in JOINED.get(table, ()):
            own += [one for one in self.schema[joined].columns if one.name != "case_number"]
        if table == "money":
            own += [self.schema["case"].by_name[name] for name in DIMENSIONS]
        names = [column.name for column in own]
        if len(set(names)) != len(names):
            raise DefinitionError("indicator.columns_clash", table=table)
        return {column.name: _seen(column) for column in own}


def _seen(column: Column) -> Visible:
    return Visible(column.name, _FAMILIES[column.kind], column.vocabulary)
