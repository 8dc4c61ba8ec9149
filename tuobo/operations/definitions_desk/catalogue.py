"""The catalogue: all entries of a content by kind and key, their versions, and the search in them.

The search reads what people read, in both languages, whatever the width and case of its letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from tuobo.core.content import Content, near
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabulary
from tuobo.operations.definitions_desk.entries import Entry, Kind, entries_of
from tuobo.operations.definitions_desk.wording import Wording


class Standing(StrEnum):
    """Whether a definition holds on a day."""

    IN_FORCE = "in_force"
    ENDED = "ended"
    TO_COME = "to_come"


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for; an empty field asks for nothing."""

    words: str = ""
    kind: Kind | None = None
    mark: str = ""
    standing: Standing | None = None
    local_only: bool = False


class Catalogue:
    """All definitions in use."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.entries = entries_of(content)
        self._by_key = {(one.kind, one.key): one for one in self.entries}
        self._versions: dict[tuple[Kind, str], list[Entry]] = {}
        for one in self.entries:
            self._versions.setdefault((one.kind, one.id), []).append(one)
        self._readable = {
            (one.kind, one.key): text
            for one, text in zip(self.entries, _readable(content, self.entries), strict=True)
        }

    @classmethod
    def of(cls, content: Content) -> Catalogue:
        """The catalogue of a content, made once a process."""
        return _of(content)

    def find(self, kind: Kind, key: str) -> Entry:
        """An entry by id@version, or by id: its latest version."""
        found = self._by_key.get((kind, key))
        if found is None and (kind, key) in self._versions:
            found = max(self._versions[kind, key], key=lambda one: one.version)
        if found is None:
            known = [name for one, name in self._versions if one is kind]
            suggestion = near(key, known) or "—"
            raise RequestError("definitions.unknown", key=key, kind=kind, suggestion=suggestion)
        return found

    def versions(self, entry: Entry) -> tuple[Entry, ...]:
        """All versions of the same thing, the first one first."""
        found = self._versions[entry.kind, entry.id]
        return tuple(sorted(found, key=lambda one: one.version))

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if one.kind is kind)

    def search(self, asked: Search, on: date) -> tuple[Entry, ...]:
        """The entries that fit everything that is asked, in the order of the catalogue."""
        words = _folded(asked.words).split()
        return tuple(
            one
            for one in self.entries
            if (asked.kind is None or one.kind is asked.kind)
            and (not asked.mark or (one.source is not None and one.source.mark == asked.mark))
            and (asked.standing is None or standing_of(one, on) is asked.standing)
            and (one.is_local or not asked.local_only)
            and all(word in self._readable[one.kind, one.key] for word in words)
        )


def standing_of(entry: Entry, on: date) -> Standing:
    start = entry.in_force.start
    if start is not None and on < start:
        return Standing.TO_COME
    return Standing.IN_FORCE if entry.in_force.holds_on(on) else Standing.ENDED


def _readable(content: Content, entries: Sequence[Entry]) -> Iterator[str]:
    """The folded text of each entry: what one can find it by."""
    wordings = [Wording.of(content, Texts(content, lang)) for lang in ("zh", "en")]
    for one in entries:
        parts = [one.id, one.key, one.names.zh, one.names.en]
        parts += [line.value for wording in wordings for line in wording.lines(one.definition)]
        if isinstance(one.definition, Vocabulary):
            parts += [
                text
                for entry in one.definition.entries
                for text in (entry.code, entry.zh, entry.en, *entry.synonyms)
            ]
        yield _folded(" ".join(parts))


def _folded(text: str) -> str:
    """Letters of one width and case.

    >>> _folded("（ＡＢ）")
    '(ab)'
    """
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def _of(content: Content) -> Catalogue:
    return Catalogue(content)
