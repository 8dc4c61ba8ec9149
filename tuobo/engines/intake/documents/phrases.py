"""The phrase lists that document reading is made of: patterns in content, which a clerk may change.

A list says what it reads; its rules are regular expressions, each with an example that it must
match. Code decides where to look, content decides which words mean what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import model_validator

from tuobo.core.content import Content, Definition, Identifier, Names, Source, unique
from tuobo.core.errors import DefinitionError
from tuobo.engines.intake.documents.text import compact

FOLDER = "intake_documents"
_AROUND = 16

Kind = Literal["judgment", "ruling", "mediation", "decision"]


class Rule(Definition):
    """One pattern and what it means; `unless` is searched in the words around a hit."""

    pattern: str
    value: str
    unless: str = ""
    kinds: tuple[Kind, ...] = ()
    example: str
    note: str = ""

    @model_validator(mode="after")
    def _matches_its_example(self) -> Rule:
        try:
            patterns = [re.compile(one) for one in (self.pattern, self.unless)]
        except re.error as error:
            message = f"pattern {self.pattern!r} is no regular expression: {error}"
            raise ValueError(message) from error
        if not patterns[0].search(compact(self.example)):
            message = f"pattern {self.pattern!r} does not match its example {self.example!r}"
            raise ValueError(message)
        return self


class RuleList(Definition):
    """The rules that read one thing, in the order in which they are tried."""

    reads: Identifier
    names: Names
    source: Source
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Hit:
    """Where a rule fits in a text."""

    value: str
    start: int
    end: int


class Phrase:
    """One list, compiled."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [
            (re.compile(rule.pattern), re.compile(rule.unless) if rule.unless else None, rule)
            for rule in rules
        ]

    def hits(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """All places where a rule fits, by place; of overlapping hits the earlier rule's counts."""
        limit = len(text) if end is None else end
        found: list[Hit] = []
        for pattern, unless, rule in self._rules:
            for match in pattern.finditer(text, start, limit):
                if unless is not None and unless.search(_around(text, match.start(), match.end())):
                    continue
                if not any(hit.start < match.end() and match.start() < hit.end for hit in found):
                    found.append(Hit(rule.value, match.start(), match.end()))
        return sorted(found, key=lambda hit: hit.start)

    def first(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The earliest hit."""
        found = self.hits(text, start, end)
        return found[0] if found else None

    def fits(self, text: str) -> bool:
        return any(
            pattern.search(text) and not (unless and unless.search(text))
            for pattern, unless, _ in self._rules
        )

    def meaning(self, text: str, kind: str = "") -> Hit | None:
        """The hit of the first rule that fits, in the order of the list."""
        for pattern, unless, rule in self._rules:
            if rule.kinds and kind not in rule.kinds:
                continue
            match = pattern.search(text)
            if match and not (unless and unless.search(text)):
                return Hit(rule.value, match.start(), match.end())
        return None

    def __iter__(self) -> Iterator[Rule]:
        return (rule for _, _, rule in self._rules)


class Phrases:
    """All lists by what they read."""

    def __init__(self, lists: Iterable[RuleList]) -> None:
        self._by_name = {one.reads: Phrase(one.rules) for one in unique(tuple(lists), "reads")}

    @classmethod
    def of(cls, content: Content) -> Phrases:
        return cls(content.load(FOLDER, RuleList))

    def __getitem__(self, reads: str) -> Phrase:
        try:
            return self._by_name[reads]
        except KeyError:
            raise DefinitionError("documents.no_phrases", reads=reads) from None


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND]
