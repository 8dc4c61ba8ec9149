"""The computation sheet (计算单) of one case: an explanation as lines to print or to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tuobo.core.content import Names
from tuobo.core.texts import Texts
from tuobo.engines.timelimits.explanation import Explanation, Step


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One step in words, for a printed sheet, a terminal or a page."""

    number: int
    sentence: str
    article: str
    result: date | None


def sheet_lines(explanation: Explanation, texts: Texts) -> tuple[SheetLine, ...]:
    """The steps of an explanation as sentences of the chosen language."""
    return tuple(_line(step, texts) for step in explanation.steps)


def computation_sheet(explanation: Explanation, texts: Texts) -> str:
    """The printable sheet: heading, numbered steps with their articles, result, readings used."""
    head = texts("sheet.heading", case_number=explanation.case_number, on=explanation.on)
    lines = [head, "=" * _width(head), ""]
    for line in sheet_lines(explanation, texts):
        arrow = f" → {line.result.isoformat()}" if line.result else ""
        lines.append(f"{line.number:>2}. {line.sentence}{arrow}")
        if line.article:
            lines.append("    " + texts("sheet.article", article=line.article))
    lines += ["", result_line(explanation, texts)]
    if explanation.readings:
        said = "、".join(f"{name}={option}" for name, option in explanation.readings.items())
        lines.append(texts("sheet.readings", readings=said))
    return "\n".join(lines) + "\n"


def result_line(explanation: Explanation, texts: Texts) -> str:
    """Where the steps lead, in a sentence."""
    return texts(f"sheet.result.{explanation.status}", **_result(explanation, texts))


def _line(step: Step, texts: Texts) -> SheetLine:
    sentence = texts(step.code, **_said(step.fields, texts))
    return SheetLine(
        number=step.number, sentence=sentence, article=step.article, result=step.result
    )


def _said(fields: Mapping[str, Any], texts: Texts) -> dict[str, object]:
    return {
        name: texts.pick(value) if isinstance(value, Names) else "" if value is None else value
        for name, value in fields.items()
    }


def _result(explanation: Explanation, texts: Texts) -> dict[str, object]:
    rule = explanation.limit.key if explanation.limit else ""
    shown = ("due_plain_on", "due_on", "warn_due_on", "base_due_on")
    dates = {name: explanation.outcome[name] or "" for name in shown}
    mark = texts("sheet.provisional") if explanation.outcome["is_provisional"] else ""
    return {"rule": rule, "provisional": mark, **dates}


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    wide = "\u2e80"
    return sum(2 if character >= wide else 1 for character in text)
