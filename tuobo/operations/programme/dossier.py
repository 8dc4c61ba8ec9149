"""一院一档: the court's dossier, assembled from ledgers; nothing is entered here.

Each part has an owner and says when it was last touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tuobo.core.content import Content
from tuobo.operations.programme.dossier_text import (
    DossierChoice,
    DossierPart,
    choice_of,
    parts_of,
)
from tuobo.operations.programme.holding import Held, Holding


@dataclass(frozen=True, kw_only=True)
class LedgerOfPart:
    """The entries of one ledger in a part."""

    ledger: str
    name: str
    entries: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A part as it stands; `updated_on` is None where nothing was ever entered."""

    part: str
    name: str
    owner: str
    is_on: bool
    ledgers: tuple[LedgerOfPart, ...]
    updated_on: date | None

    @property
    def count(self) -> int:
        return sum(len(one.entries) for one in self.ledgers)


def dossier_of(holding: Holding, content: Content, without: Iterable[str]) -> tuple[PartView, ...]:
    """The parts as far as the person may see their ledgers."""
    left_out, choice = frozenset(without), choice_of(content)
    return tuple(
        _part(one, holding, choice, is_on=one.part not in left_out) for one in parts_of(content)
    )


def _part(part: DossierPart, holding: Holding, choice: DossierChoice, *, is_on: bool) -> PartView:
    ledgers = tuple(_ledgers(part, holding))
    days = [step.on for one in ledgers for held in one.entries for step in held.entry.steps[-1:]]
    return PartView(
        part=part.part,
        name=holding.texts.pick(part.names),
        owner=choice.owners.get(part.part, part.owner),
        is_on=is_on,
        ledgers=ledgers,
        updated_on=max(days, default=None),
    )


def _ledgers(part: DossierPart, holding: Holding) -> Iterator[LedgerOfPart]:
    for name in part.ledgers:
        ledger = holding.ledger(name)
        if ledger is not None:
            title = holding.texts.pick(ledger.names)
            yield LedgerOfPart(ledger=name, name=title, entries=holding.of(name))
