"""Numbers of the programme's pages that a court may set: content/…/programme/rules.yaml."""

from __future__ import annotations

from functools import cache

from tuobo.core.content import Content, Definition, Source


class ProgrammeRules(Definition):
    """`effect_months`: how many months in a row an effect must hold; `due_days`: what is soon;
    `review_periods`: how many months the plan's grid shows.
    """

    effect_months: int
    due_days: int
    review_periods: int
    source: Source

    @classmethod
    def of(cls, content: Content) -> ProgrammeRules:
        """The last root that has them wins."""
        return _of(content)


@cache
def _of(content: Content) -> ProgrammeRules:
    return content.load("programme", ProgrammeRules)[-1]
