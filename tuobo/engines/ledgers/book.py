"""All ledgers of a content: every version, with the court's overlay laid over, checked together.

`LedgerBook.of` raises LedgersWrongError with all flaws at once; `examined` gives the flaws instead,
for the editor page and for `content check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tuobo.core.content import Content, load_file, near, unique
from tuobo.core.errors import RequestError
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.ledgers.checks import flaws_of
from tuobo.engines.ledgers.definition import Ledger, Tightening, Verdict
from tuobo.engines.ledgers.flaw import DefinitionFlaw, LedgersWrongError, flaw, unknown
from tuobo.engines.ledgers.known import Known
from tuobo.engines.ledgers.loading import LoadedFile, Written, load_text
from tuobo.engines.ledgers.overlay import tightened
from tuobo.engines.ledgers.words import WORDS, Words, words_of

FOLDER = "ledgers"
_VERDICTS = "verdicts.yaml"


@dataclass(frozen=True, kw_only=True)
class LedgerBook:
    """The ledgers, oldest version first; `verdicts` are the rulings that they may ask for."""

    versions: Mapping[str, tuple[Ledger, ...]]
    verdicts: Mapping[str, Verdict]
    vocabularies: Vocabularies
    words: Words

    @classmethod
    def of(cls, content: Content, rights: frozenset[str] | None = None) -> LedgerBook:
        """The checked book; without `rights` (of the rights engine) their names are not checked."""
        book, flaws = examined(content, rights)
        if flaws:
            raise LedgersWrongError(flaws)
        return book

    def __iter__(self) -> Iterator[Ledger]:
        """The latest version of every ledger, in the order of the files."""
        return (versions[-1] for versions in self.versions.values())

    def __getitem__(self, name: str) -> Ledger:
        """The latest version; raises RequestError "ledger.none"."""
        return self._versions(name)[-1]

    def version(self, name: str, version: int) -> Ledger:
        """One version, such as that of an old entry; raises RequestError "ledger.no_version"."""
        for ledger in self._versions(name):
            if ledger.version == version:
                return ledger
        raise RequestError("ledger.no_version", ledger=name, version=version)

    def on(self, name: str, day: date) -> Ledger:
        """The version in force on a day; raises RequestError "ledger.not_in_force"."""
        for ledger in reversed(self._versions(name)):
            if ledger.in_force.holds_on(day):
                return ledger
        raise RequestError("ledger.not_in_force", ledger=name, day=day)

    def begun(self, name: str, day: date) -> Ledger:
        """The newest version that had begun on a day, although it may have ended since.

        Raises RequestError "ledger.not_in_force" for a ledger that is still to come.
        """
        for ledger in reversed(self._versions(name)):
            if ledger.in_force.start is None or ledger.in_force.start <= day:
                return ledger
        raise RequestError("ledger.not_in_force", ledger=name, day=day)

    def _versions(self, name: str) -> tuple[Ledger, ...]:
        if name not in self.versions:
            suggestion = near(name, list(self.versions))
            raise RequestError("ledger.none", ledger=name, suggestion=suggestion)
        return self.versions[name]


def examined(
    content: Content, rights: frozenset[str] | None = None
) -> tuple[LedgerBook, tuple[DefinitionFlaw, ...]]:
    """The book as far as it could be read, and everything that is wrong with it."""
    return _examined(content, rights)


@cache
def _examined(
    content: Content, rights: frozenset[str] | None
) -> tuple[LedgerBook, tuple[DefinitionFlaw, ...]]:
    paths = [path for path in content.files(FOLDER) if path.name not in {_VERDICTS, WORDS}]
    loaded = [load_text(path.read_text(encoding="utf-8"), path.name) for path in paths]
    return assembled(loaded, surroundings_of(content, rights))


def surroundings_of(content: Content, rights: frozenset[str] | None = None) -> Known:
    """What the ledgers of a content may name, beside one another."""
    paths = [path for path in content.files(FOLDER) if path.name == _VERDICTS]
    verdicts = [one for path in paths for one in load_file(path, Verdict)]
    return Known(
        vocabularies=Vocabularies.of(content),
        verdicts={one.id: one for one in unique(verdicts, "id")},
        words=words_of(content, FOLDER),
        rights=rights,
    )


def assembled(
    files: Iterable[LoadedFile], known: Known
) -> tuple[LedgerBook, tuple[DefinitionFlaw, ...]]:
    """The book of some loaded files, with all its flaws."""
    files = tuple(files)
    flaws = [one for file in files for one in file.flaws]
    written = _by_version([one for file in files for one in file.ledgers], flaws)
    for overlay in (one for file in files for one in file.tightenings):
        _lay(overlay, written, flaws)
    latest = {name: versions[-1].definition for name, versions in written.items()}
    known = replace(known, ledgers=latest)
    for versions in written.values():
        before: Ledger | None = None
        for one in versions:
            found = flaws_of(one.definition, known, before)
            flaws += [one.origin.placed(each, one.definition.id) for each in found]
            before = one.definition
    book = LedgerBook(
        versions={
            name: tuple(one.definition for one in versions) for name, versions in written.items()
        },
        verdicts=known.verdicts,
        vocabularies=known.vocabularies,
        words=known.words,
    )
    return book, tuple(flaws)


def _by_version(
    ledgers: list[Written[Ledger]], flaws: list[DefinitionFlaw]
) -> dict[str, list[Written[Ledger]]]:
    found: dict[str, list[Written[Ledger]]] = {}
    for one in ledgers:
        versions = found.setdefault(one.definition.id, [])
        if any(each.definition.version == one.definition.version for each in versions):
            twice = flaw("ledger.ledger_twice", ("id",), version=one.definition.version)
            flaws.append(one.origin.placed(twice, one.definition.id))
        else:
            versions.append(one)
    for versions in found.values():
        versions.sort(key=lambda one: one.definition.version)
    return found


def _lay(
    overlay: Written[Tightening],
    written: dict[str, list[Written[Ledger]]],
    flaws: list[DefinitionFlaw],
) -> None:
    """Replace the version that an overlay extends by the tightened one."""
    change, origin = overlay.definition, overlay.origin
    if change.extends not in written:
        missing = unknown("ledger.ledger_unknown", ("extends",), change.extends, [*written])
        flaws.append(origin.placed(missing, change.extends))
        return
    versions = written[change.extends]
    for at, one in enumerate(versions):
        if one.definition.version == change.base:
            ledger, found = tightened(one.definition, change)
            flaws += [origin.placed(each, change.extends) for each in found]
            # What is wrong from here on is the overlay's doing: the ledger was right without it.
            versions[at] = Written(definition=ledger, origin=origin)
            return
    gone = flaw("ledger.base_unknown", ("base",), version=change.base)
    flaws.append(origin.placed(gone, change.extends))
