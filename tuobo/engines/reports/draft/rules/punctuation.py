"""Half-width punctuation in Chinese text, and the wrong brackets of document and case numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuobo.engines.reports.draft.definitions import DraftRule
from tuobo.engines.reports.draft.findings import (
    DraftContext,
    Finding,
    Found,
    Span,
    finding,
    pattern_findings,
)
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph

_HAN = r"[\u4e00-\u9fff“”‘’《》〈〉、。%％]"
_HALF = re.compile(
    rf"(?<={_HAN})[,;:!?](?!\d{{1,2}}:\d\d)|[,;:!?](?={_HAN})|\((?=[^()]{{0,80}}{_HAN})|(?<={_HAN})\)"
    rf"|(?<={_HAN})\.(?=\s*$|{_HAN})|(?<={_HAN}\))\.(?=\s*$|{_HAN})|(?<={_HAN})\"|\"(?={_HAN})"
)
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ".": "。"}
_QUOTES = ("“", "”")


def punctuation(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["punctuation"]
    for paragraph in draft.paragraphs:
        yield from _half_width(rule, paragraph)
        for pattern in rule.patterns:
            for match in pattern.finds.finditer(paragraph.text):
                yield from _one(pattern_findings(rule, paragraph, pattern), match.start())


def _one(found: Iterator[Finding], at: int) -> Iterator[Finding]:
    return (one for one in found if one.at == at)


def _half_width(rule: DraftRule, paragraph: DraftParagraph) -> Iterator[Finding]:
    """One finding a paragraph, with the number of signs and the text around the first mended."""
    signs = [match.start() for match in _HALF.finditer(paragraph.text)]
    if not signs:
        return
    start, end = max(0, signs[0] - 8), min(len(paragraph.text), signs[0] + 9)
    yield finding(
        rule,
        paragraph,
        Span(start=start, end=end),
        Found(
            case="half_width",
            correction=mended(paragraph.text)[start:end].strip(),
            fields={"signs": len(signs)},
        ),
    )


def mended(text: str) -> str:
    """The text with full-width punctuation; straight quotation marks open and close by turns.

    >>> mended('收案3件,"两难"问题(见表).')
    '收案3件，“两难”问题（见表）。'
    """
    signs = list(text)
    opened = 0
    for match in _HALF.finditer(text):
        sign = match.group()
        if sign == '"':
            signs[match.start()] = _QUOTES[opened % 2]
            opened += 1
        else:
            signs[match.start()] = _WIDE[sign]
    return "".join(signs)
