"""The definitions in use: those of the installation with the overlays that were made live on it.

Live overlays are few and change rarely; the book is made anew only when one of them changes. A
live overlay that no longer fits a new national version is left out and told, so that one bad
text never takes all ledgers away. Whatever was once made live of a ledger of the court's own stays
in the book, as entries keep their version; one that was taken out of use is ended, not gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import yaml
from django.db.models import QuerySet

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import Content
from tuobo.engines.ledgers import DefinitionFlaw, Draft, Ledger, LedgerBook, draft_of
from tuobo.engines.ledgers.document import Document
from tuobo.engines.rights import Policy
from tuobo.records.ledgers.models import TriedOverlay


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A definition text of a court, and the name under which its flaws are told.

    ends   the day on which a ledger of the court's own was taken out of use
    """

    id: int
    file: str
    text: str
    ends: date | None = None

    @property
    def version(self) -> int:
        """The version of a ledger of the court's own; 0 for a change of a national one."""
        return _own_version(self.text)


@lru_cache(maxsize=256)
def _own_version(text: str) -> int:
    try:
        entries = [one for one, _ in Document.of(text).entries if isinstance(one, dict)]
    except yaml.YAMLError:
        return 0
    versions = [one.get("version") for one in entries if "id" in one]
    return next((one for one in versions if isinstance(one, int)), 0)


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
    tried = typed_of(overlay)
    return _book(content, (*_beside(tried), tried))[0]


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
    """What somebody types, beside everything in use but another overlay of that ledger; the
    earlier versions of a ledger of the court's own are what a new one goes on from.
    """
    typed = Typed(id=0, file=f"{ledger or '—'}.yaml", text=text)
    book = _book(content, _beside(typed))[0]
    return draft_of(text, book, _rights(content), typed.file)


def versions_released(ledger: str, *, but: int = 0) -> frozenset[int]:
    """The versions of a ledger of the court's own that were ever made live, but one text's own."""
    released = _released().filter(ledger=ledger).exclude(pk=but)
    return frozenset(typed_of(one).version for one in released) - {0}


def typed_of(overlay: TriedOverlay) -> Typed:
    return Typed(id=overlay.pk, file=f"{overlay.ledger}.yaml", text=overlay.text)


def _beside(typed: Typed) -> tuple[Typed, ...]:
    """What stands beside a text: everything in use, of the same ledger its earlier versions."""
    return tuple(
        replace(one, ends=None) if one.file == typed.file else one
        for one in _live_texts()
        if one.file != typed.file or 0 < one.version < typed.version
    )


def _live_texts() -> tuple[Typed, ...]:
    return tuple(_in_use())


def _in_use() -> Iterator[Typed]:
    """Live texts, and every earlier version of the court's own ledgers, as they were released."""
    released = tuple(_released())
    live = {one.ledger for one in released if one.state == TriedOverlay.State.LIVE}
    for one in released:
        typed = typed_of(one)
        if one.ledger in live:
            if typed.version or one.state == TriedOverlay.State.LIVE:
                yield typed
        elif typed.version:
            yield replace(typed, ends=one.changed_at.astimezone(COURT_TIME).date())


def _released() -> QuerySet[TriedOverlay]:
    return TriedOverlay.objects.filter(released_at__isnull=False).order_by("released_at", "pk")


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
            book = draft.book if one.ends is None else _ended(draft, one.ends)
    return book, flaws


def _ended(draft: Draft, on: date) -> LedgerBook:
    """The book in which a ledger is in force until a day: its entries are read, none is made."""
    assert draft.ledger is not None
    versions = tuple(
        one.model_copy(update={"in_force": one.in_force.model_copy(update={"end": on})})
        for one in draft.book.versions[draft.ledger.id]
    )
    return replace(draft.book, versions={**draft.book.versions, draft.ledger.id: versions})


def _rights(content: Content) -> frozenset[str]:
    return frozenset(Policy.of(content).rights)
