"""The import template of a ledger, and a filled table of it read row by row.

Titles are found by Chinese or English name or by id, in any width and with marks of duty. What is
wrong with a row is told all at once; other rows are not touched by it. Keeping rows, quarantine
and the workbook itself are for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from tuobo.core.content import Names
from tuobo.core.issue import Severity
from tuobo.core.texts import Texts
from tuobo.engines.ledgers.act import Act
from tuobo.engines.ledgers.definition import Field, FieldType, Ledger
from tuobo.engines.ledgers.folding import folded
from tuobo.engines.ledgers.moving import writable_fields
from tuobo.engines.ledgers.numbering import Numbering
from tuobo.engines.ledgers.options import Option
from tuobo.engines.ledgers.problem import Problem
from tuobo.engines.ledgers.reading import Cell, Raw, Reader, checked
from tuobo.engines.ledgers.sentence import Sentence, say
from tuobo.engines.ledgers.values import Values

NUMBER, UNIT, STATE = "number", "unit", "state"
"""Columns that every template has beside the fields. An empty number asks for a new one."""
_MARKS = str.maketrans("", "", "*＊:：")


@dataclass(frozen=True, kw_only=True)
class TemplateColumn:
    """One column: `field` is None for number, unit and state."""

    id: str
    title: str
    field: Field | None
    required: bool
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowReading:
    """One row: what it would be, and what is wrong with it. `row` is as people count it."""

    row: int
    number: str
    unit: str
    state: str
    values: Values
    problems: tuple[Problem, ...]

    @property
    def is_accepted(self) -> bool:
        return not any(one.severity is Severity.REJECTED for one in self.problems)


@dataclass(frozen=True, kw_only=True)
class TableReading:
    """All rows, the titles that no column has, and the required fields that no title has."""

    rows: tuple[RowReading, ...]
    unknown_titles: tuple[str, ...]
    missing: tuple[Field, ...]


def template_columns(
    ledger: Ledger, act: Act, reader: Reader, texts: Texts
) -> tuple[TemplateColumn, ...]:
    """The columns of the template, as far as the actor may fill them."""
    names = ledger.template or tuple(one.id for one in ledger.fields)
    allowed = writable_fields(ledger, act)
    titles = reader.words.columns
    columns = [
        TemplateColumn(id=name, title=titles[name][texts.lang == "en"], field=None, required=False)
        for name in (NUMBER, UNIT, STATE)
    ]
    for name in names:
        one = ledger.field_by_id[name]
        if name in allowed:
            options = reader.options(one) if one.type is FieldType.CHOICE else ()
            title = texts.pick(one.names)
            columns.append(
                TemplateColumn(
                    id=name, title=title, field=one, required=one.required, options=options
                )
            )
    return tuple(columns)


def read_table(
    ledger: Ledger,
    titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    act: Act,
    reader: Reader,
    *,
    numbers: Iterable[int] | None = None,
) -> TableReading:
    """The rows of a filled template, numbered as they are told, or with the titles as row 1."""
    known = _titles(ledger, reader)
    columns = [known.get(folded(title.translate(_MARKS)), "") for title in titles]
    table = _Table(ledger, columns, act, reader)
    read = tuple(
        table.row(at, cells)
        for at, cells in zip(count(2) if numbers is None else numbers, rows, strict=False)
        if any(cell not in {None, ""} for cell in cells)
    )
    return TableReading(
        rows=read,
        unknown_titles=tuple(
            title for title, name in zip(titles, columns, strict=True) if title and not name
        ),
        missing=tuple(one for one in ledger.fields if one.required and one.id not in columns),
    )


def _titles(ledger: Ledger, reader: Reader) -> dict[str, str]:
    """Folded title → column, fields before the columns that every ledger has."""
    found = {
        folded(title): name for name, titles in reader.words.columns.items() for title in titles
    }
    for one in ledger.fields:
        found |= {folded(title): one.id for title in (one.id, one.en, one.zh)}
    return found


class _Table:
    """One table being read."""

    def __init__(self, ledger: Ledger, columns: list[str], act: Act, reader: Reader) -> None:
        self._ledger, self._columns, self._unit, self._reader = ledger, columns, act.unit, reader
        self._fields = writable_fields(ledger, act)

    def row(self, row: int, cells: Sequence[Cell]) -> RowReading:
        ledger = self._ledger
        raw: dict[str, Raw] = {
            name: cell for name, cell in zip(self._columns, cells, strict=False) if name
        }
        own = {name: str(raw.pop(name, None) or "").strip() for name in (NUMBER, UNIT, STATE)}
        problems: list[Problem] = []
        state = own[STATE] and self._state(own[STATE], problems)
        unit = self._kept_by(own[UNIT], problems) if own[UNIT] else self._unit
        number = own[NUMBER] and self._number(own[NUMBER], problems)
        state = state or ledger.first_state.id
        found = checked(ledger, raw, self._reader, state=state, fields=self._fields)
        return RowReading(
            row=row, number=number, unit=unit, state=state, values=found.values,
            problems=(*problems, *found.problems),
        )  # fmt: skip

    def _state(self, text: str, problems: list[Problem]) -> str:
        for state in self._ledger.states:
            if folded(text) in {folded(state.zh), folded(state.en), state.id}:
                return state.id
        labels = tuple(state.names for state in self._ledger.states)
        expected = say("ledger.expected.choice", labels=labels)
        problems.append(self._odd(STATE, "ledger.value.state", text, expected))
        return ""

    def _kept_by(self, text: str, problems: list[Problem]) -> str:
        kinds = (self._ledger.kept_by.value,)
        ids = self._reader.lookup.ids(FieldType.UNIT, text, kinds)
        if len(ids) == 1:
            return ids[0]
        rule, expected = "ledger.value.not_found", say("ledger.expected.unit")
        if ids:
            rule, expected = (
                "ledger.value.ambiguous",
                say("ledger.expected.one_of_several", ids=ids),
            )
        problems.append(self._odd(UNIT, rule, text, expected))
        return ""

    def _number(self, text: str, problems: list[Problem]) -> str:
        pattern = self._ledger.number
        number = Numbering(pattern=pattern).read(text)
        if number is None:
            expected = say("ledger.expected.number_of_entry", pattern=pattern)
            problems.append(self._odd(NUMBER, "ledger.value.number_of_entry", text, expected))
        return number or ""

    def _odd(self, column: str, rule: str, found: str, expected: Sentence) -> Problem:
        zh, en, *_ = self._reader.words.columns[column]
        names = Names(zh=zh, en=en)
        return Problem(field=column, names=names, rule=rule, found=found, expected=expected)
