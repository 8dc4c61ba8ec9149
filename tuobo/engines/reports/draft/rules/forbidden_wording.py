"""Rankings and other wording that the rules on indicators and on formalism forbid."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.reports.draft.findings import DraftContext, Finding, pattern_findings
from tuobo.engines.reports.draft.paragraphs import Draft


def forbidden_wording(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["forbidden_wording"]
    for paragraph in draft.paragraphs:
        for pattern in rule.patterns:
            yield from pattern_findings(rule, paragraph, pattern)
