"""Findings and what the rules need to make them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tuobo.core.content import Source
from tuobo.engines.reports.draft.definitions import DraftRule, DraftRules, Pattern
from tuobo.engines.reports.draft.known import KnownFigure, SeriesBreak
from tuobo.engines.reports.draft.paragraphs import DraftParagraph
from tuobo.engines.reports.draft.severity import Severity

QUOTED_MOST = 60
CLAUSE_SIGNS = "，。；！？"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule found: where, the words themselves, why (a text code with fields), and a cure.

    `at` is the place of the quotation in its paragraph; `correction` is empty where only the
    author can know what is right.
    """

    rule: str
    severity: Severity
    paragraph: int
    at: int
    quotation: str
    reason: str
    source: Source
    fields: Mapping[str, object] = field(default_factory=dict)
    correction: str = ""


@dataclass(frozen=True, kw_only=True)
class Span:
    """From where to where of a paragraph."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class DraftContext:
    """The rules' content, and what is known from outside; nothing known is the ordinary case."""

    rules: DraftRules
    figures: Sequence[KnownFigure] = ()
    breaks: Sequence[SeriesBreak] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """What differs from one finding of a rule to the next, apart from its place."""

    case: str = ""
    severity: Severity | None = None
    correction: str = ""
    source: Source | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def finding(rule: DraftRule, paragraph: DraftParagraph, span: Span, found: Found) -> Finding:
    """A finding of a rule on a span of a paragraph; the sentence is draft.<rule>[.<case>]."""
    quoted = paragraph.text[span.start : span.end].strip()
    if len(quoted) > QUOTED_MOST:
        quoted = quoted[: QUOTED_MOST - 1] + "…"
    return Finding(
        rule=rule.rule,
        severity=found.severity or rule.severity,
        paragraph=paragraph.number,
        at=span.start,
        quotation=quoted,
        reason=".".join(part for part in ("draft", rule.rule, found.case) if part),
        source=found.source or rule.source,
        fields=found.fields,
        correction=found.correction,
    )


def pattern_findings(
    rule: DraftRule, paragraph: DraftParagraph, pattern: Pattern
) -> Iterator[Finding]:
    """All places of a paragraph that a pattern finds and its sentence does not excuse."""
    for match in pattern.finds.finditer(paragraph.plain):
        if pattern.excuses and pattern.excuses.search(_clause_of(paragraph.plain, match)):
            continue
        yield finding(
            rule,
            paragraph,
            Span(start=match.start(), end=match.end()),
            Found(
                case=pattern.case or "",
                severity=pattern.severity,
                correction=match.expand(pattern.correct) if pattern.correct else "",
                source=pattern.source,
                fields={"found": match.group()},
            ),
        )


def _clause_of(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(sign, 0, match.start()) for sign in CLAUSE_SIGNS) + 1
    ends = [at for sign in CLAUSE_SIGNS if (at := text.find(sign, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]
