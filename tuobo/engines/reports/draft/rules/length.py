"""Length against the limits of 2024-08, by both ways of counting: characters and 汉字.

The rule says 字 and does not say how they are counted, so a report that only one way of counting
puts over the limit is a warning that shows both.
"""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft
from tuobo.engines.reports.draft.plain import characters, hanzi
from tuobo.engines.reports.draft.severity import Severity


def length(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["length"]
    is_comprehensive = rule.any_of("comprehensive")
    for report in draft.reports:
        text = "".join(one.text for one in report.body)
        title = report.title.plain if report.title else ""
        kind = "comprehensive" if is_comprehensive.search(title) else "special"
        most = int(rule.numbers[f"{kind}_most"])
        counted = {"characters": characters(text), "hanzi": hanzi(text)}
        over = [name for name, count in counted.items() if count > most]
        if over:
            first = report.paragraphs[0]
            yield finding(
                rule,
                first,
                Span(start=0, end=len(first.text)),
                Found(
                    case="both" if len(over) == 2 else "one",
                    severity=rule.severity if len(over) == 2 else Severity.HINT,
                    fields={**counted, "most": most},
                ),
            )
