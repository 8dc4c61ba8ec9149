"""Code lists: what a coded column may hold, with Chinese labels, synonyms, dates and attributes.

A synonym is any other way in which a case system's export writes the entry. `attributes` carry
what definitions ask of an entry (a case word's domain and instance); a vocabulary declares them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property

from pydantic import Field, model_validator

from tuobo.core.content import Content, Definition, InForce, Names, Source, unique
from tuobo.core.errors import RequestError


class Entry(Definition):
    """One code. `code` is English and stable; case words and causes keep their Chinese text."""

    code: str
    zh: str
    en: str = ""
    synonyms: tuple[str, ...] = ()
    parent: str = ""
    in_force: InForce = InForce()
    attributes: dict[str, str | bool | tuple[str, ...]] = Field(default_factory=dict)
    note: str = ""


class Vocabulary(Definition):
    """A code list with its source; `open` ones accept texts that they do not list."""

    vocabulary: str
    names: Names
    source: Source
    open: bool = False
    declares: tuple[str, ...] = ()
    entries: tuple[Entry, ...]

    @model_validator(mode="after")
    def _attributes_are_declared(self) -> Vocabulary:
        for entry in self.entries:
            unknown = set(entry.attributes) - set(self.declares)
            if unknown:
                message = f"entry {entry.code}: attributes {sorted(unknown)} are not declared"
                raise ValueError(message)
        return self

    @cached_property
    def by_code(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def code_of(self) -> dict[str, str]:
        """Label, synonym or code → code."""
        spelled = {}
        for entry in reversed(self.entries):
            for text in (*entry.synonyms, entry.zh, entry.en, entry.code):
                if text:
                    spelled[text] = entry.code
        return spelled

    def codes_on(self, day: date) -> frozenset[str]:
        """The codes in force on a day."""
        return frozenset(entry.code for entry in self.entries if entry.in_force.holds_on(day))


class Vocabularies:
    """All code lists by name."""

    def __init__(self, lists: Iterable[Vocabulary]) -> None:
        self.lists = {one.vocabulary: one for one in unique(tuple(lists), "vocabulary")}

    @classmethod
    def of(cls, content: Content) -> Vocabularies:
        """The code lists of a content, read once a process: they are long and never change."""
        return _of(content)

    def __getitem__(self, name: str) -> Vocabulary:
        try:
            return self.lists[name]
        except KeyError:
            known = ", ".join(self.lists)
            raise RequestError("vocabulary.unknown", vocabulary=name, known=known) from None

    def label(self, name: str, code: str, lang: str = "zh") -> str:
        """An entry's label for people; the code itself where the list does not know it."""
        entry = self[name].by_code.get(code)
        if entry is None:
            return code
        return entry.en or entry.zh if lang == "en" else entry.zh


@cache
def _of(content: Content) -> Vocabularies:
    return Vocabularies(content.load("vocabularies", Vocabulary))
