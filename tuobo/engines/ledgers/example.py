"""An invented entry for the editor page and the template: one readable value a field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tuobo.core.texts import Texts
from tuobo.engines.ledgers.definition import Field, FieldType, Ledger
from tuobo.engines.ledgers.reading import Reader


@dataclass(frozen=True, kw_only=True)
class ExampleCell:
    """What somebody might type into a field."""

    field: Field
    text: str


def example_of(ledger: Ledger, reader: Reader, texts: Texts) -> tuple[ExampleCell, ...]:
    """One example a field that is typed, in the order of the form.

    Other records (persons, units, entries, files …) stand there by a word for them.
    """
    return tuple(
        ExampleCell(field=one, text=one.example or _example(one, reader, texts))
        for one in ledger.fields
        if not one.read_only
    )


def _example(one: Field, reader: Reader, texts: Texts) -> str:
    day = reader.on
    offered = reader.options(one) if one.type is FieldType.CHOICE else ()
    examples = {
        FieldType.TEXT: texts.pick(one.names),
        FieldType.NUMBER: str(_amount(one, 1)),
        FieldType.DAYS: str(_amount(one, 1)),
        FieldType.MONEY: f"{Decimal(_amount(one, 1_000_000)) / 100:.2f}",
        FieldType.DATE: day.isoformat(),
        FieldType.PERIOD: f"{day.year}Q{(day.month + 2) // 3}",
        FieldType.FLAG: reader.words.yes[0],
        FieldType.CHOICE: texts.pick(offered[0].names) if offered else "",
    }
    return examples.get(one.type) or texts(f"ledger.example.{one.type}")


def _amount(one: Field, usual: int) -> int:
    least = usual if one.least is None else max(one.least, usual)
    return least if one.most is None else min(least, one.most)
