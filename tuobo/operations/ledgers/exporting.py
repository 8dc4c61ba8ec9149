"""A ledger as a workbook or a Word file: all entries that were asked for, with their criteria."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import FieldType, Ledger, ListColumn, Values
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.listing import ListLine, Slice, all_lines, full_columns
from tuobo.records.ledgers.queries import Asked


def export_of(
    desk: LedgerDesk,
    ledger: Ledger,
    asked: Asked,
    part: Slice,
    criteria: tuple[tuple[str, str], ...],
    texts: Texts,
) -> Export:
    """What is written; its rows are read while it is written."""
    columns = full_columns(desk, ledger)
    lines = all_lines(desk, ledger, asked, part, texts)
    version = (texts("ledger_show.version"), ledger.key)
    return Export(
        title=texts.pick(ledger.names),
        criteria=(*criteria, version),
        titles=tuple(one.title(texts) for one in columns),
        rows=_rows(lines, columns, texts),
    )


def _rows(
    lines: Iterator[ListLine], columns: tuple[ListColumn, ...], texts: Texts
) -> Iterator[tuple[Value, ...]]:
    joint = texts("ledger_show.and")
    for line in lines:
        yield tuple(
            _value(line.values, one) or joint.join(each.text for each in cell)
            for one, cell in zip(columns, line.cells, strict=True)
        )


def _value(values: Values, column: ListColumn) -> Value | None:
    """Days, amounts and numbers as such, so that a workbook can reckon with them."""
    one = column.field
    if one is None or one.many:
        return None
    value = values.get(one.id)
    match value:
        case bool() | None:
            return None
        case int() if one.type is FieldType.MONEY:
            return Decimal(value) / 100
        case int() | Decimal() | date():
            return value
        case _:
            return None
