"""Checks a report that anybody wrote: reads the file and asks all rules.

Nothing is stored and nothing is changed; breaks come from the indicators' content in use, figures
with passports are handed in (draft_figures.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tuobo.core.content import Content, read_yaml
from tuobo.core.texts import Texts
from tuobo.engines.reports.draft import (
    Draft,
    DraftContext,
    DraftRules,
    Finding,
    KnownFigure,
    Severity,
    check_draft,
    read_draft,
)
from tuobo.operations.draft_figures import own_figures

_BREAKS = "breaks.yaml"


@dataclass(frozen=True, kw_only=True)
class DraftBreak:
    """A break of a series under the name that people read."""

    id: str
    on: date
    name: str
    effect: str


@dataclass(frozen=True, kw_only=True)
class DraftReport:
    """What was found in a draft, in the order of its text."""

    file: str
    paragraphs: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        return sum(one.severity is severity for one in self.findings)

    @property
    def has_errors(self) -> bool:
        return self.count(Severity.ERROR) > 0


def check_draft_file(
    path: Path, content: Content, figures: Sequence[KnownFigure] = ()
) -> DraftReport:
    """The findings of a draft file; raises DataError if it cannot be read.

    Without `figures` those are taken that a Word file of ours carries itself.
    """
    draft = read_draft(path)
    findings = check_draft(draft, draft_context(content, figures or own_figures(path)))
    return DraftReport(file=path.name, paragraphs=_length(draft), findings=findings)


def draft_context(content: Content, figures: Sequence[KnownFigure] = ()) -> DraftContext:
    """Rules and breaks of the content in use."""
    return DraftContext(
        rules=DraftRules.of(content), figures=tuple(figures), breaks=series_breaks(content)
    )


def series_breaks(content: Content) -> tuple[DraftBreak, ...]:
    """The days on which series break, as the indicators' content has them."""
    found = []
    for path in content.files("indicators"):
        entries = read_yaml(path) if path.name == _BREAKS else []
        for entry in entries if isinstance(entries, list) else []:
            name = entry["names"]["zh"]
            one = DraftBreak(id=entry["id"], on=entry["on"], name=name, effect=entry["effect"])
            found.append(one)
    return tuple(found)


def finding_json(finding: Finding, texts: Texts) -> dict[str, object]:
    """One finding for machines."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "paragraph": finding.paragraph,
        "at": finding.at,
        "quotation": finding.quotation,
        "code": finding.reason,
        "reason": texts(finding.reason, **finding.fields),
        "source": source_text(finding),
        "correction": finding.correction,
    }


def source_text(finding: Finding) -> str:
    """The source of a finding with its article and its mark of trust."""
    source = finding.source
    article = f"，{source.article}" if source.article else ""
    return f"{source.text}{article} [{source.mark}]"


def _length(draft: Draft) -> int:
    return sum(1 for _ in draft.paragraphs)
