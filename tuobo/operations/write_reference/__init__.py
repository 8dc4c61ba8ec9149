"""Writes docs/reference from the definitions themselves, so that it cannot go out of date."""

from __future__ import annotations

from pathlib import Path

from tuobo.core.content import Content
from tuobo.engines.indicators import Pack
from tuobo.operations.write_reference.checks import checks, findings
from tuobo.operations.write_reference.clauses import clauses
from tuobo.operations.write_reference.facts import facts
from tuobo.operations.write_reference.indicators import indicators
from tuobo.operations.write_reference.ledgers import ledgers
from tuobo.operations.write_reference.limits import limits
from tuobo.operations.write_reference.markdown import page
from tuobo.operations.write_reference.messages import messages


def reference_pages(content: Content) -> dict[str, str]:
    """File name → page, for all pages of the reference."""
    return {
        "indicators.md": page("指标 Indicators", indicators(Pack.of(content))),
        "limits.md": page("审限 Time limits", limits(content)),
        "findings.md": page("期限提示 Findings", findings(content)),
        "checks.md": page("导入检查 Intake checks", checks(content)),
        "facts.md": page("事实表与代码表 Facts and code lists", facts(content)),
        "ledgers.md": page("台账 Ledgers", ledgers(content)),
        "clauses.md": page("条款对照 Clause map", clauses(content)),
        "messages.md": page("文字 Messages", messages(content)),
    }


def write_reference(content: Content, folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in reference_pages(content).items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return tuple(written)
