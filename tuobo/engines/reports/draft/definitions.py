"""What the rules are told by content/…/drafts: severities, patterns, words and limits with sources.

A lawyer or an office clerk changes these files, never the code. Regular expressions are compiled
when they are loaded, so a wrong one is named with its file and line.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

from tuobo.core.content import Content, Definition, Identifier, Names, Source, unique
from tuobo.core.errors import DefinitionError
from tuobo.engines.reports.draft.severity import Severity

_FOLDER = "drafts"


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        message = f"not a regular expression: {error}"
        raise ValueError(message) from error
    return pattern


Expression = Annotated[str, AfterValidator(_compiles)]


class Pattern(Definition):
    """Something to look for in a paragraph.

    find      what is wrong
    unless    if the clause with the match fits this, it is right after all
    case      which sentence of the texts explains it: draft.<rule>.<case>
    correct   what to write instead, where that is safe; groups of `find` as \\1
    source    where the pattern has a source of its own
    """

    id: Identifier
    find: Expression
    unless: Expression = ""
    case: Identifier | None = None
    severity: Severity | None = None
    correct: str = ""
    source: Source | None = None

    @cached_property
    def finds(self) -> re.Pattern[str]:
        return re.compile(self.find)

    @cached_property
    def excuses(self) -> re.Pattern[str] | None:
        return re.compile(self.unless) if self.unless else None


class FixedPhrase(Definition):
    """A political formula that may not be shortened or turned round.

    parts     its parts in order, without quotation marks
    trigger   the parts that demand all others in the same sentence (default: every part)
    order     only their order is fixed where all of them stand, none demands the others
    """

    id: Identifier
    parts: tuple[str, ...]
    trigger: tuple[str, ...] = ()
    order: bool = False
    written: str
    source: Source | None = None


class RateWord(Definition):
    """A rate that texts speak of: which of its counts is which, and which way is better."""

    name: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    is_complement: bool = False
    better: str = ""


class BreakWords(Definition):
    """How texts speak of what a break touches; `id` is the break's."""

    id: Identifier
    subjects: tuple[str, ...]


class DraftRule(Definition):
    """One rule; the lists are read by the rules that know them."""

    rule: Identifier
    names: Names
    severity: Severity
    source: Source
    note: str = ""
    patterns: tuple[Pattern, ...] = ()
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    numbers: dict[str, float] = Field(default_factory=dict)
    phrases: tuple[FixedPhrase, ...] = ()
    rates: tuple[RateWord, ...] = ()
    breaks: tuple[BreakWords, ...] = ()

    def any_of(self, *lists: str) -> re.Pattern[str]:
        """An expression that finds any word of the named lists, longer ones first."""
        return _any_of(tuple(self.words[name] for name in lists))


@lru_cache(maxsize=256)
def _any_of(lists: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    words = sorted({word for words in lists for word in words}, key=len, reverse=True)
    return re.compile("|".join(words)) if words else re.compile(r"(?!)")


class DraftRules:
    """All rules by id."""

    def __init__(self, rules: tuple[DraftRule, ...]) -> None:
        self.by_id = {one.rule: one for one in unique(rules, "rule")}

    @classmethod
    def of(cls, content: Content) -> DraftRules:
        return cls(content.load(_FOLDER, DraftRule))

    def __getitem__(self, rule: str) -> DraftRule:
        try:
            return self.by_id[rule]
        except KeyError:
            raise DefinitionError("draft.rule_without_content", rule=rule) from None
