"""Measures with several definitions in use must say which one is meant (万人起诉率 has two)."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.paragraphs import Draft


def undefined_measure(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["undefined_measure"]
    measures, told = rule.any_of("measures"), rule.any_of("told")
    for paragraph in draft.body:
        if told.search(paragraph.plain):
            continue
        for sentence in paragraph.sentences:
            found = measures.search(sentence.text)
            if found and any(one.isdigit() for one in sentence.text[found.end() :]):
                start = sentence.start + found.start()
                yield finding(
                    rule,
                    paragraph,
                    Span(start=start, end=sentence.start + found.end()),
                    Found(fields={"measure": found.group()}),
                )
