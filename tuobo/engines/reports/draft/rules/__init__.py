"""The rules, one a file, each a pure function from the draft to findings.

Order does not matter: findings are sorted by place. Texts stand in content/…/texts/drafts.yaml
under draft.<rule>[.<case>], everything else that a rule is told in content/…/drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from tuobo.engines.reports.draft.findings import DraftContext, Finding
from tuobo.engines.reports.draft.paragraphs import Draft
from tuobo.engines.reports.draft.rules.break_comparison import break_comparison
from tuobo.engines.reports.draft.rules.fixed_phrase import fixed_phrase
from tuobo.engines.reports.draft.rules.forbidden_wording import forbidden_wording
from tuobo.engines.reports.draft.rules.growth import growth
from tuobo.engines.reports.draft.rules.improvement_claim import improvement_claim
from tuobo.engines.reports.draft.rules.length import length
from tuobo.engines.reports.draft.rules.per_head import per_head
from tuobo.engines.reports.draft.rules.percent_mismatch import percent_mismatch
from tuobo.engines.reports.draft.rules.percent_points import percent_points
from tuobo.engines.reports.draft.rules.personal_data import personal_data
from tuobo.engines.reports.draft.rules.placeholder import placeholder
from tuobo.engines.reports.draft.rules.problem_without_measure import problem_without_measure
from tuobo.engines.reports.draft.rules.punctuation import punctuation
from tuobo.engines.reports.draft.rules.secret_marking import secret_marking
from tuobo.engines.reports.draft.rules.stated_count import stated_count
from tuobo.engines.reports.draft.rules.sums import sums
from tuobo.engines.reports.draft.rules.undefined_measure import undefined_measure
from tuobo.engines.reports.draft.rules.unmatched_number import unmatched_number

Check: TypeAlias = Callable[[Draft, DraftContext], Iterable[Finding]]

RULES: tuple[Check, ...] = (
    placeholder,
    unmatched_number,
    percent_mismatch,
    growth,
    per_head,
    percent_points,
    sums,
    stated_count,
    improvement_claim,
    break_comparison,
    undefined_measure,
    forbidden_wording,
    problem_without_measure,
    fixed_phrase,
    length,
    punctuation,
    personal_data,
    secret_marking,
)


def check_draft(draft: Draft, context: DraftContext) -> tuple[Finding, ...]:
    """All findings of all rules in the order of the text."""
    found = [one for rule in RULES for one in rule(draft, context)]
    return tuple(sorted(found, key=lambda one: (one.paragraph, one.at, one.severity.rank)))
