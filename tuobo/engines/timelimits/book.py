"""The limits, grounds, readings and nodes of a content, with the chosen readings applied.

Loading refuses what would let a case have two limits or none by mistake: overlaps, gaps between
versions, words that no vocabulary, table or reading knows (see `book_checks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from tuobo.core.content import Content, near, unique
from tuobo.core.errors import DefinitionError, RequestError
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.timelimits import book_checks
from tuobo.engines.timelimits.definitions import Checkpoint, Ground, Limit, Reading

_Varied = TypeVar("_Varied", Limit, Ground, Checkpoint)

INCLUSIVE_COUNTING = ("C-6", "inclusive")
ALERT_ON_ROLLED = ("C-7", "rolled")
STICKY_EVERYWHERE = ("C-15", "sticky")
EXPIRY_IS_PLAIN = ("C-16", "plain")


@dataclass(frozen=True, eq=False)
class LimitBook:
    """All definitions that deadlines are computed from; `readings` has an option for each point."""

    limits: tuple[Limit, ...]
    grounds: tuple[Ground, ...]
    checkpoints: tuple[Checkpoint, ...]
    contested: Mapping[str, Reading]
    vocabularies: Vocabularies
    schema: FactSchema
    readings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Content, readings: Mapping[str, str] | None = None) -> LimitBook:
        """Load and check; raises DefinitionError for content, RequestError for a wrong reading."""
        contested = {
            one.id: one for one in unique(content.load("timelimits/readings", Reading), "id")
        }
        chosen = _chosen(contested, readings or {})
        limits = unique(content.load("timelimits/limits", Limit), "id", "version")
        grounds = unique(content.load("timelimits/grounds", Ground), "id", "in_force")
        nodes = unique(content.load("timelimits/checkpoints", Checkpoint), "id", "version")
        book = cls(
            limits=tuple(_read(one, contested, chosen) for one in limits),
            grounds=tuple(_read(one, contested, chosen) for one in grounds),
            checkpoints=tuple(_read(one, contested, chosen) for one in nodes),
            contested=contested,
            vocabularies=Vocabularies.of(content),
            schema=FactSchema.of(content),
            readings=chosen,
        )
        book_checks.check(book.limits, book.grounds, book.checkpoints, book.words)
        return book

    @property
    def words(self) -> book_checks.Words:
        return book_checks.Words(self.schema, self.vocabularies)

    @cached_property
    def by_key(self) -> dict[str, Limit]:
        return {one.key: one for one in self.limits}

    def ground(self, name: str, on: date) -> Ground | None:
        """The version of a ground for periods that start on a day."""
        found = [one for one in self.grounds if one.id == name and one.in_force.holds_on(on)]
        return found[0] if found else None

    def limit(self, key: str) -> Limit:
        """A limit by id@version or by id alone (its last version)."""
        found = [one for one in self.limits if key in {one.key, one.id}]
        if not found:
            known = near(key, [one.id for one in self.limits]) or "—"
            raise RequestError("limits.unknown", limit=key, suggestion=known)
        return max(found, key=lambda one: one.version)

    def reads(self, point: tuple[str, str]) -> bool:
        """Whether a contested point is read in the given way."""
        return self.readings.get(point[0]) == point[1]


def _chosen(contested: Mapping[str, Reading], asked: Mapping[str, str]) -> dict[str, str]:
    for name, option in asked.items():
        if name not in contested:
            raise RequestError(
                "limits.unknown_reading", reading=name, known="、".join(sorted(contested))
            )
        options = [one.id for one in contested[name].options]
        if option not in options:
            raise RequestError(
                "limits.unknown_option", reading=name, option=option, known="、".join(options)
            )
    return {name: asked.get(name, one.default) for name, one in contested.items()}


def _read(one: _Varied, contested: Mapping[str, Reading], chosen: Mapping[str, str]) -> _Varied:
    """The definition with the variants of the chosen readings laid over it."""
    for variant in one.variants:
        for name, option in variant.when.items():
            known = [entry.id for entry in contested[name].options] if name in contested else []
            if option not in known:
                raise DefinitionError(
                    "limits.variant_unknown", rule=one.id, reading=name, option=option
                )
        if all(chosen[name] == option for name, option in variant.when.items()):
            raw = one.model_dump(by_alias=True, exclude_unset=True)
            one = type(one).model_validate({**raw, **variant.replace})
    return one
