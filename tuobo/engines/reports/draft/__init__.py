"""Checks a report that anybody wrote: file → numbered paragraphs → rules → findings.

Rules are pure functions, one a file; their words, patterns, limits and severities are content in
content/…/drafts. What the checker needs of figures and breaks is handed in (see `known.py`).
"""

from tuobo.engines.reports.draft.definitions import DraftRule, DraftRules
from tuobo.engines.reports.draft.document_paragraphs import document_paragraphs
from tuobo.engines.reports.draft.findings import DraftContext, Finding
from tuobo.engines.reports.draft.known import KnownFigure, Reading, SeriesBreak
from tuobo.engines.reports.draft.paragraphs import Draft, DraftParagraph, RawParagraph
from tuobo.engines.reports.draft.reading import read_draft
from tuobo.engines.reports.draft.rules import RULES, check_draft
from tuobo.engines.reports.draft.severity import Severity
from tuobo.engines.reports.draft.structure import draft_of

__all__ = [
    "RULES",
    "Draft",
    "DraftContext",
    "DraftParagraph",
    "DraftRule",
    "DraftRules",
    "Finding",
    "KnownFigure",
    "RawParagraph",
    "Reading",
    "SeriesBreak",
    "Severity",
    "check_draft",
    "document_paragraphs",
    "draft_of",
    "read_draft",
]
