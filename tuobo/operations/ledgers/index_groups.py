"""The groups of the index of ledgers, and their order: content, which a court may set anew."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from tuobo.core.content import Content, Definition, Names
from tuobo.engines.ledgers import Ledger


class LedgerGroup(Definition):
    """Ledgers that stand together, in their order."""

    group: str
    names: Names
    ledgers: tuple[str, ...]


@cache
def ledger_groups(content: Content) -> tuple[LedgerGroup, ...]:
    """All groups, those of a court's overlay after the national ones."""
    return content.load("ledger_groups", LedgerGroup)


def grouped(
    content: Content, ledgers: Iterable[Ledger]
) -> tuple[tuple[LedgerGroup | None, tuple[Ledger, ...]], ...]:
    """The ledgers by group; those that no group names come last, under None."""
    left = {one.id: one for one in ledgers}
    found: list[tuple[LedgerGroup | None, tuple[Ledger, ...]]] = []
    for group in ledger_groups(content):
        held = tuple(left.pop(name) for name in group.ledgers if name in left)
        if held:
            found.append((group, held))
    if left:
        found.append((None, tuple(left.values())))
    return tuple(found)
