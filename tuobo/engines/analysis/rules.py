"""Which rule set a chart is read by: the model of content/…/analysis. Nothing computes here."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from tuobo.core.content import Content, Definition, Identifier, Names, Source, unique
from tuobo.core.errors import DefinitionError


class Signal(StrEnum):
    """What tells a change from chance; the order is the order in which they are named."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


class Rule(Definition):
    """One of the four rules: how many points make it, and who says so."""

    id: Signal
    points: int
    names: Names
    source: Source


class RuleSet(Definition):
    """Factors and rules that belong together.

    limit_factor      limits are mean ± this × mean moving range
    near_share        from this share of the way to a limit on, a point is near it
    screening_factor  moving ranges above this × their mean are left out of the second mean
    minimum_points    with fewer there are no limits and nothing is said
    trial_below       with fewer the limits are trial limits
    """

    id: Identifier
    version: int
    names: Names
    is_default: bool
    limit_factor: float
    near_share: float
    screening_factor: float
    minimum_points: int
    trial_below: int
    rebase_hint_points: int
    rules: tuple[Rule, ...]
    source: Source

    @property
    def key(self) -> str:
        return f"{self.id}@{self.version}"

    def points_of(self, signal: Signal) -> int:
        return next(rule.points for rule in self.rules if rule.id is signal)

    @model_validator(mode="after")
    def _has_each_rule_once(self) -> RuleSet:
        if sorted(rule.id for rule in self.rules) != sorted(Signal):
            message = f"a rule set needs each of {', '.join(Signal)} once"
            raise ValueError(message)
        return self


def rule_sets(content: Content) -> tuple[RuleSet, ...]:
    return tuple(unique(content.load("analysis", RuleSet), "id"))


def default_rules(content: Content) -> RuleSet:
    """The set that charts are read by unless somebody chose another."""
    found = [one for one in rule_sets(content) if one.is_default]
    if len(found) != 1:
        raise DefinitionError("analysis.no_default_rules", found=len(found))
    return found[0]
