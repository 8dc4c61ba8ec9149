"""Blanks that nobody filled in: XX, X月, ____, 【待填】, 若干 where a number is due."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.reports.draft.findings import DraftContext, Finding, pattern_findings
from tuobo.engines.reports.draft.paragraphs import Draft


def placeholder(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["placeholder"]
    for paragraph in draft.paragraphs:
        for pattern in rule.patterns:
            yield from pattern_findings(rule, paragraph, pattern)
