"""What a definition may name beside its own parts: ledgers, code lists, rights, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuobo.core.vocabulary import Vocabularies, Vocabulary
from tuobo.engines.ledgers.definition import Field, Ledger, Verdict
from tuobo.engines.ledgers.words import Words


@dataclass(frozen=True, kw_only=True)
class Known:
    """The surroundings of a definition. Rights that are None are not checked."""

    vocabularies: Vocabularies
    verdicts: Mapping[str, Verdict]
    words: Words
    rights: frozenset[str] | None = None
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)

    def vocabulary(self, name: str) -> Vocabulary | None:
        return self.vocabularies.lists.get(name)

    def codes_of(self, one: Field) -> tuple[str, ...]:
        """All codes that a choice ever had."""
        if one.choices:
            return tuple(choice.code for choice in one.choices)
        listed = self.vocabulary(one.vocabulary)
        return tuple(listed.by_code) if listed else ()


RESERVED = (
    "number", "state", "state_kind", "unit", "division", "court", "created_on", "changed_on",
    "closed_on",
)  # fmt: skip
"""What every entry has beside its fields; no field may bear such a name."""
