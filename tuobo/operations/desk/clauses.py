"""Clauses of a definition as sentences: column titles and labels in place of names and codes.

What has no words stays as it is written; the definition itself is always shown beside it. Nothing
is computed from the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tuobo.core.facts import ColumnType
from tuobo.engines.indicators import ReadyIndicator, ReadySide
from tuobo.operations.desk.wording import Words

_NAME, _TEXT = r"[a-z_]+", r"'[^']*'"
_PARTS = re.compile(
    rf"NOT (?P<filled>{_NAME}) IS NULL"
    rf"|(?P<empty>{_NAME}) IS NULL"
    rf"|NOT (?P<not_in>{_NAME}) IN \((?P<not_among>{_TEXT}(?:, {_TEXT})*)\)"
    rf"|(?P<is_in>{_NAME}) IN \((?P<among>{_TEXT}(?:, {_TEXT})*)\)"
    rf"|(?P<is_one>{_NAME}) = (?P<one>{_TEXT})"
    rf"|(?P<is_not>{_NAME}) <> (?P<other>{_TEXT})"
    rf"|MONTH\((?P<month>{_NAME})\)"
    rf"|COALESCE\((?P<given>{_NAME}), 0\)"
    r"|(?P<sign><=|>=|<>)|(?P<word>AND|OR|TRUE|IN)\b"
    rf"|(?P<name>{_NAME})"
)
_SIGNS = {"<=": "≤", ">=": "≥", "<>": "≠", "IN": "∈"}


@dataclass(frozen=True, kw_only=True)
class ClauseCard:
    """One clause in words and as it is written."""

    text: str
    sql: str


@dataclass(frozen=True, kw_only=True)
class SideCard:
    """One side of an indicator: which rows, when they count, under which clauses, what is summed.

    `part` names the side in addresses: numerator, denominator, denominator_2 …
    """

    part: str
    title: str
    table: str
    when: str
    clauses: tuple[ClauseCard, ...]
    value: ClauseCard | None
    lists_cases: bool


class Clauses:
    """Puts clauses into words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._texts = words.texts
        self._said: dict[tuple[str, str], str] = {}

    def said(self, sql: str, table: str) -> str:
        """A clause as a sentence.

        `closing_way IN ('mediated', 'withdrawn')` reads 结案方式属于：调解、撤回.
        """
        if (sql, table) not in self._said:
            column = self._words.column(sql, table)
            is_flag = column is not None and column.kind is ColumnType.FLAG
            self._said[sql, table] = (
                self._texts("clause.flag", x=self._title(sql, table))
                if is_flag
                else _PARTS.sub(lambda found: self._part(found, table), sql)
            )
        return self._said[sql, table]

    def sides(self, ready: ReadyIndicator) -> tuple[SideCard, ...]:
        """Both sides of an indicator, the numerator first."""
        return tuple(self._card(part, side) for part, side in parts_of(ready).items())

    def _card(self, part: str, side: ReadySide) -> SideCard:
        value = side.value
        name = part.partition("_")[0]
        return SideCard(
            part=part,
            title=self._texts(f"health.{name}"),
            table=self._words.table(side.table),
            when=self._when(side),
            clauses=tuple(
                ClauseCard(text=self.said(clause.sql, side.table), sql=clause.sql)
                for clause in side.where.clauses
            ),
            value=None
            if value is None
            else ClauseCard(text=self.said(value.sql, side.table), sql=value.sql),
            lists_cases=side.table == "case",
        )

    def _when(self, side: ReadySide) -> str:
        """When a row counts, in words."""
        given = side.side
        code = f"clause.when.{given.anchor}" if side.is_stock else "clause.when.day"
        told = [self._texts(code, x=self._title(side.day_columns[0], side.table))]
        if given.age_months:
            told.append(self._texts("clause.when.age", months=given.age_months))
        if given.since:
            told.append(self._texts("clause.when.since", x=self._title(given.since, side.table)))
        if given.shift_months:
            told.append(self._texts("clause.when.shift", months=-given.shift_months))
        return "".join(told)

    def _part(self, found: re.Match[str], table: str) -> str:
        kind = found.lastgroup or ""
        parts = {name: text for name, text in found.groupdict().items() if text is not None}
        if kind in {"filled", "empty", "month"}:
            return self._texts(f"clause.{kind}", x=self._title(parts[kind], table))
        if kind in {"among", "not_among", "one", "other"}:
            return self._chosen(kind, parts, table)
        if kind in {"sign", "word"}:
            return _SIGNS.get(parts[kind]) or self._texts(f"clause.{parts[kind].lower()}")
        return self._title(next(iter(parts.values())), table)

    def _chosen(self, kind: str, parts: Mapping[str, str], table: str) -> str:
        """A column that is, or is none of, some codes."""
        column = next(iter(parts.values()))
        codes = re.findall(r"'([^']*)'", parts[kind])
        labels = [self._words.label(column, code, table) for code in codes]
        joined = self._texts("docket.or").join(labels)
        return self._texts(f"clause.{kind}", x=self._title(column, table), labels=joined)

    def _title(self, column: str, table: str) -> str:
        return self._words.title(column, table)


def parts_of(ready: ReadyIndicator) -> dict[str, ReadySide]:
    """The sides of an indicator by the names that addresses use."""
    found = {"numerator": ready.numerator}
    for number, side in enumerate(ready.denominators, start=1):
        found["denominator" if number == 1 else f"denominator_{number}"] = side
    return found
