"""Deadlines of cases that are in no store: one JSON object a line, one answer a line.

A line uses the words of the case table, with `intervals` and `events` as lists in the words of
theirs. A line that cannot be read is answered with an error and its number; the others go on.
This is how others check the engine, so it runs the same computation as everything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeAlias

import polars as pl

from tuobo.core.content import near
from tuobo.core.errors import DataError, TuoboError
from tuobo.core.facts import Column, ColumnType, Table
from tuobo.core.texts import Texts
from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.compute import compute_deadlines
from tuobo.engines.timelimits.definitions import FindingRule
from tuobo.engines.timelimits.explanation import Explanation, Told, explanation_of
from tuobo.engines.timelimits.findings import FINDINGS, find_all
from tuobo.engines.timelimits.sheet import sheet_lines

Json: TypeAlias = dict[str, Any]
NESTED = {"intervals": "interval", "events": "event"}
_TYPES: dict[ColumnType, tuple[type, ...]] = {
    ColumnType.TEXT: (str,),
    ColumnType.CODE: (str,),
    ColumnType.DATE: (str,),
    ColumnType.INTEGER: (int,),
    ColumnType.MONEY: (int,),
    ColumnType.FLAG: (bool,),
}
_SHOWN = (
    "limit_status", "limit_rule", "clock_starts_on", "base_due_on", "warn_due_on", "due_plain_on",
    "due_on", "extension_count", "extended_days", "excluded_days", "open_since", "is_provisional",
)  # fmt: skip
_NEEDED = ("filed_on",)
_LINES_A_BATCH = 5000
_OF_SEVERAL_CASES = ("stay_linked_case_closed", "withdrawal_and_twin", "mediation_too_long")
OF_ONE_CASE = tuple(name for name in FINDINGS if name not in _OF_SEVERAL_CASES)


@dataclass(frozen=True)
class Line:
    """One line as read: its case under a number of our own, or why it could not be read."""

    number: int
    given: object = None
    told: Told | None = None
    error: TuoboError | None = None


@dataclass(frozen=True)
class Checker:
    """What answers are computed with; `on` is the day on which the cases are judged."""

    book: LimitBook
    calendar: Calendar
    rules: Mapping[str, FindingRule]
    texts: Texts
    on: date

    def answers(self, lines: Iterable[str]) -> Iterator[Json]:
        """One answer for each line that is not blank, in their order."""
        numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        while batch := list(islice(numbered, _LINES_A_BATCH)):
            yield from self._answered([self._line(number, line) for number, line in batch])

    def _line(self, number: int, line: str) -> Line:
        try:
            case = parsed(line, number)
            return Line(number, case.get("case_number"), told_in(case, number, self.book))
        except DataError as error:
            return Line(number, error=error)

    def _answered(self, lines: Sequence[Line]) -> Iterator[Json]:
        """The cases of a batch are computed together; each stands for itself in the findings."""
        readable = [line for line in lines if line.told is not None]
        facts = _facts(readable, self.book)
        deadlines = compute_deadlines(facts, book=self.book, calendar=self.calendar, on=self.on)
        found = find_all(
            facts, deadlines, rules=self.rules, calendar=self.calendar, only=OF_ONE_CASE
        )
        findings = _by_case(found)
        number_of_case = pl.col("case_key").cast(pl.String).alias("case_number")
        fates = _by_case(deadlines.items.with_columns(number_of_case))
        outcomes = {row["case_key"]: row for row in deadlines.frame.to_dicts()}
        offset = 0
        for line in lines:
            if line.told is None:
                yield self._refused(line)
                continue
            mine = [
                {**fate, "row": fate["row"] - offset} for fate in fates.get(str(line.number), [])
            ]
            offset += len(line.told.intervals)
            answer = self._answer(line, outcomes[line.number], mine)
            yield {**answer, "findings": findings.get(str(line.number), [])}

    def _refused(self, line: Line) -> Json:
        error = line.error
        assert error is not None
        return {
            "line": line.number,
            "error": {"code": error.code, "message": self.texts.error(error)},
        }

    def _answer(self, line: Line, outcome: Json, fates: Sequence[Json]) -> Json:
        assert line.told is not None
        about = (self.book, self.calendar, self.on)
        explanation = explanation_of(line.told, outcome, fates, about)
        return {
            "line": line.number,
            "case_number": line.given,
            **{name: _plain(outcome[name]) for name in _SHOWN},
            "on": self.on.isoformat(),
            "readings": dict(explanation.readings),
            "steps": self._steps(explanation),
        }

    def _steps(self, explanation: Explanation) -> list[Json]:
        said = sheet_lines(explanation, self.texts)
        return [
            {
                "number": step.number,
                "code": step.code,
                "article": step.article,
                "sentence": line.sentence,
                "result": _plain(step.result),
            }
            for step, line in zip(explanation.steps, said, strict=True)
        ]


def compute_lines(lines: Iterable[str], checker: Checker) -> Iterator[Json]:
    """What `tuobo limits compute` prints, as objects."""
    return checker.answers(lines)


def parsed(line: str, number: int) -> Json:
    """The object of one line; raises DataError if it is none."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError("conformance.not_json", line=number, problem=str(error)) from error
    if not isinstance(found, dict):
        raise DataError("conformance.not_json", line=number, problem=type(found).__name__)
    return found


def told_in(case: Json, number: int, book: LimitBook) -> Told:
    """One line's case. Domain and instance follow from the case word if not given."""
    own = {name: value for name, value in case.items() if name not in NESTED}
    own["case_number"] = str(number)
    for column, value in _implied(own.get("case_word"), book).items():
        if own.get(column) is None:
            own[column] = value
    for name in _NEEDED:
        if own.get(name) is None:
            raise DataError("conformance.missing", line=number, place=name)
    rows = _rows("case", [own], (number, ""), book)
    nested = {}
    for word, table in NESTED.items():
        listed = case.get(word) or []
        if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
            raise DataError(
                "conformance.wrong_type", line=number, place=word, found=listed, expected="list"
            )
        with_number = [{**row, "case_number": str(number)} for row in listed]
        nested[table] = tuple(_rows(table, with_number, (number, word), book))
    return Told(rows[0], nested["interval"], nested["event"])


def _facts(lines: Sequence[Line], book: LimitBook) -> dict[str, pl.DataFrame]:
    """The lines' cases as fact tables, aligned by line number."""
    tables: dict[str, list[Json]] = {"case": [], "interval": [], "event": []}
    for line in lines:
        assert line.told is not None
        rows = (("case", (line.told.case,)), ("interval", line.told.intervals))
        for table, mine in (*rows, ("event", line.told.events)):
            tables[table] += [{**row, "case_key": line.number} for row in mine]
    return {
        table: pl.DataFrame(rows, schema={**book.schema[table].polars_schema, "case_key": pl.Int64})
        for table, rows in tables.items()
    }


def _by_case(frame: pl.DataFrame) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for row in frame.to_dicts():
        found.setdefault(row.pop("case_number"), []).append(row)
    return found


def json_schema(book: LimitBook) -> Json:
    """The JSON Schema of a line, generated from the fact tables and vocabularies."""
    schema = _object_schema(book.schema["case"], book)
    schema["properties"] |= {
        nested: {"type": "array", "items": _object_schema(book.schema[table], book)}
        for nested, table in NESTED.items()
    }
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "tuobo limits compute: one line"
    schema["required"] = list(_NEEDED)
    return schema


def _implied(case_word: object, book: LimitBook) -> dict[str, str]:
    place = book.words.places_of_case_words.get(str(case_word))
    return {"domain": place[0], "instance": place[1]} if place else {}


def _rows(table: str, rows: Sequence[Json], place: tuple[int, str], book: LimitBook) -> list[Json]:
    """Rows with all columns of a table, each value read as the column's type."""
    columns = book.schema[table].by_name
    line, nested = place
    read = []
    for index, row in enumerate(rows):
        at = f"{nested}[{index}]" if nested else ""
        for name in row:
            if name not in columns:
                raise DataError(
                    "conformance.unknown_word",
                    line=line,
                    place=at or name,
                    table=table,
                    found=name,
                    suggestion=near(name, [*columns, *NESTED]) or "—",
                )
        where = {name: f"{at}.{name}" if at else name for name in columns}
        read.append(
            {
                name: _read(row.get(name), column, (line, where[name]), book)
                for name, column in columns.items()
            }
        )
    return read


def _read(value: object, column: Column, where: tuple[int, str], book: LimitBook) -> object:
    if value is None:
        return None
    line, place = where
    wrong = DataError(
        "conformance.wrong_type", line=line, place=place, found=value, expected=column.kind.value
    )
    if not isinstance(value, _TYPES[column.kind]) or (
        isinstance(value, bool) and column.kind is not ColumnType.FLAG
    ):
        raise wrong
    if column.kind is ColumnType.DATE:
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise wrong from error
    if column.kind is ColumnType.CODE:
        return _code(str(value), column, where, book)
    return value


def _code(value: str, column: Column, where: tuple[int, str], book: LimitBook) -> str:
    """A code, or one of its labels or synonyms read as the code."""
    vocabulary = book.vocabularies[column.vocabulary]
    found = value if value in vocabulary.by_code else vocabulary.code_of.get(value)
    if found is None and not vocabulary.open:
        raise DataError(
            "conformance.unknown_code",
            line=where[0],
            place=where[1],
            vocabulary=column.vocabulary,
            found=value,
            suggestion=near(value, [*vocabulary.by_code, *vocabulary.code_of]) or "—",
        )
    return found or value


def _object_schema(table: Table, book: LimitBook) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            column.name: _column_schema(column, book)
            for column in table.columns
            if table.table == "case" or column.name != "case_number"
        },
    }


def _column_schema(column: Column, book: LimitBook) -> Json:
    names = {
        ColumnType.DATE: "string",
        ColumnType.INTEGER: "integer",
        ColumnType.MONEY: "integer",
        ColumnType.FLAG: "boolean",
    }
    found: Json = {
        "type": [names.get(column.kind, "string"), "null"],
        "description": "；".join(part for part in (column.zh, column.note) if part),
    }
    if column.kind is ColumnType.DATE:
        found["format"] = "date"
    if column.kind is ColumnType.CODE and not book.vocabularies[column.vocabulary].open:
        found["enum"] = [*book.vocabularies[column.vocabulary].by_code, None]
    return found


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
