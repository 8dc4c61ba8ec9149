"""What reading needs beside the text: the day, code lists, case numbers, and who is who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Protocol, TypeAlias

from tuobo.core.case_number import CaseNumbers
from tuobo.core.content import Content
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.ledgers.book import LedgerBook
from tuobo.engines.ledgers.definition import Field, FieldType
from tuobo.engines.ledgers.folding import folded
from tuobo.engines.ledgers.options import Option, options_of
from tuobo.engines.ledgers.words import Words

Cell: TypeAlias = str | int | float | Decimal | bool | date | None
Raw: TypeAlias = Cell | Sequence[Cell]
"""What comes from a form, a workbook or the API for one field."""


class Lookup(Protocol):
    """Whoever knows the other records: persons, units, entries, indicators, figures, files."""

    def ids(self, kind: FieldType, text: str, within: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that a text may mean: none, one, or several where it is not clear.

        `within` are the unit kinds of a unit field, the ledgers of a link; of others empty. An id
        itself is a text that means it. The number of a linked entry is already in its kept form.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class _Listed:
    """The options of a choice, also by every word that means one."""

    options: tuple[Option, ...]
    by_word: Mapping[str, Option]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Everything that reading values needs; made once a request or import."""

    book: LedgerBook
    lookup: Lookup
    numbers: CaseNumbers
    on: date
    _lists: dict[str | int, _Listed] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, content: Content, book: LedgerBook, lookup: Lookup, on: date) -> Reader:
        return cls(book=book, lookup=lookup, numbers=_numbers(content), on=on)

    @property
    def words(self) -> Words:
        return self.book.words

    def options(self, one: Field) -> tuple[Option, ...]:
        """The options of a choice that are in force today."""
        return tuple(each for each in self.all_options(one) if each.in_force.holds_on(self.on))

    def all_options(self, one: Field) -> tuple[Option, ...]:
        return self._listed(one).options

    def option(self, one: Field, text: str) -> Option | None:
        """The option with that label, synonym or code, in force or not."""
        return self._listed(one).by_word.get(folded(text))

    def _listed(self, one: Field) -> _Listed:
        key = one.vocabulary or id(one)  # a field with its own choices lives as long as the book
        if key not in self._lists:
            options = options_of(one, self.book.vocabularies)
            spelled: dict[str, Option] = {}
            for each in reversed(options):
                words = (*each.synonyms, each.names.en, each.names.zh, each.code)
                spelled |= {folded(word): each for word in words}
            self._lists[key] = _Listed(options=options, by_word=spelled)
        return self._lists[key]


@cache
def _numbers(content: Content) -> CaseNumbers:
    return CaseNumbers.of(Vocabularies.of(content))
