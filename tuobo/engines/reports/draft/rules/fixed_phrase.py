"""Fixed political formulas stand complete and in order; quotation marks do not matter."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.reports.draft.definitions import DraftRule, FixedPhrase
from tuobo.engines.reports.draft.findings import (
    DraftContext,
    Finding,
    Found,
    Span,
    finding,
    pattern_findings,
)
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph
from tuobo.engines.reports.draft.plain import squeezed
from tuobo.engines.reports.draft.sentences import Sentence


def fixed_phrase(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["fixed_phrase"]
    for paragraph in draft.paragraphs:
        for pattern in rule.patterns:
            yield from pattern_findings(rule, paragraph, pattern)
        for sentence in paragraph.sentences:
            for phrase in rule.phrases:
                yield from _broken(rule, paragraph, sentence, phrase)


def _broken(
    rule: DraftRule, paragraph: DraftParagraph, sentence: Sentence, phrase: FixedPhrase
) -> Iterator[Finding]:
    text, places = squeezed(sentence.text)
    present = [part for part in phrase.parts if part in text]
    if not any(trigger in text for trigger in phrase.trigger or phrase.parts):
        return
    starts = [text.index(part) for part in present]
    missing = [part for part in phrase.parts if part not in present]
    if (phrase.order and missing) or (not missing and starts == sorted(starts)):
        return
    # The trigger alone may be what stands there, so the quotation falls back on it.
    first = min(starts or [text.index(one) for one in phrase.trigger if one in text])
    last = max(
        (text.index(one) + len(one) for one in (*present, *phrase.trigger) if one in text),
    )
    yield finding(
        rule,
        paragraph,
        Span(start=sentence.start + places[first], end=sentence.start + places[last - 1] + 1),
        Found(
            case="incomplete" if missing else "order",
            correction=phrase.written,
            source=phrase.source,
            fields={"missing": "、".join(missing), "written": phrase.written},
        ),
    )
