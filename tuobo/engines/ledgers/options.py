"""The options of a choice, whether they stand with the field or in a shared code list."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.content import InForce, Names
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.ledgers.definition import Field


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option of a choice."""

    code: str
    names: Names
    synonyms: tuple[str, ...]
    in_force: InForce


def options_of(one: Field, vocabularies: Vocabularies) -> tuple[Option, ...]:
    """All options that the field ever had, in their order."""
    if one.choices:
        return tuple(
            Option(
                code=choice.code,
                names=Names(zh=choice.zh, en=choice.en),
                synonyms=choice.synonyms,
                in_force=choice.in_force,
            )
            for choice in one.choices
        )
    return tuple(
        Option(
            code=entry.code,
            names=Names(zh=entry.zh, en=entry.en or entry.zh),
            synonyms=entry.synonyms,
            in_force=entry.in_force,
        )
        for entry in vocabularies[one.vocabulary].entries
    )
