"""Secret markings and trial secrets, which may not stand in a file of this system."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.reports.draft.findings import DraftContext, Finding, pattern_findings
from tuobo.engines.reports.draft.paragraphs import Draft


def secret_marking(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["secret_marking"]
    for paragraph in draft.paragraphs:
        for pattern in rule.patterns:
            yield from pattern_findings(rule, paragraph, pattern)
