"""Names of parties and judges, identity numbers, telephones: masked forms (张某) may stand."""

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
from tuobo.engines.reports.draft.paragraphs import Draft
from tuobo.engines.reports.draft.severity import Severity


def personal_data(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    rule = context.rules["personal_data"]
    named = _name_after_role(rule)
    for paragraph in draft.paragraphs:
        for pattern in rule.patterns:
            yield from pattern_findings(rule, paragraph, pattern)
        for match in named.finditer(paragraph.plain):
            name = match["name"]
            if name in rule.words["no_names"] or name[1:] in rule.words["no_names"]:
                continue
            is_party = match["role"] in rule.words["parties"]
            yield finding(
                rule,
                paragraph,
                Span(start=match.start("role"), end=match.end("name")),
                Found(
                    case="party" if is_party else "staff",
                    severity=None if is_party else Severity.WARNING,
                    correction=f"{match['role']}{name[0]}某" if is_party else "",
                    fields={"role": match["role"]},
                ),
            )


def _name_after_role(rule: DraftRule) -> re.Pattern[str]:
    """A role, a surname, one or two further characters, and something that ends a name."""
    roles = "|".join(sorted({*rule.words["parties"], *rule.words["staff"]}, key=len, reverse=True))
    surnames = "|".join(sorted(rule.words["surnames"], key=len, reverse=True))
    ends = "|".join(rule.words["after_name"])
    return re.compile(
        rf"(?P<role>{roles})(?:[:：])?(?P<name>(?:{surnames})(?![某×xX])[\u4e00-\u9fff]{{1,2}})"
        rf"(?=[，。、；：（）\s]|$|{ends})"
    )
