"""Series and rule sets that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Sequence

from tuobo.core.content import Content
from tuobo.core.period import month_start
from tuobo.engines.analysis import Point, RuleSet, rule_sets

FIRST_MONTH = 2023 * 12
RULES: dict[str, RuleSet] = {one.id: one for one in rule_sets(Content())}
SEVEN = RULES["plot_the_dots"]


def months(values: Sequence[float | None], start: int = FIRST_MONTH) -> list[Point]:
    """One point a month from January 2023 on; None is a month without a denominator."""
    return [Point(on=month_start(start + at), value=one) for at, one in enumerate(values)]
