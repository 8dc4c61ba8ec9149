"""What a generic list shows and may be filtered by: fields, clocks and what every entry has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuobo.core.texts import Texts
from tuobo.engines.ledgers.definition import Clock, Field, Ledger, State
from tuobo.engines.ledgers.options import Option
from tuobo.engines.ledgers.reading import Reader

_CLOCK = "clock."


@dataclass(frozen=True, kw_only=True)
class ListColumn:
    """One column: of a field, of a clock, or one that every entry has (by its id)."""

    id: str
    field: Field | None = None
    clock: Clock | None = None

    def title(self, texts: Texts) -> str:
        part = self.field or self.clock
        return texts.pick(part.names) if part else texts(f"ledger.column.{self.id}")


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """What a list may be filtered by; a choice or the state offers its options."""

    column: ListColumn
    options: tuple[Option, ...] = ()
    states: tuple[State, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SortKey:
    """One column to sort by."""

    column: ListColumn
    downwards: bool


def list_columns(ledger: Ledger, rights: frozenset[str]) -> tuple[ListColumn, ...]:
    """The columns in the order of the definition, without those that the viewer may not see."""
    return tuple(_seen(ledger, ledger.listing.columns, rights))


def list_filters(ledger: Ledger, rights: frozenset[str], reader: Reader) -> tuple[ListFilter, ...]:
    """What the viewer may filter by. Choices offer all that ever were: old entries hold them."""
    filters = []
    for column in _seen(ledger, ledger.listing.filters, rights):
        one = column.field
        is_choice = one is not None and bool(one.vocabulary or one.choices)
        filters.append(
            ListFilter(
                column=column,
                options=reader.all_options(one) if one and is_choice else (),
                states=ledger.states if column.id == "state" else (),
            )
        )
    return tuple(filters)


def sort_keys(
    ledger: Ledger, rights: frozenset[str], keys: tuple[str, ...] = ()
) -> tuple[SortKey, ...]:
    """How a list is sorted: by the given keys (of a view), or by those of the ledger."""
    return tuple(
        SortKey(column=column, downwards=key.startswith("-"))
        for key in keys or ledger.listing.sort
        for column in _seen(ledger, (key.removeprefix("-"),), rights)
    )


def visible_fields(ledger: Ledger, rights: frozenset[str]) -> tuple[Field, ...]:
    """The fields that somebody with these rights may see."""
    return tuple(one for one in ledger.fields if not one.sensitive or one.sensitive in rights)


def _seen(ledger: Ledger, names: tuple[str, ...], rights: frozenset[str]) -> Iterator[ListColumn]:
    visible = {one.id: one for one in visible_fields(ledger, rights)}
    for name in names:
        if name.startswith(_CLOCK):
            yield ListColumn(id=name, clock=ledger.clock_by_id[name.removeprefix(_CLOCK)])
        elif name in visible:
            yield ListColumn(id=name, field=visible[name])
        elif name not in ledger.field_by_id:
            yield ListColumn(id=name)
