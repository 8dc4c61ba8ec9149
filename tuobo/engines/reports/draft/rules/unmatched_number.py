"""Numbers that stand in no passport, with the nearest figure; only asked when figures are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tuobo.engines.reports.draft.definitions import DraftRule
from tuobo.engines.reports.draft.findings import DraftContext, Finding, Found, Span, finding
from tuobo.engines.reports.draft.known import KnownFigure
from tuobo.engines.reports.draft.paragraphs import Draft
from tuobo.engines.reports.draft.quantities import Quantity, quantities_of


def unmatched_number(draft: Draft, context: DraftContext) -> Iterator[Finding]:
    if not context.figures:
        return
    rule = context.rules["unmatched_number"]
    of_chart = rule.any_of("of_chart")
    for paragraph in draft.body:
        for sentence in paragraph.sentences:
            if of_chart.search(sentence.text):
                continue
            for quantity in quantities_of(sentence.text):
                if not _is_asked(rule, quantity) or _is_known(quantity, context.figures):
                    continue
                near = _nearest(quantity, context.figures)
                start = sentence.start + quantity.start
                yield finding(
                    rule,
                    paragraph,
                    Span(start=start, end=sentence.start + quantity.end),
                    Found(
                        case="" if near else "none",
                        fields={
                            "near": near.text if near else "",
                            "name": near.name if near else "",
                            "passport": near.code if near else "",
                        },
                    ),
                )


def _is_asked(rule: DraftRule, quantity: Quantity) -> bool:
    return quantity.unit in rule.words["units"] and not quantity.is_rough


def _values(figure: KnownFigure) -> list[tuple[Decimal, str]]:
    """All numbers of a figure with their unit; a bare number in its text counts things."""
    printed = [(one.value, one.unit) for one in quantities_of(figure.text)]
    if not printed:
        digits = figure.text.replace(",", "").strip()
        if digits.replace(".", "", 1).isdigit():
            printed = [(Decimal(digits), "")]
    return [*printed, *((count, "") for count in figure.counts)]


def _is_known(quantity: Quantity, figures: Sequence[KnownFigure]) -> bool:
    return any(
        _fits(quantity, value, unit) for figure in figures for value, unit in _values(figure)
    )


def _fits(quantity: Quantity, value: Decimal, unit: str) -> bool:
    if quantity.is_percent != (unit == "%") or quantity.is_points != (unit == "个百分点"):
        return False
    difference = abs(abs(quantity.value) - abs(value))
    return difference <= quantity.step / 2 if quantity.is_scaled else difference == 0


def _nearest(quantity: Quantity, figures: Sequence[KnownFigure]) -> KnownFigure | None:
    """The figure with the nearest number of the same kind, None if there is none of its kind."""
    kind = (quantity.is_percent, quantity.is_points)
    found = [
        (abs(quantity.value - abs(value)) / max(abs(value), Decimal(1)), at)
        for at, figure in enumerate(figures)
        for value, unit in _values(figure)
        if (unit == "%", unit == "个百分点") == kind
    ]
    return figures[min(found)[1]] if found else None
