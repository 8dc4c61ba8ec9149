"""A form, a row or a request to the values of an entry, with all that is wrong at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tuobo.core.content import Names, near
from tuobo.core.issue import Severity
from tuobo.engines.ledgers.definition import Field, FieldType, Ledger
from tuobo.engines.ledgers.holding import holds
from tuobo.engines.ledgers.problem import Problem
from tuobo.engines.ledgers.reading.cells import Trouble, printed, read_cell
from tuobo.engines.ledgers.reading.context import Cell, Raw, Reader
from tuobo.engines.ledgers.sentence import NOTHING, Sentence, say
from tuobo.engines.ledgers.values import Single, Value, Values

_SEPARATORS = re.compile(r"[、;；,，\n]+")
_LINES = re.compile(r"[;；\n]+")  # texts have commas of their own


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The values that could be read, and what is wrong with the rest."""

    values: Values
    problems: tuple[Problem, ...] = ()

    @property
    def is_accepted(self) -> bool:
        return not any(one.severity is Severity.REJECTED for one in self.problems)


def checked(
    ledger: Ledger,
    raw: Mapping[str, Raw],
    reader: Reader,
    *,
    state: str,
    before: Values | None = None,
    fields: frozenset[str] | None = None,
) -> Checked:
    """Read `raw` over the values `before`, as an entry in `state`; `fields` are those that may be
    written, by default all but read-only ones. Fields that `raw` does not name stay as they were.
    """
    held = before or Values()
    writable = fields
    if writable is None:
        writable = frozenset(one.id for one in ledger.fields if not one.read_only)
    problems: list[Problem] = []
    read: dict[str, Value | None] = {}
    for name, cells in raw.items():
        one = ledger.field_by_id.get(name)
        if one is None or name not in writable:
            problems.append(_not_writable(name, one, sorted(writable)))
            continue
        read[name], found = read_field(one, cells, reader, held.get(name))
        problems += found
    values = held | read
    unread = {problem.field for problem in problems}
    problems += _missing(ledger, values, state, unread)
    problems += _bounds(ledger, values, reader.on, set(read) - unread)
    return Checked(values=values, problems=tuple(problems))


def read_field(
    one: Field, raw: Raw, reader: Reader, before: Value | None = None
) -> tuple[Value | None, list[Problem]]:
    """The value of one field from one or several cells."""
    cells = [raw] if isinstance(raw, Cell) else list(raw)
    if one.many:
        cells = [part for cell in cells for part in _split(cell, one, reader)]
    elif len([cell for cell in cells if cell not in {None, ""}]) > 1:
        found = "、".join(printed(cell) for cell in cells)
        return None, [_problem(one, "ledger.value.only_one", found)]
    kept = before if isinstance(before, tuple) else (before,)
    problems: list[Problem] = []
    values: list[Single] = []
    for cell in cells:
        read = read_cell(cell, one, reader)
        if isinstance(read, Trouble):
            # What stood there before may stay, such as an option that is no longer offered.
            if cell in kept and cell is not None:
                values.append(cell if not isinstance(cell, float) else Decimal(str(cell)))
                continue
            problems.append(
                Problem(
                    field=one.id,
                    names=one.names,
                    rule=read.rule,
                    found=printed(cell)[:80],
                    expected=read.expected,
                )
            )
        elif read is not None and read not in values:
            values.append(read)
    if one.many:
        return tuple(values) or None, problems
    return (values[0] if values else None), problems


def _split(cell: Cell, one: Field, reader: Reader) -> Iterator[Cell]:
    """The parts of a cell; a text that can be read whole is not cut."""
    if not isinstance(cell, str):
        yield cell
        return
    separators = _LINES if one.type is FieldType.TEXT else _SEPARATORS
    parts = [part for part in separators.split(cell) if part.strip()]
    whole = None if len(parts) < 2 or one.type is FieldType.TEXT else read_cell(cell, one, reader)
    if whole is not None and not isinstance(whole, Trouble):
        yield cell
    else:
        yield from parts


def required_fields(ledger: Ledger, values: Values, state: str) -> tuple[Field, ...]:
    """The fields that must be filled in a state with these values."""
    return tuple(
        one
        for one in ledger.asking_fields
        if one.required or holds(one.required_when, values, ledger=ledger, state=state)
    )


def _missing(ledger: Ledger, values: Values, state: str, unread: set[str]) -> Iterator[Problem]:
    for one in required_fields(ledger, values, state):
        if one.id not in values and one.id not in unread:
            yield _problem(one, "ledger.value.missing", "")


def _bounds(ledger: Ledger, values: Values, on: date, typed: set[str]) -> Iterator[Problem]:
    for one in ledger.bounded_fields:
        if one.id in typed:
            for value in values.listed(one.id):
                yield from _range(one, value)
                if one.not_future and isinstance(value, date) and value > on:
                    expected = say("ledger.expected.until", day=on)
                    yield _problem(one, "ledger.value.future", printed(value), expected)
        if not one.not_before or not {one.id, one.not_before} & typed:
            continue
        first, last = values.day(one.not_before), values.day(one.id)
        if first and last and last < first:
            other = ledger.field_by_id[one.not_before]
            expected = say("ledger.expected.not_before", day=first, field=other.names)
            yield _problem(one, "ledger.value.too_early", printed(last), expected)


def _range(one: Field, value: Single) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    # Nobody means a negative amount or a negative number of days unless the ledger says so.
    unsigned = one.type in {FieldType.MONEY, FieldType.DAYS}
    least = 0 if one.least is None and unsigned else one.least
    scale = 100 if one.type is FieldType.MONEY else 1
    if least is not None and value < least:
        expected = say("ledger.expected.at_least", number=Decimal(least) / scale)
        yield _problem(one, "ledger.value.range", str(Decimal(value) / scale), expected)
    if one.most is not None and value > one.most:
        expected = say("ledger.expected.at_most", number=Decimal(one.most) / scale)
        yield _problem(one, "ledger.value.range", str(Decimal(value) / scale), expected)


def _not_writable(name: str, one: Field | None, known: list[str]) -> Problem:
    if one is None:
        nearest = near(name, known)
        hint = say("ledger.named", name=nearest) if nearest else NOTHING
        names = Names(zh=name, en=name)
        return Problem(field=name, names=names, rule="ledger.value.no_field", expected=hint)
    return _problem(one, "ledger.value.not_writable", "")


def _problem(one: Field, rule: str, found: str, expected: Sentence = NOTHING) -> Problem:
    return Problem(field=one.id, names=one.names, rule=rule, found=found, expected=expected)
