"""Every id stands once, and none takes a name that every entry has anyway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuobo.engines.ledgers.definition import CREATE, Ledger
from tuobo.engines.ledgers.facts import fact_table
from tuobo.engines.ledgers.flaw import Flaw, flaw
from tuobo.engines.ledgers.folding import folded
from tuobo.engines.ledgers.known import RESERVED, Known


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    lists: dict[str, Sequence[str]] = {
        "fields": [one.id for one in ledger.fields],
        "groups": [one.id for one in ledger.groups],
        "states": [one.id for one in ledger.states],
        "transitions": [one.event for one in ledger.transitions],
        "clocks": [one.id for one in ledger.clocks],
        "cadences": [one.id for one in ledger.cadences],
        "views": [one.id for one in ledger.views],
        "figures": [one.id for one in ledger.figures],
    }
    for where, ids in lists.items():
        yield from _twice(where, ids)
    for at, one in enumerate(ledger.fields):
        if one.id in RESERVED:
            yield flaw("ledger.field_reserved", ("fields", at, "id"), found=one.id, known=RESERVED)
        codes = [choice.code for choice in one.choices]
        for place, code in enumerate(codes):
            if code in codes[:place]:
                yield flaw("ledger.id_twice", ("fields", at, "choices", place), found=code)
    yield from _titles(ledger, known)
    columns = [column.name for column in fact_table(ledger).columns]
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            yield flaw("ledger.fact_column_twice", ("fields",), found=name)
    for at, row in enumerate(ledger.transitions):
        if row.event == CREATE:
            yield flaw("ledger.event_reserved", ("transitions", at, "event"), found=CREATE)


def _titles(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    """A title of the template leads to one column only, whichever language it is in."""
    taken = {folded(title) for titles in known.words.columns.values() for title in titles}
    for at, one in enumerate(ledger.fields):
        for title in dict.fromkeys(folded(each) for each in (one.zh, one.en, one.id)):
            if title in taken:
                yield flaw("ledger.title_twice", ("fields", at), field=one.names)
                break
        taken |= {folded(one.zh), folded(one.en), one.id}


def _twice(where: str, ids: Sequence[str]) -> Iterator[Flaw]:
    for at, one in enumerate(ids):
        if one in ids[:at]:
            yield flaw("ledger.id_twice", (where, at), found=one)
