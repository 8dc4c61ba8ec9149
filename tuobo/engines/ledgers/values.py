"""The values of one entry: typed, immutable, and the same as a JSON document for the store.

text, ids and codes are str; number is Decimal; money (fen) and days are int; date, Period and bool
are themselves; a field of many values holds a tuple. A field that is empty is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from tuobo.core.period import Period
from tuobo.engines.ledgers.definition import Field, FieldType, Ledger
from tuobo.engines.ledgers.definition.part import Scalar

Single: TypeAlias = str | int | Decimal | bool | date | Period
Value: TypeAlias = Single | tuple[Single, ...]
_Kept: TypeAlias = str | int | bool
Json: TypeAlias = str | int | bool | list[str | int | bool]


class Values(Mapping[str, Value]):
    """Field id → value. `values.get(name)` is None for an empty field."""

    __slots__ = ("_held",)

    def __init__(self, held: Mapping[str, Value | None] | None = None) -> None:
        self._held = {
            name: value
            for name, value in (held or {}).items()
            if value is not None and value not in ("", ())
        }

    def __getitem__(self, name: str) -> Value:
        return self._held[name]

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def get(self, name: str, default: object = None) -> Value | None:  # type: ignore[override]
        """As of any mapping, but without an exception for each empty field."""
        return self._held.get(name, default)  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __repr__(self) -> str:
        return f"Values({self._held!r})"

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def __or__(self, other: Mapping[str, Value | None]) -> Values:
        """These values overlaid by others; None empties a field."""
        return Values({**self._held, **other})

    def listed(self, name: str) -> tuple[Single, ...]:
        """The value as a tuple, whether the field holds one, many or none."""
        held = self._held.get(name, ())
        return held if isinstance(held, tuple) else (held,)

    def day(self, name: str) -> date | None:
        """The value of a date field."""
        held = self._held.get(name)
        return held if isinstance(held, date) else None

    def document(self) -> dict[str, Json]:
        """As JSON: days and periods in ISO, decimals as text."""
        return {
            name: [_json(one) for one in held] if isinstance(held, tuple) else _json(held)
            for name, held in self._held.items()
        }

    @classmethod
    def of_document(cls, ledger: Ledger, document: Mapping[str, Json]) -> Values:
        """Back from JSON, by the types of the ledger; fields that it does not have are left out."""
        held: dict[str, Value | None] = {}
        for name, kept in document.items():
            one = ledger.field_by_id.get(name)
            if one is None:
                continue
            if isinstance(kept, list):
                held[name] = tuple(_typed(one, each) for each in kept)
            else:
                held[name] = _typed(one, kept)
        return cls(held)


NO_VALUES = Values()


def scalar_value(given: Scalar, one: Field) -> Single:
    """A value that a definition fixes, in the type of its field."""
    if one.type is FieldType.NUMBER:
        return Decimal(given)
    return date.fromisoformat(str(given)) if one.type is FieldType.DATE else given


def _json(value: Single) -> str | int | bool:
    match value:
        case bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _typed(one: Field, kept: _Kept) -> Single:
    match one.type:
        case FieldType.DATE:
            return date.fromisoformat(str(kept))
        case FieldType.PERIOD:
            return Period.of(str(kept))
        case FieldType.NUMBER:
            return Decimal(str(kept))
        case _:
            return kept
