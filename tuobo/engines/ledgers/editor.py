"""A definition while it is being typed: its flaws with their lines, and what it would look like."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.engines.ledgers.book import LedgerBook, assembled
from tuobo.engines.ledgers.definition import Ledger
from tuobo.engines.ledgers.document import Document
from tuobo.engines.ledgers.flaw import DefinitionFlaw
from tuobo.engines.ledgers.known import Known
from tuobo.engines.ledgers.loading import LoadedFile, Origin, Written, load_text

_TYPED, _ELSEWHERE = "—", ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed: the ledger as far as it can be read, in a book with all others."""

    ledger: Ledger | None
    book: LedgerBook
    flaws: tuple[DefinitionFlaw, ...]


def draft_of(
    text: str, book: LedgerBook, rights: frozenset[str] | None = None, file: str = _TYPED
) -> Draft:
    """Read a text beside the ledgers of a book; one of the same id and version is replaced.

    The text may also be an overlay. Nothing is kept.
    """
    loaded = load_text(text, file)
    typed = {(one.definition.id, one.definition.version) for one in loaded.ledgers}
    others = [
        ledger
        for versions in book.versions.values()
        for ledger in versions
        if (ledger.id, ledger.version) not in typed
    ]
    origin = Origin(file=_ELSEWHERE, document=Document.of(""), path=())
    rest = LoadedFile(ledgers=tuple(Written(definition=ledger, origin=origin) for ledger in others))
    known = Known(
        vocabularies=book.vocabularies, verdicts=book.verdicts, words=book.words, rights=rights
    )
    made, flaws = assembled((rest, loaded), known)
    names = [one.definition.id for one in loaded.ledgers]
    names += [one.definition.extends for one in loaded.tightenings]
    name = next((each for each in names if each in made.versions), "")
    return Draft(
        ledger=made[name] if name else None,
        book=made,
        flaws=tuple(one for one in flaws if one.file == file),
    )
