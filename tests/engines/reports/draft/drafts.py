"""Small drafts for tests: text in, findings out, with the national rules and breaks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Formatter

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.reports.draft import (
    Draft,
    DraftContext,
    Finding,
    KnownFigure,
    RawParagraph,
    check_draft,
    draft_of,
)
from tuobo.operations.check_draft import draft_context

CONTENT = Content()
TEXTS = (Texts(CONTENT), Texts(CONTENT, "en"))
CLEAN = tuple(sorted((Path(__file__).parent / "clean").glob("*.txt")))


@cache
def context() -> DraftContext:
    return draft_context(CONTENT)


def draft(text: str) -> Draft:
    return draft_of("draft.txt", [RawParagraph(text=line) for line in text.splitlines()])


def findings(text: str, rule: str = "", *, figures: Sequence[KnownFigure] = ()) -> list[Finding]:
    """The findings of one rule (of all without a name) on a text, one paragraph a line."""
    asked = draft_context(CONTENT, figures) if figures else context()
    found = check_draft(draft(text), asked)
    for one in found:
        _must_have_a_sentence(one)
    return [one for one in found if not rule or one.rule == rule]


def _must_have_a_sentence(one: Finding) -> None:
    """Every finding of every test can be said in both languages, with all its fields given."""
    for texts in TEXTS:
        wanted = {name for _, name, _, _ in Formatter().parse(texts.template(one.reason)) if name}
        assert wanted <= one.fields.keys(), one
        assert texts(one.reason, **one.fields)


def quoted(text: str, rule: str) -> list[str]:
    return [one.quotation for one in findings(text, rule)]


def corrected(text: str, rule: str) -> list[tuple[str, str]]:
    return [(one.quotation, one.correction) for one in findings(text, rule)]


def reasons(text: str, rule: str) -> list[str]:
    return [one.reason for one in findings(text, rule)]
