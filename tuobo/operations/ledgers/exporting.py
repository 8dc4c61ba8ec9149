"""A ledger as a workbook or a Word file: all entries that were asked for, with their criteria."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Field, FieldType, Ledger, ListColumn
from tuobo.engines.ledgers import Value as Held
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.listing import (
    Beside,
    Slice,
    asked_on,
    full_columns,
    own_text,
    rows_of,
    sort_of,
)
from tuobo.operations.ledgers.showing import Words, visible_values
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import NOBODY, Asked, Names, entries, names_in, names_of
from tuobo.records.ledgers.sorting import sorted_ids

_BATCH = 2000
_LEADING = (FieldType.LINK, FieldType.FILE)
_NAMING = (FieldType.PERSON, FieldType.UNIT, *_LEADING)


def export_of(
    desk: LedgerDesk,
    ledger: Ledger,
    asked: Asked,
    part: Slice,
    criteria: tuple[tuple[str, str], ...],
    texts: Texts,
) -> Export:
    """What is written; its rows are read while it is written."""
    columns, scope = full_columns(desk, ledger), desk.scope(ledger)
    ids = sorted_ids(entries(scope, asked_on(asked, desk)), scope, sort_of(ledger, part))
    # Units and people recur: each is made once a batch, not once an entry.
    beside = ("unit", "court", "person") if ledger.sensitive_fields else ("unit", "court")
    found = models.Entry.objects.prefetch_related(*beside)
    version = (texts("ledger_show.version"), ledger.key)
    return Export(
        title=texts.pick(ledger.names),
        criteria=(*criteria, version),
        titles=tuple(one.title(texts) for one in columns),
        rows=_rows(found, ids, columns, Words.for_rows(desk, ledger, (), texts)),
    )


def _rows(
    found: QuerySet[models.Entry], ids: list[int], columns: tuple[ListColumn, ...], words: Words
) -> Iterator[tuple[Value, ...]]:
    """Read in batches, so that memory does not grow with the entries.

    Most fields of most entries are empty, so only what an entry holds is put into its cells.
    """
    own = [(at, one.id) for at, one in enumerate(columns) if one.field is None]
    places = {one.id: (at, one.field) for at, one in enumerate(columns) if one.field is not None}
    empty: tuple[Value, ...] = ("",) * len(columns)
    names = words.names
    for at in range(0, len(ids), _BATCH):
        rows = rows_of(found, ids[at : at + _BATCH])
        names = _names(words.ledger, rows, names)
        beside = Beside.of(rows, replace(words, names=names))
        for row in rows:
            cells = [*empty]
            for at_column, name in own:
                cells[at_column] = own_text(row, name, beside)
            for name, value in visible_values(words.desk, words.ledger, row).items():
                if name in places:
                    at_column, field = places[name]
                    cells[at_column] = _value(field, value, beside.words)
            yield tuple(cells)


def _names(ledger: Ledger, rows: list[models.Entry], known: Names) -> Names:
    """The names behind what some entries hold; whoever was named before is not read again."""
    kinds = {one.id: one.type for one in ledger.fields if one.type in _NAMING}
    people, units, naming = set[str](), set[str](), list[models.Entry]()
    for row in rows:
        held = [(kinds[name], value) for name, value in row.values.items() if name in kinds]
        for kind, value in held:
            ids = value if isinstance(value, list) else [value]
            if kind is FieldType.PERSON:
                people.update(ids)
            elif kind is FieldType.UNIT:
                units.update(ids)
        if any(kind in _LEADING for kind, _ in held):
            naming.append(row)
    linked = names_in(naming) if naming else NOBODY
    found = names_of(known, people - known.people.keys(), units - known.units.keys())
    return replace(found, entries=linked.entries, files=linked.files)


def _value(one: Field, value: Held, words: Words) -> Value:
    """Days, amounts and numbers as such, so that a workbook can reckon with them."""
    match value:
        case bool():
            return words.said(one, value)
        case tuple():
            return words.joined(one, value)
        case int() if one.type is FieldType.MONEY:
            return Decimal(value) / 100
        case int() | Decimal() | date():
            return value
        case _:
            return words.said(one, value)
