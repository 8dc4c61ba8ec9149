"""What may hold a row: every name there is, kind by kind, read from the content itself.

Pages are no content; whoever knows the addresses of the desk hands their names in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tuobo.core.content import Content
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.indicators import Pack
from tuobo.engines.ledgers import Ledger, LedgerBook
from tuobo.engines.reports.compose import Claims, Outline, Outlines
from tuobo.engines.reports.draft import DraftRules
from tuobo.engines.rights import Policy
from tuobo.engines.timelimits import finding_rules
from tuobo.operations.clause_map.clause import HolderKind
from tuobo.operations.compose_report import known_names
from tuobo.operations.ledger_versions.figures import with_ledgers

_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True, kw_only=True)
class Registries:
    """Kind → name → what it is called in Chinese. A kind that is missing is not checked."""

    names: Mapping[HolderKind, Mapping[str, str]]

    @classmethod
    def of(cls, content: Content, pages: frozenset[str] | None = None) -> Registries:
        """Everything there is; without `pages` names of pages are taken as they are."""
        policy = Policy.of(content)
        book = LedgerBook.of(content, frozenset(policy.rights))
        indicators = Pack.of(content).indicators.values()
        findings = finding_rules(content)
        known = with_ledgers(known_names(Pack.of(content), findings), book)
        outlines = Outlines.of(content, known).by_id.values()
        names: dict[HolderKind, dict[str, str]] = {
            HolderKind.INDICATOR: {
                one.definition.id: one.definition.names.zh for one in indicators
            },
            HolderKind.FINDING: {name: one.names.zh for name, one in findings.items()},
            HolderKind.REPORT: {
                name: said for one in outlines for name, said in _headings(one).items()
            },
            HolderKind.CLAIM: {
                str(name): one.names.zh for name, one in Claims.of(content).by_test.items()
            },
            HolderKind.DRAFT: {
                name: one.names.zh for name, one in DraftRules.of(content).by_id.items()
            },
            HolderKind.VOCABULARY: {
                name: one.names.zh for name, one in Vocabularies.of(content).lists.items()
            },
            HolderKind.RIGHT: {name: one.names.zh for name, one in policy.rights.items()},
        }
        names |= _of_ledgers(book)
        if pages is not None:
            names[HolderKind.PAGE] = {one: one for one in sorted(pages)}
        return cls(names=names)

    def said(self, kind: HolderKind, name: str) -> str:
        """What it is called; its name where it is not known."""
        return self.names.get(kind, {}).get(name, name)


def _of_ledgers(book: LedgerBook) -> dict[HolderKind, dict[str, str]]:
    parts: dict[HolderKind, dict[str, str]] = {
        HolderKind.LEDGER: {one.id: one.names.zh for one in book}
    }
    for kind in (HolderKind.FIELD, HolderKind.FIGURE, HolderKind.CADENCE, HolderKind.CLOCK):
        parts[kind] = {
            f"{ledger.id}.{name}": f"{ledger.names.zh}：{said}"
            for ledger in book
            for name, said in _parts(ledger, kind).items()
        }
    return parts


def _parts(ledger: Ledger, kind: HolderKind) -> dict[str, str]:
    parts = {
        HolderKind.FIELD: ledger.fields,
        HolderKind.FIGURE: ledger.figures,
        HolderKind.CADENCE: ledger.cadences,
        HolderKind.CLOCK: ledger.clocks,
    }[kind]
    return {one.id: one.zh for one in parts}


def _headings(outline: Outline) -> dict[str, str]:
    """The outline, and each of its headings under `outline/heading`."""
    found = {outline.outline: outline.names.zh}
    for part in outline.body:
        for level in _HEADINGS:
            if heading := getattr(part, level):
                found[f"{outline.outline}/{heading}"] = f"{outline.names.zh}“{heading}”"
    return found
