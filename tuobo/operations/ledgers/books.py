"""The definitions in use: those of the installation with the overlays that were made live on it.

Live overlays are few and change rarely; the book is made anew only when one of them changes. A
live overlay that no longer fits a new national version is left out and told, so that one bad
text never takes all ledgers away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import Content
from tuobo.engines.ledgers import DefinitionFlaw, Draft, Ledger, LedgerBook, draft_of
from tuobo.engines.rights import Policy
from tuobo.records.ledgers.models import TriedOverlay


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A definition text of a court, and the name under which its flaws are told."""

    id: int
    file: str
    text: str


def book_in_use(content: Content) -> LedgerBook:
    """The book of today. Raises LedgersWrongError for the installation's own files only."""
    return _book(content, _live_texts())[0]


def national_book(content: Content) -> LedgerBook:
    """The installation's own ledgers, without what was made live on it."""
    return _book(content, ())[0]


def flaws_in_use(content: Content) -> tuple[DefinitionFlaw, ...]:
    """What is wrong with live overlays that are therefore left out."""
    return _book(content, _live_texts())[1]


def book_tried(content: Content, overlay: TriedOverlay) -> LedgerBook:
    """The book with one more overlay laid over it, to try it; it takes a live one's place."""
    others = tuple(one for one in _live_texts() if one.file != typed_of(overlay).file)
    return _book(content, (*others, typed_of(overlay)))[0]


def in_use_since(content: Content, ledger: Ledger) -> date | None:
    """The first day on which a ledger was in force, for one of the court's own that it was made
    live; None for a national one that names no day.
    """
    if ledger.in_force.start is not None or ledger.id in national_book(content).versions:
        return ledger.in_force.start
    live = TriedOverlay.objects.filter(ledger=ledger.id, released_at__isnull=False)
    first = live.order_by("released_at").values_list("released_at", flat=True).first()
    return first.astimezone(COURT_TIME).date() if first else None


def draft_in_use(content: Content, text: str, ledger: str) -> Draft:
    """What somebody types, beside everything that is in use but another overlay of that ledger."""
    others = tuple(one for one in _live_texts() if one.file != f"{ledger}.yaml")
    book = _book(content, others)[0]
    return draft_of(text, book, _rights(content), f"{ledger or '—'}.yaml")


def typed_of(overlay: TriedOverlay) -> Typed:
    return Typed(id=overlay.pk, file=f"{overlay.ledger}.yaml", text=overlay.text)


def _live_texts() -> tuple[Typed, ...]:
    found = TriedOverlay.objects.filter(state=TriedOverlay.State.LIVE).order_by("released_at")
    return tuple(typed_of(one) for one in found)


@lru_cache(maxsize=8)
def _book(
    content: Content, texts: tuple[Typed, ...]
) -> tuple[LedgerBook, tuple[DefinitionFlaw, ...]]:
    book = LedgerBook.of(content, _rights(content))
    flaws: tuple[DefinitionFlaw, ...] = ()
    for one in texts:
        draft = draft_of(one.text, book, _rights(content), one.file)
        if draft.flaws:
            flaws += draft.flaws
        else:
            book = draft.book
    return book, flaws


def _rights(content: Content) -> frozenset[str]:
    return frozenset(Policy.of(content).rights)
